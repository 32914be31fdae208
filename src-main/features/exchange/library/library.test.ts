import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Caller } from "#core/ipc/caller.ts";
import { withoutJournal } from "#core/journal/journal.ts";
import { createExchange } from "#features/exchange/index.ts";
import { TestPlaylists } from "#test-support/test-playlists.ts";
import { exportedTables, tablesLeftOut } from "./exported-tables.ts";

/** A library with ways in and out. */
class TestExchange extends TestPlaylists {
  readonly exchange = createExchange(this.context, {
    pictures: {
      find: (key) => ({ path: join(this.folder, key) }),
      restore: (bytes) => {
        this.restored.push(Buffer.from(bytes).toString());
        const key = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
        writeFileSync(join(this.folder, key), bytes);
        return Promise.resolve(key);
      },
    },
    appVersion: "1.2.3",
  });
  readonly restored: string[] = [];

  constructor() {
    super();
    for (const kind of this.exchange.taskKinds) this.context.tasks.register(kind);
    this.context.tasks.start();
  }

  async export(caller: Caller): Promise<string> {
    const { taskId } = await this.exchange.handlers["exchange.exportLibrary"]({}, caller);
    const task = await this.context.tasks.waitFor(taskId);
    if (task.errorMessage !== null) throw new Error(task.errorMessage);
    const { transferUuid, lines } = task.result as { transferUuid: string; lines: number };
    const text = (await this.context.transfers.readAll(transferUuid, caller, 1e9)).toString();
    if (text.split("\n").length !== lines + 3) throw new Error(`${lines} lines were promised`);
    return text;
  }

  /** @returns how the task ended, or the sentence with which it did not start */
  async import(text: string, caller: Caller): Promise<string> {
    const { transferUuid } = await this.context.transfers.keepFile(caller, "x.jsonl", text);
    try {
      const { taskId } = await this.exchange.handlers["exchange.importLibrary"](
        { transferUuid },
        caller,
      );
      const task = await this.context.tasks.waitFor(taskId);
      return task.errorMessage ?? task.status;
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.context.tasks.close();
    await super[Symbol.asyncDispose]();
  }
}

/** Everything a library can have, in rows that differ. */
async function rich(t: TestExchange): Promise<Caller> {
  const child = t.caller("Child");
  const ana = t.caller("Ana", { isAdmin: true });
  const songs = t.addSongs(40);
  const [first, second] = songs;
  if (first === undefined || second === undefined) throw new Error("no songs");
  writeFileSync(join(t.folder, "1b4f0e9851971998e732078544c96b36"), "test1");
  t.database.write((tx) =>
    withoutJournal(tx, () => {
      const run = (sql: string, ...values: (string | number | null)[]) => tx.run(sql, ...values);
      run(
        "UPDATE users SET password_hash = 'secret', avatar_key = '1b4f0e9851971998e732078544c96b36'",
      );
      const folder = run("INSERT INTO library_folders (uuid, path) VALUES (?, '/m')", uuid());
      const album = run(
        "INSERT INTO albums (uuid, identity, title, sort_title, sort_album_artist) VALUES (?, 'x', 'Tides', 'tides', '')",
        uuid(),
      );
      const artist = run(
        "INSERT INTO artists (uuid, identity, name, sort_name) VALUES (?, 'ana', 'Ana', 'ana')",
        uuid(),
      );
      const genre = run(
        "INSERT INTO genres (uuid, identity, name, sort_name) VALUES (?, 'jazz', ?, 'jazz')",
        uuid(),
        'Jazz \u2028\u0000"',
      );
      run(
        "UPDATE songs SET folder_id = ?, album_id = ?, bpm = 120.123456789, mtime_ms = 1700000000000.25 WHERE id % 2 = 0",
        folder.lastInsertRowid,
        album.lastInsertRowid,
      );
      run("UPDATE songs SET removed_at = 7 WHERE id = ?", second.id);
      run(
        "INSERT INTO removed_songs (removal_uuid, song_id, user_id, removed_at) VALUES (?, ?, ?, 7)",
        uuid(),
        second.id,
        ana.actor.userId,
      );
      run(
        "INSERT INTO song_artists (song_id, artist_id, role, position) SELECT id, ?, 'artist', 0 FROM songs",
        artist.lastInsertRowid,
      );
      run(
        "INSERT INTO song_genres (song_id, genre_id, position) VALUES (?, ?, 0)",
        first.id,
        genre.lastInsertRowid,
      );
      run(
        "INSERT INTO lyrics (song_id, plain_text, source) VALUES (?, 'La\nla', 'person')",
        first.id,
      );
      for (const { userId } of [child.actor, ana.actor]) {
        run(
          "INSERT INTO song_control (user_id, song_id, rating, is_favorite, tags, updated_at) SELECT ?, id, 1 + id % 10, id % 2, '[\"sea\"]', 9 FROM songs ORDER BY id DESC",
          userId,
        );
        run(
          "INSERT INTO user_preferences (user_id, preference_key, preference_value) VALUES (?, 'theme', '\"dark\"')",
          userId,
        );
        run(
          "INSERT INTO notification_settings (user_id, notification_type, is_enabled, is_desktop_enabled, is_in_app_enabled) VALUES (?, 'trackChanged', 1, 0, 1)",
          userId,
        );
        run(
          "INSERT INTO ui_state (user_id, component_name, state_data) VALUES (?, 'songs', '{\"a\": 1.0}')",
          userId,
        );
        run(
          "INSERT INTO saved_filters (uuid, user_id, name, query) VALUES (?, ?, 'Mine', 'sea')",
          uuid(),
          userId,
        );
        const session = run(
          "INSERT INTO sessions (uuid, user_id, device, started_at, last_activity_at, ended_at) VALUES (?, ?, 'web', 1, 2, 3)",
          uuid(),
          userId,
        );
        run(
          "INSERT INTO play_history (uuid, session_id, user_id, song_id, played_at, utc_offset_min, duration_played_sec, duration_sec, verdict, completed, skipped, title) VALUES (?, ?, ?, ?, 5, 60, 33.3, 60, 'played', 1, 0, 'Then')",
          uuid(),
          session.lastInsertRowid,
          userId,
          first.id,
        );
      }
    }),
  );
  const list = await t.create(ana, songs.slice(0, 20), "Road trip");
  await t.create(child, songs.slice(5, 9), "Child's");
  const { transferUuid } = await t.context.transfers.keepFile(ana, "x", "/gone.mp3\n/m/b.mp3");
  await t.ask("playlists.importFile", { transferUuid, fileName: "Old.m3u" }, ana);
  t.context.journal.change(
    ana,
    (tx) => {
      const inner = tx.run(
        "INSERT INTO playlist_folders (uuid, user_id, name, order_key) VALUES (?, ?, 'Inner', 'a1')",
        uuid(),
        ana.actor.userId,
      );
      const outer = tx.run(
        "INSERT INTO playlist_folders (uuid, user_id, name, order_key) VALUES (?, ?, 'Outer', 'a2')",
        uuid(),
        ana.actor.userId,
      );
      tx.run(
        "UPDATE playlist_folders SET parent_id = ? WHERE id = ?",
        outer.lastInsertRowid,
        inner.lastInsertRowid,
      );
      tx.run(
        "UPDATE playlists SET folder_id = ?, is_public = 1 WHERE uuid = ?",
        inner.lastInsertRowid,
        list,
      );
      tx.run(
        "INSERT INTO playlist_collaborators (playlist_id, user_id) SELECT id, ? FROM playlists WHERE uuid = ?",
        child.actor.userId,
        list,
      );
    },
    { kind: "test", summary: "Arranged" },
  );
  const { changeUuid } = await t.add(list, songs.slice(30), ana);
  await t.ask("journal.undo", { uuid: changeUuid ?? "" }, ana);
  return ana;
}

const uuid = (): string => crypto.randomUUID();
const body = (text: string): string[] => text.split("\n").slice(1);

/** Would catch: any row or column of any table that is lost, changed or put in another order on the way. */
test("an export, imported into an empty library, is exported again line for line", async () => {
  await using source = new TestExchange();
  const text = await source.export(await rich(source));
  const tables = new Set(body(text).map((line) => /"table":"(\w+)"/.exec(line)?.[1]));
  for (const { name } of exportedTables) expect(tables).toContain(name);
  expect(text).not.toContain("secret");
  await using target = new TestExchange();
  const owner = target.caller("Owner", { isAdmin: true });
  expect(await target.import(text, owner)).toBe("completed");
  const again = await target.export(owner);
  expect(body(again)).toEqual(body(text));
  expect(target.restored).toEqual(["test1"]);
  // The library works as one that grew here: totals, lists and the journal follow what is done next.
  const ana = { ...owner, actor: { ...owner.actor, displayName: "Ana" } };
  const { playlists } = await target.ask("playlists.list", {}, ana);
  expect(playlists.map(({ name }) => name).toSorted()).toEqual(["Old", "Road trip"]);
  const list = playlists.find(({ name }) => name === "Road trip")?.uuid ?? "";
  expect(await target.titles(list, ana)).toHaveLength(20);
  const { rows } = { rows: await target.lines(list, ana) };
  const entryUuids = rows.slice(0, 2).flatMap(({ entryUuid }) => entryUuid ?? []);
  const removed = await target.ask(
    "playlists.removeTracks",
    { uuid: list, entries: { entryUuids } },
    ana,
  );
  expect((await target.ask("playlists.get", { uuid: list }, ana)).trackCount).toBe(18);
  await target.ask("journal.undo", { uuid: removed.changeUuid ?? "" }, ana);
  expect((await target.ask("playlists.get", { uuid: list }, ana)).trackCount).toBe(20);
  expect(await target.import(text, owner)).toContain("not empty");
});

/** Would catch: a table or column added later that nobody thinks of here. */
test("every table and column is exported or left out on purpose", async () => {
  await using t = new TestExchange();
  const tables = t.database.read.pluck<string>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  const known = [...exportedTables.map(({ name }) => name), ...Object.keys(tablesLeftOut)];
  expect(known.toSorted()).toEqual(tables.toSorted());
  for (const table of exportedTables) {
    const columns = t.database.read.pluck<string>(
      "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 AND name <> 'id'",
      table.name,
    );
    const named = [
      ...table.columns,
      ...Object.keys(table.references ?? {}),
      ...Object.keys(table.leftOut ?? {}),
    ];
    expect(named.toSorted(), table.name).toEqual(columns.toSorted());
  }
});

/** Changes a line and puts the footer right, as somebody would who wants to be believed. */
function edited(text: string, change: (lines: string[]) => void): string {
  const lines = text.trimEnd().split("\n").slice(1, -1);
  change(lines);
  const counts: Record<string, number> = { pictures: 0 };
  for (const { name } of exportedTables) counts[name] = 0;
  for (const line of lines) {
    const { table } = JSON.parse(line) as { table: string };
    counts[table] = (counts[table] ?? 0) + 1;
  }
  const hash = createHash("sha256")
    .update(lines.map((line) => `${line}\n`).join(""))
    .digest("hex");
  const footer = { end: "segue-library", lines: lines.length, counts, sha256: hash };
  return [text.split("\n")[0], ...lines, JSON.stringify(footer), ""].join("\n");
}

const replaced = (from: string | RegExp, to: string) => (lines: string[]) => {
  const index = lines.findIndex((line) =>
    typeof from === "string" ? line.includes(from) : from.test(line),
  );
  lines[index] = lines[index]?.replace(from, to) ?? "";
};

/** Would catch: a library that is taken over in part, or from a file that cannot be trusted. */
test("damaged, edited and hostile files are refused with a sentence, and the library stays empty", async () => {
  await using source = new TestExchange();
  const good = await source.export(await rich(source));
  await using target = new TestExchange();
  const owner = target.caller("Owner", { isAdmin: true });
  const before = await target.export(owner);
  const cases: readonly (readonly [string, string])[] = [
    ["", "ends in the middle"],
    ["hello", "no export"],
    ["{}", "no export"],
    ['{"format":"segue-library","version":99}\n', "version 99"],
    [good.slice(0, good.length / 2), "does not fit"],
    [good.split("\n").slice(0, 30).join("\n"), "ends in the middle"],
    [`${good}{"table":"users"}\n`, "goes on after"],
    [good.replace("Road trip", "Rude trip"), "do not add up"],
    [good.replace(/"lines":\d+/, '"lines":1'), "do not add up"],
    [edited(good, replaced('"table":"albums"', '"table":"app_meta"')), "does not fit"],
    [edited(good, replaced('"identity":"x"', '"identity":7')), "does not fit"],
    [edited(good, replaced('"identity":"x"', '"identity":"x","revision":7')), "does not fit"],
    [edited(good, replaced('"verdict":"played"', '"verdict":"loved"')), "does not fit"],
    [
      edited(good, replaced(/"uuid":"[0-9a-f-]{36}","kind"/, '"uuid":"../../x","kind"')),
      "does not fit",
    ],
    [edited(good, replaced(/"avatar_key":"\w+"/, '"avatar_key":"../secret"')), "does not fit"],
    [edited(good, replaced(/"folder_uuid":"[^"]+"/, `"folder_uuid":"${uuid()}"`)), "compare equal"],
    [edited(good, replaced(/"data_base64":"\w+/, '"data_base64":"abcd')), "does not fit"],
    [edited(good, replaced('"is_admin":1', '"is_admin":0')), "does not fit"],
    [edited(good, (lines) => lines.push(lines[0] ?? "")), "does not fit"],
    [edited(good, (lines) => lines.splice(0, 1)), "does not fit"],
    [edited(good, (lines) => lines.splice(0, lines.length, ...lines.toReversed())), "does not fit"],
  ];
  for (const [text, sentence] of cases)
    expect(await target.import(text, owner)).toContain(sentence);
  expect(body(await target.export(owner))).toEqual(body(before));
});

test("a library with anything in it takes none", async () => {
  await using t = new TestExchange();
  const ana = t.caller("Ana", { isAdmin: true });
  const text = await t.export(ana);
  t.addSongs(1);
  expect(await t.import(text, ana)).toContain("it has 1 song)");
});
