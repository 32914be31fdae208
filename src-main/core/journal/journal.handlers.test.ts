import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contract, type JournalFilter } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { createTestContext, insertCaller } from "#test-support/test-context.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { csvLine } from "./export-journal.ts";
import { journalHandlers, type JournalHandlers } from "./journal.handlers.ts";
import { withoutJournal } from "./journal.ts";
import { journalMaintenance, pruneJournal } from "./retention.ts";

const minute = 60_000;
let test: ReturnType<typeof createTestContext>;
let journal: JournalHandlers;
let ana: Caller;
let bob: Caller;
let admin: Caller;
let now = 0;

beforeEach(() => {
  now = Date.UTC(2026, 10, 21, 12);
  test = createTestContext({ now: () => (now += minute) });
  journal = journalHandlers(test.context);
  const { database } = test.context;
  ana = insertCaller(database, "Ana");
  bob = insertCaller(database, "Bob");
  admin = insertCaller(database, "Root", { isAdmin: true });
  database.write((tx) => {
    insertSong(tx, { title: "Blue", revision: 1 });
  });
});

afterEach(() => test[Symbol.dispose]());

const playlistUuid = "8e2c7f70-52d8-4f6a-93a2-6a5b2f0f8a11";

function change(author: Caller, kind: string, summary: string, sql: string, subject?: string) {
  return test.context.journal.change(author, (tx) => void tx.run(sql), {
    kind,
    summary,
    ...(subject === undefined ? {} : { subjectUuid: subject }),
  }).changeUuid;
}

function makeChanges(): void {
  change(
    ana,
    "playlists.create",
    'Made the playlist "Mix"',
    `INSERT INTO playlists (uuid, user_id, name, order_key) VALUES ('${playlistUuid}', ${ana.actor.userId}, 'Mix', 'a')`,
    playlistUuid,
  );
  change(
    ana,
    "songs.setRating",
    "Rated 1 song 100% of 5",
    `INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (${ana.actor.userId}, 1, 8, 1)`,
  );
  change(
    bob,
    "songs.setFavorite",
    "Added 1 song to the favourites",
    `INSERT INTO song_control (user_id, song_id, is_favorite, updated_at) VALUES (${bob.actor.userId}, 1, 1, 1)`,
  );
}

async function summaries(caller: Caller, filter: JournalFilter = {}): Promise<string[]> {
  const answer = await journal["journal.list"]({ filter, limit: 50, before: null }, caller);
  contract["journal.list"].output.parse(answer);
  expect(answer.total).toBe(answer.entries.length);
  return answer.entries.map(({ summary }) => summary);
}

describe("the audit trail", () => {
  // Catches: what one profile did shown to another, and a shared playlist's history kept from those who share it.
  it("shows administrators everything, others their own and that of playlists they may see", async () => {
    makeChanges();
    const mix = 'Made the playlist "Mix"';
    const rated = "Rated 1 song 100% of 5";
    const loved = "Added 1 song to the favourites";
    expect(await summaries(admin)).toEqual([loved, rated, mix]);
    expect(await summaries(ana)).toEqual([rated, mix]);
    expect(await summaries(bob)).toEqual([loved]);
    const { database } = test.context;
    database.write((tx) =>
      withoutJournal(tx, () =>
        tx.run(
          "INSERT INTO playlist_collaborators (playlist_id, user_id, permission_level) VALUES (1, ?, 'view')",
          bob.actor.userId,
        ),
      ),
    );
    expect(await summaries(bob)).toEqual([loved, mix]);
    const [made] = database.read.pluck<string>(
      "SELECT uuid FROM change_journal WHERE kind = 'songs.setRating'",
    );
    expect(() => journal["journal.getDetails"]({ uuid: made ?? "", limit: 5 }, bob)).toThrow(
      /not in the journal/,
    );
  });

  it("is filtered by person, kind, subject, time and words, which are no patterns", async () => {
    makeChanges();
    const mix = 'Made the playlist "Mix"';
    const rated = "Rated 1 song 100% of 5";
    const loved = "Added 1 song to the favourites";
    expect(await summaries(admin, { actorUuid: ana.actor.userUuid })).toEqual([rated, mix]);
    expect(await summaries(admin, { kinds: ["songs."] })).toEqual([loved, rated]);
    expect(await summaries(admin, { kinds: ["songs.setFav", "playlists.create"] })).toEqual([
      loved,
      mix,
    ]);
    expect(await summaries(admin, { kinds: ["s%"] })).toEqual([]);
    expect(await summaries(admin, { subjectUuid: playlistUuid })).toEqual([mix]);
    expect(await summaries(admin, { text: "SONG 100%" })).toEqual([rated]);
    expect(await summaries(admin, { text: "1%0" })).toEqual([]);
    const { entries } = await journal["journal.list"](
      { filter: {}, limit: 2, before: null },
      admin,
    );
    const at = entries[1]?.createdAt ?? 0;
    expect(await summaries(admin, { from: at })).toEqual([loved, rated]);
    expect(await summaries(admin, { to: at })).toEqual([mix]);
  });

  // Catches: an entry shown twice or left out when something is changed while a person pages through.
  it("is paged by a cursor that new changes do not move", async () => {
    makeChanges();
    const page = (before: string | null) =>
      journal["journal.list"]({ filter: {}, limit: 2, before }, admin);
    const first = await page(null);
    change(
      bob,
      "songs.setFavorite",
      "Later",
      "UPDATE song_control SET is_favorite = 1 - is_favorite",
    );
    const second = await page(first.nextCursor);
    expect(second.entries.map(({ summary }) => summary)).toEqual(['Made the playlist "Mix"']);
    expect(second).toMatchObject({ nextCursor: null, total: 4 });
  });

  // Catches: a file that a spreadsheet runs, or that breaks at a comma.
  it("goes out as CSV and as JSON lines, without what the caller may not see", async () => {
    makeChanges();
    change(
      bob,
      "songs.setFavorite",
      '=HYPERLINK("x"), "2"',
      "UPDATE song_control SET is_hidden = 1",
    );
    const read = async (caller: Caller, format: "csv" | "jsonl") => {
      const answer = await journal["journal.export"]({ filter: {}, format }, caller);
      contract["journal.export"].output.parse(answer);
      const { dataBase64 } = await test.context.transfers.read(caller, {
        uuid: answer.transferUuid,
        offset: 0,
      });
      return { ...answer, text: Buffer.from(dataBase64, "base64").toString() };
    };
    const csv = await read(admin, "csv");
    expect(csv.fileName).toBe("Segue journal 2026-11-21.csv");
    const lines = csv.text.split("\r\n");
    expect(lines).toHaveLength(1 + csv.entries + 1);
    expect(lines[0]).toMatch(/^time,actor_name,actor_uuid,device,kind,summary,/);
    expect(lines[1]).toContain(`,"'=HYPERLINK(""x""), ""2""",`);
    const jsonl = await read(ana, "jsonl");
    const rows = jsonl.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { actor_name: string });
    expect(rows.map((row) => row.actor_name)).toEqual(["Ana", "Ana"]);
    expect(csvLine(["-1", "a\nb", "plain"])).toBe(`'-1,"a\nb",plain\r\n`);
  });
});

describe("retention", () => {
  const change200 = () => {
    for (let no = 0; no < 30; no += 1)
      change(
        ana,
        "queue.replace",
        `Queue ${no}`,
        "UPDATE library_folders SET removed_at = coalesce(removed_at, 0) + 1",
      );
  };

  // Catches: a journal that grows for ever, and one that forgets what was just done.
  it("lets go of what is old or too much, never of the newest, and of queues earlier", () => {
    const { database } = test.context;
    database.write((tx) => tx.run("INSERT INTO library_folders (uuid, path) VALUES ('f', '/f')"));
    change200();
    const counts = () => ({
      entries: database.read.pluck<number>("SELECT count(*) FROM change_journal")[0],
      rows: database.read.pluck<number>("SELECT count(*) FROM change_journal_rows")[0],
      undoable: database.read.pluck<number>("SELECT sum(is_undoable) FROM change_journal")[0],
    });
    const prune = (retention: Parameters<typeof pruneJournal>[2], at = now) =>
      database.write((tx) => pruneJournal(tx, at, retention));
    const all = { days: 365, entries: 100, always: 5, queueEntries: 100 };
    expect(prune(all)).toBe(0);
    expect(prune({ ...all, entries: 20 })).toBe(10);
    expect(counts()).toEqual({ entries: 20, rows: 20, undoable: 20 });
    expect(prune({ ...all, queueEntries: 8 })).toBe(12);
    expect(counts()).toEqual({ entries: 20, rows: 8, undoable: 8 });
    expect(prune({ ...all, entries: 2 })).toBe(15);
    const muchLater = now + 400 * 24 * 60 * minute;
    expect(prune(all, muchLater)).toBe(0);
    expect(counts()).toEqual({ entries: 5, rows: 5, undoable: 5 });
  });

  it("says without doing it what it would let go of", () => {
    change200();
    const [task] = journalMaintenance(test.context);
    expect(task?.run({ dryRun: true }).summary).toMatch(
      /^Nothing in the journal is older than 365 days/,
    );
  });
});
