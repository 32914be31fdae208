import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { WriteTx } from "#core/db/database.ts";
import { createTestContext, insertCaller } from "#test-support/test-context.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { journalHandlers, type JournalHandlers } from "./journal.handlers.ts";
import { withoutJournal } from "./journal.ts";

let test: ReturnType<typeof createTestContext>;
let journal: JournalHandlers;
let ana: Caller;
let bob: Caller;
let now = 1_000_000;

beforeEach(() => {
  now = 1_000_000;
  test = createTestContext({ now: () => (now += 1) });
  journal = journalHandlers(test.context);
  const { database } = test.context;
  ana = insertCaller(database, "Ana");
  bob = insertCaller(database, "Bob");
  database.write((tx) => {
    for (const title of ["Blue", "Green", "Red"]) insertSong(tx, { title, revision: 1 });
  });
});

afterEach(() => test[Symbol.dispose]());

/** One change of SQL statements. @returns its uuid */
function change(author: Caller, summary: string, ...statements: readonly string[]): string {
  const { changeUuid } = test.context.journal.change(
    author,
    (tx: WriteTx) => {
      for (const sql of statements) tx.run(sql);
    },
    { kind: "test.change", summary },
  );
  if (changeUuid === null) throw new Error(`"${summary}" changed nothing`);
  return changeUuid;
}

function all(sql: string): unknown[] {
  return test.context.database.read.all(sql);
}

/** The failure of what must fail. */
function refusalOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("It was not refused");
}

const playlist = (author: Caller, name: string) =>
  `INSERT INTO playlists (uuid, user_id, name, order_key) VALUES ('${name}', ${author.actor.userId}, '${name}', 'a0')`;
const entry = (id: number, key: string) =>
  `INSERT INTO playlist_tracks (uuid, playlist_id, song_id, order_key, added_at)
   SELECT 'entry ${key}', id, ${id}, '${key}', 1 FROM playlists`;

// Catches: an administrator's page of changes that stands still while others change things.
it("tells the author and the administrators, nobody else", async () => {
  const admin = insertCaller(test.context.database, "Cleo", { isAdmin: true });
  change(ana, "Made a list", playlist(ana, "p1"));
  await journal["journal.undo"]({}, ana);
  const told = test.told.filter(({ name }) => name === "journal.changed");
  expect(told.map(({ userIds }) => userIds)).toEqual([
    [ana.actor.userId, admin.actor.userId],
    [ana.actor.userId, admin.actor.userId],
  ]);
});

describe("undo and redo", () => {
  // Catches: an undo that forgets a column, a redo that does something else than was done.
  it("put rows back in both directions, and say so in the audit trail", async () => {
    change(ana, "Made a playlist", playlist(ana, "Mix"), entry(1, "a0"), entry(2, "a1"));
    change(ana, "Renamed it", "UPDATE playlists SET name = 'Evening', is_public = 1");
    const rows = () => ({
      playlists: all("SELECT id, uuid, name, is_public, track_count FROM playlists"),
      entries: all("SELECT id, uuid, song_id, order_key FROM playlist_tracks ORDER BY id"),
    });
    const end = rows();
    const renamed = await journal["journal.undo"]({}, ana);
    expect(renamed.entry).toMatchObject({ summary: "Renamed it", state: "undone", isOwn: true });
    expect(all("SELECT name, is_public FROM playlists")).toEqual([{ name: "Mix", is_public: 0 }]);
    await journal["journal.undo"]({}, ana);
    expect(rows()).toEqual({ playlists: [], entries: [] });
    expect(await journal["journal.undo"]({}, ana)).toEqual({ entry: null });

    expect((await journal["journal.redo"]({}, ana)).entry?.summary).toBe("Made a playlist");
    expect((await journal["journal.redo"]({}, ana)).entry?.summary).toBe("Renamed it");
    expect(await journal["journal.redo"]({}, ana)).toEqual({ entry: null });
    expect(rows()).toEqual(end);
    const { entries } = await journal["journal.list"](
      { filter: { kinds: ["journal."] }, limit: 10, before: null },
      ana,
    );
    expect(entries.map(({ kind, summary }) => [kind, summary])).toEqual([
      ["journal.redo", "Did again: Renamed it"],
      ["journal.redo", "Did again: Made a playlist"],
      ["journal.undo", "Undid: Made a playlist"],
      ["journal.undo", "Undid: Renamed it"],
    ]);
    expect(entries.every(({ isUndoable }) => !isUndoable)).toBe(true);
  });

  // Catches: entries that take each other's places refused by the unique index on the way.
  it("lets rows swap unique values", async () => {
    change(ana, "Made", playlist(ana, "Mix"), entry(1, "a0"), entry(2, "a1"), entry(3, "a2"));
    change(
      ana,
      "Turned it around",
      "UPDATE playlist_tracks SET order_key = 'z' || order_key",
      "UPDATE playlist_tracks SET order_key = 'a' || (3 - song_id)",
    );
    const order = () => all("SELECT song_id, order_key FROM playlist_tracks ORDER BY order_key");
    const turned = order();
    await journal["journal.undo"]({}, ana);
    expect(order()).toEqual([
      { song_id: 1, order_key: "a0" },
      { song_id: 2, order_key: "a1" },
      { song_id: 3, order_key: "a2" },
    ]);
    await journal["journal.redo"]({}, ana);
    expect(order()).toEqual(turned);
  });

  // Catches: "back to here" that stops halfway and leaves the rest undone.
  it("go back over many changes, all or none", async () => {
    const made = change(ana, "Made", playlist(ana, "Mix"));
    const first = change(ana, "First", "UPDATE playlists SET name = 'One'");
    change(ana, "Second", "UPDATE playlists SET description = 'Two'");
    change(bob, "Bob's", "UPDATE playlists SET name = 'Three'");
    const refusal = refusalOf(() => journal["journal.undoTo"]({ uuid: made }, ana));
    expect(refusal.code).toBe("conflict");
    expect(all("SELECT name, description FROM playlists")).toEqual([
      { name: "Three", description: "Two" },
    ]);
    await journal["journal.undo"]({}, bob);
    expect(await journal["journal.undoTo"]({ uuid: made }, ana)).toEqual({ undone: 2 });
    expect(all("SELECT name, description FROM playlists")).toEqual([
      { name: "Mix", description: null },
    ]);
    const { redo } = await journal["journal.getState"]({}, ana);
    expect(redo?.uuid).toBe(first);
  });

  it("drop what could be redone once something new happens", async () => {
    change(ana, "Made", playlist(ana, "Mix"));
    await journal["journal.undo"]({}, ana);
    change(ana, "Made another", playlist(ana, "Other"));
    expect(await journal["journal.redo"]({}, ana)).toEqual({ entry: null });
  });
});

describe("conflicts", () => {
  // Catches: an undo that overwrites what another person did since.
  it("name the thing, who changed it and when, and change nothing", () => {
    change(ana, "Made", playlist(ana, "Mix"));
    const renamed = change(ana, "Renamed", "UPDATE playlists SET name = 'Mine'");
    change(bob, "Renamed", "UPDATE playlists SET name = 'His'");
    test.context.journal.register({ tables: ["playlists"], describe: () => '"His"' });
    const refusal = refusalOf(() => journal["journal.undo"]({ uuid: renamed }, ana));
    expect(refusal.code).toBe("conflict");
    expect(refusal.message).toMatch(
      /^The name of "His" was changed again by Bob on .+ at \d\d:\d\d; nothing was undone\.$/,
    );
    expect(all("SELECT name FROM playlists")).toEqual([{ name: "His" }]);
    expect(all("SELECT 1 FROM change_journal WHERE kind LIKE 'journal.%'")).toEqual([]);
  });

  // Catches: a cascade that takes away what others put into a playlist whose making is undone.
  it("keep a playlist that others have filled since", () => {
    const made = change(ana, "Made", playlist(ana, "Mix"));
    change(bob, "Filled", entry(1, "a0"));
    const refusal = refusalOf(() => journal["journal.undo"]({ uuid: made }, ana));
    expect(refusal.message).toMatch(/holds what was put there since/);
    expect(all("SELECT 1 FROM playlist_tracks")).toHaveLength(1);
  });

  it("stop what lost its parent, its place or itself", () => {
    change(ana, "Made", playlist(ana, "Mix"), entry(1, "a0"));
    const removed = change(ana, "Removed", "DELETE FROM playlist_tracks");
    change(bob, "Put in its place", entry(2, "a0"));
    expect(refusalOf(() => journal["journal.undo"]({ uuid: removed }, ana)).message).toMatch(
      /name or place was taken/,
    );
    change(bob, "Deleted", "DELETE FROM playlist_tracks", "DELETE FROM playlists");
    expect(refusalOf(() => journal["journal.undo"]({ uuid: removed }, ana)).message).toMatch(
      /what it belonged to is gone/,
    );
    change(ana, "Made", playlist(ana, "New"));
    const renamed = change(ana, "Renamed", "UPDATE playlists SET name = 'Newer'");
    change(bob, "Deleted", "DELETE FROM playlists");
    expect(refusalOf(() => journal["journal.undo"]({ uuid: renamed }, ana)).message).toMatch(
      /is not there any more: it was taken away by Bob/,
    );
  });

  it("refuse others' changes, what was undone already, and what cannot be undone", async () => {
    const made = change(ana, "Made", playlist(ana, "Mix"));
    const refusal = refusalOf(() => journal["journal.undo"]({ uuid: made }, bob));
    // A name in the summary may be that of a playlist nobody shared: to Bob the change does not exist.
    expect(refusal.code).toBe("not_found");
    expect(refusal.message).not.toContain("Made");
    expect(refusalOf(() => journal["journal.undoTo"]({ uuid: made }, bob)).code).toBe("not_found");
    const { actor } = bob;
    const admin = { ...bob, actor: { ...actor, isAdmin: true } };
    expect(refusalOf(() => journal["journal.undo"]({ uuid: made }, admin)).code).toBe(
      "not_allowed",
    );
    await journal["journal.undo"]({ uuid: made }, ana);
    expect(refusalOf(() => journal["journal.undo"]({ uuid: made }, ana)).message).toBe(
      '"Made" was undone already.',
    );
    test.context.journal.changeForGood(ana, (tx) => tx.run("DELETE FROM users WHERE id = 9"), {
      kind: "users.delete",
      summary: "Deleted a profile",
    });
    expect(await journal["journal.undo"]({}, ana)).toEqual({ entry: null });
  });

  // Catches: the name of a playlist that nobody shared, told to whoever holds the change's uuid: in the refusal, or in the
  // audit trail of a step back to it.
  it("say nothing of others' changes that one may not read", async () => {
    const made = change(ana, 'Made "Divorce songs"', playlist(ana, "Divorce songs"));
    change(bob, "Made", playlist(bob, "Mix"));
    expect(refusalOf(() => journal["journal.undo"]({ uuid: made }, bob)).message).not.toContain(
      "Divorce",
    );
    const back = refusalOf(() => journal["journal.undoTo"]({ uuid: made }, bob));
    expect(back.code).toBe("not_found");
    expect(all("SELECT name FROM playlists ORDER BY name")).toHaveLength(2);
    change(
      ana,
      "Let everybody see it",
      "UPDATE playlists SET is_public = 1 WHERE name = 'Divorce songs'",
    );
    test.context.database.write((tx) =>
      tx.run("UPDATE change_journal SET subject_uuid = 'Divorce songs' WHERE uuid = ?", made),
    );
    expect(await journal["journal.undoTo"]({ uuid: made }, bob)).toEqual({ undone: 1 });
  });

  // Catches: SQL made of what stands in a row; a column that a later version dropped.
  it("refuse entries that name what the database does not have", () => {
    const made = change(ana, "Made", playlist(ana, "Mix"));
    const { database } = test.context;
    for (const [column, value] of [
      ["column_name", "name = 'x' --"],
      ["table_name", "app_meta"],
    ]) {
      const uuid = change(ana, "Renamed", "UPDATE playlists SET name = name || '!'");
      database.write((tx) =>
        tx.run(
          `UPDATE change_journal_rows SET ${column ?? ""} = ?
           WHERE journal_id = (SELECT id FROM change_journal WHERE uuid = ?)`,
          value ?? "",
          uuid,
        ),
      );
      expect(refusalOf(() => journal["journal.undo"]({ uuid }, ana)).code).toBe("unsupported");
    }
    database.write((tx) =>
      tx.run(
        `UPDATE change_journal_rows SET new_value = json_set(new_value, '$.mood', 1)
         WHERE journal_id = (SELECT id FROM change_journal WHERE uuid = ?)`,
        made,
      ),
    );
    expect(refusalOf(() => journal["journal.undo"]({ uuid: made }, ana)).message).toMatch(
      /older version of Segue/,
    );
  });
});

describe("what is said of a song", () => {
  const say = (values: string) =>
    `INSERT INTO song_control (user_id, song_id, updated_at, rating) SELECT ${ana.actor.userId}, 1, 1, NULL
     WHERE NOT EXISTS (SELECT 1 FROM song_control) ON CONFLICT DO NOTHING; UPDATE song_control SET ${values}`.split(
      ";",
    );
  const said = () => all("SELECT rating, is_favorite, tags FROM song_control");

  // Catches: a rating that cannot be taken back because the song became a favourite since, or takes that mark with it.
  it("is undone one thing at a time, though one row holds all", async () => {
    const rated = test.context.journal.change(
      ana,
      (tx) =>
        tx.run(
          "INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (?, 1, 8, 1)",
          ana.actor.userId,
        ),
      { kind: "songs.setRating", summary: "Rated 1 song" },
    ).changeUuid;
    change(ana, "Loved", ...say("is_favorite = 1"));
    const end = said();
    await journal["journal.undo"]({ uuid: rated ?? "" }, ana);
    expect(said()).toEqual([{ rating: null, is_favorite: 1, tags: "[]" }]);
    await journal["journal.redo"]({}, ana);
    expect(said()).toEqual(end);
    await journal["journal.undo"]({}, ana);
    await journal["journal.undo"]({}, ana);
    expect(said()).toEqual([]);
    await journal["journal.redo"]({}, ana);
    await journal["journal.redo"]({}, ana);
    expect(said()).toEqual(end);
    change(ana, "Rated lower", "UPDATE song_control SET rating = 2");
    expect(refusalOf(() => journal["journal.undo"]({ uuid: rated ?? "" }, ana)).message).toMatch(
      /was changed again by you/,
    );
  });
});

describe("participants", () => {
  // Catches: an undo that puts back what its author may no longer touch.
  it("are asked for permission first, and told inside and after the transaction", async () => {
    const heard: string[] = [];
    let mayChange = false;
    test.context.journal.register({
      tables: ["playlists"],
      authorize(_read, [row], author) {
        if (!mayChange) throw new AppError("not_allowed", `${author.actor.displayName} may not.`);
        heard.push(`may ${row?.operation ?? ""} ${String(row?.row?.["name"])}`);
      },
      applied(tx, touched) {
        heard.push(`applied ${touched.length}, ${tx.all("SELECT 1 FROM playlists").length} left`);
      },
      announce: (touched) => heard.push(`announced ${touched[0]?.rowId ?? 0}`),
    });
    change(ana, "Made", playlist(ana, "Mix"));
    expect(refusalOf(() => journal["journal.undo"]({}, ana)).message).toBe("Ana may not.");
    expect(all("SELECT 1 FROM playlists")).toHaveLength(1);
    mayChange = true;
    await journal["journal.undo"]({}, ana);
    expect(heard).toEqual(["may delete Mix", "applied 1, 0 left", "announced 1"]);
  });
});

describe("the triggers", () => {
  // Catches: a service that writes a journaled table outside of the journal.
  it("abort what is written outside of a change, and let through what is nobody's", () => {
    const { database } = test.context;
    expect(() => database.write((tx) => tx.run(playlist(ana, "Mix")))).toThrow(/breaks a rule/);
    database.write((tx) => withoutJournal(tx, () => tx.run(playlist(ana, "Mix"))));
    expect(all("SELECT 1 FROM change_journal_rows")).toEqual([]);
  });
});
