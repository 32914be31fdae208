import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChannelInput, ChannelName } from "#shared/contract/index.ts";
import { Database } from "#core/db/database.ts";
import { journaledTables } from "#core/db/journaled-tables.ts";
import { openDatabase } from "#core/db/open-database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { insertCaller } from "#test-support/test-context.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { createApp, type SegueApp } from "./compose.ts";

/**
 * Every journaled table, and what of it an undo does not put back: when a row was touched, counters of changes, what playing
 * did. A table that is journaled and not listed here fails the test.
 */
const notPutBack: Readonly<Record<string, readonly string[]>> = {
  users: ["updated_at", "last_login"],
  user_preferences: ["updated_at"],
  notification_settings: ["updated_at"],
  saved_filters: ["updated_at"],
  song_control: ["updated_at"],
  songs: ["updated_at", "revision", "play_count", "skip_count", "last_played_at"],
  removed_songs: [],
  library_folders: [],
  playlist_folders: ["updated_at"],
  playlists: ["updated_at", "revision", "refreshed_at"],
  playlist_tracks: [],
  playlist_collaborators: [],
  // Where the queue was left when it changed, for the undo itself.
  playback_queue_entries: ["left_entry_id", "left_position_sec"],
};

/** Changed by removing and adding watched folders, which scan files: `folders-undo.test.ts` undoes those. */
const testedElsewhere = ["library_folders"];

interface Action {
  readonly channel: ChannelName;
  /** Made when its turn comes, from what there is then; null: there is nothing to do it to. */
  readonly input: () => object | null;
  readonly by: "ana" | "bob";
}

const titles = ["Blue", "Green", "Red", "White", "Black", "Grey"];
const folder = temporaryFolder();
let app: SegueApp;
let read: Database;
let callers: Readonly<Record<Action["by"], Caller>>;
let songs: string[];
const touched = new Set<string>();

beforeAll(async () => {
  const path = join(folder.path, "data", "segue.db");
  const database = openDatabase(path, { backupFolder: join(folder.path, "backups") });
  database.write((tx) => {
    for (const title of titles) insertSong(tx, { title, revision: 1 });
  });
  const people = [insertCaller(database, "Ana", { isAdmin: true }), insertCaller(database, "Bob")];
  database.close();
  app = createApp({
    dataFolder: folder.path,
    environment: {},
    mode: "test",
    logger: silentLogger,
  });
  read = new Database(path, { readonly: true });
  const [ana, bob] = people;
  if (ana === undefined || bob === undefined) throw new Error("Nobody is there");
  callers = { ana, bob };
  songs = read.read.pluck<string>("SELECT uuid FROM songs ORDER BY id");
  // A queue has a row from its first use on.
  for (const caller of people)
    await app.dispatch("playback.setModes", { repeatMode: "all" }, caller);
});

afterAll(async () => {
  read.close();
  await app.close();
  folder[Symbol.dispose]();
});

/** One of the values of a column, told by a number; null when there are none. */
function anyOf(sql: string, pick: number): string | null {
  const found = read.read.pluck<string>(sql);
  return found[pick % Math.max(found.length, 1)] ?? null;
}

const playlistUuids = "SELECT uuid FROM playlists ORDER BY id";
const folderUuids = "SELECT uuid FROM playlist_folders ORDER BY id";
const entryUuids = "SELECT uuid FROM playlist_tracks ORDER BY id";
const folderOfAna = (): string | null =>
  anyOf("SELECT f.uuid FROM playlist_folders f JOIN users u ON u.id = f.user_id ORDER BY f.id", 0);

const pick = fc.nat(50);
const lazySongs = fc.uniqueArray(fc.nat(titles.length - 1), { minLength: 1, maxLength: 4 });
const selectionOf = (at: readonly number[]) => ({ uuids: at.map((index) => songs[index] ?? "") });
const word = fc.constantFrom("Mix", "Evening", "Road trip", "日本", 'it\'s "quoted"');
const by = fc.constantFrom("ana" as const, "ana" as const, "bob" as const);

/** An action whose input is made of a value when its turn comes. */
function action<Name extends ChannelName, Value>(
  channel: Name,
  value: fc.Arbitrary<Value>,
  input: (value: Value) => ChannelInput<Name> | null,
): fc.Arbitrary<Action> {
  return fc
    .record({ value, by })
    .map((made) => ({ channel, by: made.by, input: () => input(made.value) }));
}

/** Nothing where the thing it is about is missing. */
function about<Result>(uuid: string | null, make: (uuid: string) => Result): Result | null {
  return uuid === null ? null : make(uuid);
}

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  action(
    "songs.setRating",
    fc.tuple(lazySongs, fc.option(fc.integer({ min: 1, max: 10 }))),
    ([at, rating]) => ({
      selection: selectionOf(at),
      rating,
    }),
  ),
  action("songs.setFavorite", fc.tuple(lazySongs, fc.boolean()), ([at, isFavorite]) => ({
    selection: selectionOf(at),
    isFavorite,
  })),
  action("songs.setHidden", fc.tuple(lazySongs, fc.boolean()), ([at, isHidden]) => ({
    selection: selectionOf(at),
    isHidden,
  })),
  action("songs.setNotes", fc.tuple(pick, fc.option(word)), ([at, notes]) => ({
    uuid: songs[at % songs.length] ?? "",
    notes,
  })),
  action("songs.editTags", fc.tuple(lazySongs, word, word), ([at, add, remove]) => ({
    selection: selectionOf(at),
    add: [add],
    remove: [remove],
  })),
  action("songs.removeFromLibrary", lazySongs, (at) => ({
    selection: selectionOf(at.slice(0, 1)),
  })),
  action("users.updatePreferences", fc.boolean(), (isOn) => ({
    changes: {
      "playback.replayGain": isOn ? "album" : "track",
    },
  })),
  action("users.updateNotificationSetting", fc.boolean(), (isEnabled) => ({
    type: "trackChanged",
    setting: { isEnabled, isDesktopEnabled: isEnabled, isInAppEnabled: true },
  })),
  action("users.update", word, (displayName) => ({
    uuid: callers.ana.actor.userUuid,
    changes: { displayName },
  })),
  action("filters.save", fc.tuple(word, word), ([name, query]) => ({ name, query })),
  action("filters.delete", pick, (at) =>
    about(anyOf("SELECT uuid FROM saved_filters ORDER BY id", at), (uuid) => ({ uuid })),
  ),
  action("playlists.create", fc.tuple(word, lazySongs, fc.boolean()), ([name, at, isFiled]) => ({
    name,
    selection: selectionOf(at),
    folderUuid: isFiled ? folderOfAna() : null,
  })),
  action("playlists.update", fc.tuple(pick, word, fc.boolean()), ([at, name, isOpen]) =>
    about(anyOf(playlistUuids, at), (uuid) => ({
      uuid,
      changes: {
        name,
        description: isOpen ? name : null,
        isPublic: isOpen,
        isCollaborative: isOpen,
      },
    })),
  ),
  action("playlists.delete", fc.tuple(pick, pick, fc.boolean()), ([one, other, withContents]) => {
    const playlist = anyOf(playlistUuids, one);
    const folderUuid = other % 3 === 0 ? anyOf(folderUuids, other) : null;
    return {
      playlistUuids: playlist === null ? [] : [playlist],
      folderUuids: folderUuid === null ? [] : [folderUuid],
      withContents,
    };
  }),
  action("playlists.duplicate", pick, (at) =>
    about(anyOf(playlistUuids, at), (uuid) => ({ uuid, as: "same" as const })),
  ),
  action("playlists.createFolder", fc.tuple(word, pick), ([name, at]) => ({
    name,
    parentUuid: at % 2 === 0 ? anyOf(folderUuids, at) : null,
  })),
  action("playlists.renameFolder", fc.tuple(pick, word), ([at, name]) =>
    about(anyOf(folderUuids, at), (uuid) => ({ uuid, name })),
  ),
  action("playlists.moveInTree", fc.tuple(pick, pick), ([what, where]) =>
    about(anyOf(playlistUuids, what), (uuid) => ({
      items: [{ kind: "playlist" as const, uuid }],
      folderUuid: where % 3 === 0 ? null : anyOf(folderUuids, where),
      beforeUuid: null,
    })),
  ),
  action("playlists.addTracks", fc.tuple(pick, lazySongs), ([at, which]) =>
    about(anyOf(playlistUuids, at), (uuid) => ({
      uuid,
      selection: selectionOf(which),
      beforeEntryUuid: null,
      duplicates: "add" as const,
    })),
  ),
  ...(["playlists.removeTracks", "playlists.reorderTracks"] as const).map((channel) =>
    fc.record({ at: pick, by }).map((made) => ({
      channel,
      by: made.by,
      input: () => {
        const entry = anyOf(entryUuids, made.at);
        const uuid = anyOf(
          `SELECT p.uuid FROM playlist_tracks t JOIN playlists p ON p.id = t.playlist_id WHERE t.uuid = '${entry ?? ""}'`,
          0,
        );
        if (entry === null || uuid === null) return null;
        const entries = { entryUuids: [entry] };
        return channel === "playlists.removeTracks"
          ? { uuid, entries }
          : { uuid, entries, beforeEntryUuid: null };
      },
    })),
  ),
  action("playlists.updateTrack", fc.tuple(pick, word), ([at, notes]) =>
    about(anyOf(entryUuids, at), (entryUuid) => ({ entryUuid, changes: { notes, rating: 7 } })),
  ),
  action(
    "playlists.setCollaborator",
    fc.tuple(pick, fc.option(fc.constantFrom("view", "edit", "admin" as const))),
    ([at, permission]) =>
      about(anyOf(playlistUuids, at), (uuid) => ({
        uuid,
        userUuid: callers.bob.actor.userUuid,
        permission,
      })),
  ),
  action(
    "playback.enqueue",
    fc.tuple(lazySongs, fc.constantFrom("replace", "next", "append"), fc.boolean()),
    ([at, mode, shuffle]) => ({
      selection: selectionOf(at),
      mode,
      startIndex: 0,
      heardSec: 0,
      ...(mode === "replace" ? { shuffle } : {}),
    }),
  ),
  action("playback.removeFromQueue", pick, (at) => ({
    ranges: [{ from: at % 4, to: (at % 4) + 1 }],
    heardSec: 0,
  })),
  action("playback.moveInQueue", pick, (at) => ({
    range: { from: at % 3, to: (at % 3) + 1 },
    to: 0,
  })),
  action("playback.clearQueue", fc.constant(null), () => ({ heardSec: 0 })),
);

/** The first run of all: it reaches every journaled table, whatever chance brings after it. */
const prelude: readonly Action[] = [
  of("songs.setRating", () => ({ selection: selectionOf([0]), rating: 9 })),
  of("songs.removeFromLibrary", () => ({ selection: selectionOf([5]) })),
  of("users.update", () => ({
    uuid: callers.ana.actor.userUuid,
    changes: { displayName: "Ana the first" },
  })),
  of("users.updatePreferences", () => ({ changes: { "playback.replayGain": "album" } })),
  of("users.updateNotificationSetting", () => ({
    type: "trackChanged",
    setting: { isEnabled: true, isDesktopEnabled: true, isInAppEnabled: false },
  })),
  of("filters.save", () => ({ name: "First", query: "blue" })),
  of("playlists.createFolder", () => ({ name: "First", parentUuid: null })),
  of("playlists.create", () => ({
    name: "First",
    selection: selectionOf([1, 2]),
    folderUuid: folderOfAna(),
  })),
  of("playlists.setCollaborator", () =>
    about(anyOf(playlistUuids, 0), (uuid) => ({
      uuid,
      userUuid: callers.bob.actor.userUuid,
      permission: "edit" as const,
    })),
  ),
  of("playback.enqueue", () => ({
    selection: selectionOf([1, 2]),
    mode: "append",
    startIndex: 0,
    heardSec: 0,
  })),
];

/** Ana's doing, always the same. */
function of<Name extends ChannelName>(
  channel: Name,
  input: () => ChannelInput<Name> | null,
): Action {
  return { channel, input, by: "ana" };
}

/** Every journaled table as it stands, without what an undo does not put back. */
function dump(): Record<string, unknown[]> {
  return Object.fromEntries(
    journaledTables.map(({ name, key }) => {
      const left = new Set(notPutBack[name]);
      const columns = read.read
        .pluck<string>("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", name)
        .filter((column) => !left.has(column));
      return [name, read.read.all(`SELECT ${columns.join(", ")} FROM ${name} ORDER BY ${key}`)];
    }),
  );
}

async function ask(channel: ChannelName, input: object, caller: Caller): Promise<unknown> {
  const answer = await app.dispatch(channel, input, caller);
  if (!answer.ok && answer.error.code === "internal")
    throw new Error(`${channel} ${JSON.stringify(input)}: ${answer.error.message}`);
  return answer.ok ? answer.value : null;
}

/** Undoes or redoes and says why not when it is refused. */
async function step(channel: "journal.undo" | "journal.redo", input: object, caller: Caller) {
  const answer = await app.dispatch(channel, input, caller);
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.message}`);
  expect(answer.value).not.toEqual({ entry: null });
}

test("the list of tables is that of the journal", () => {
  expect(Object.keys(notPutBack).toSorted()).toEqual(
    journaledTables.map(({ name }) => name).toSorted(),
  );
});

// Catches: a service that writes past the journal, an undo that leaves a row, a column, an order behind, a redo that differs.
test(
  "any changes, undone, leave no trace; done again, they come to the same end",
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAction, { minLength: 8, maxLength: 30 }), async (actions) => {
        const begin = dump();
        const done: { readonly uuid: string; readonly caller: Caller }[] = [];
        for (const one of actions) {
          const input = one.input();
          if (input === null) continue;
          const caller = callers[one.by];
          const value = (await ask(one.channel, input, caller)) as { changeUuid?: string } | null;
          if (typeof value?.changeUuid === "string") done.push({ uuid: value.changeUuid, caller });
        }
        const end = dump();
        for (const [table, rows] of Object.entries(end))
          if (JSON.stringify(rows) !== JSON.stringify(begin[table])) touched.add(table);
        for (const { uuid, caller } of done.toReversed())
          await step("journal.undo", { uuid }, caller);
        expect(dump()).toEqual(begin);
        for (const { caller } of done) await step("journal.redo", {}, caller);
        expect(dump()).toEqual(end);
        for (const { uuid, caller } of done.toReversed())
          await step("journal.undo", { uuid }, caller);
        expect(dump()).toEqual(begin);
      }),
      { numRuns: 25, examples: [[prelude]] },
    );
    // A run that changed nothing of a table would prove nothing of it.
    const expected = journaledTables
      .map(({ name }) => name)
      .filter((name) => !testedElsewhere.includes(name));
    expect([...touched].toSorted()).toEqual(expected.toSorted());
  },
);
