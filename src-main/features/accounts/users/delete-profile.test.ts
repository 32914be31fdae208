import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withoutJournal } from "#core/journal/journal.ts";
import { TestAccounts } from "#test-support/test-accounts.ts";

/** A song that Bob rated, noted a preference for, queued and played. */
function giveBobThings(test: TestAccounts, userId: number): void {
  const song = randomUUID();
  test.database.write((tx) => {
    withoutJournal(tx, () => {
      const { lastInsertRowid: songId } = tx.run(
        `INSERT INTO songs (uuid, local_path, title, duration_sec, filesize_bytes, origin, sort_title, sort_artist,
           sort_album_artist, sort_album, sort_genre, added_at, updated_at, revision)
         VALUES (?, '/music/a.mp3', 'Song', 200, 1, 'folder', '', '', '', '', '', 1, 1, 1)`,
        song,
      );
      tx.run(
        "INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (?, ?, 8, 1)",
        userId,
        songId,
      );
      tx.run(
        "INSERT INTO user_preferences (user_id, preference_key, preference_value) VALUES (?, 'appearance.theme', '\"dark\"')",
        userId,
      );
      tx.run("INSERT INTO playback_queue (user_id, device) VALUES (?, 'web')", userId);
      const { lastInsertRowid: session } = tx.run(
        "INSERT INTO sessions (uuid, user_id, device, started_at, last_activity_at) VALUES (?, ?, 'web', 1, 1)",
        randomUUID(),
        userId,
      );
      tx.run(
        `INSERT INTO play_history (uuid, session_id, user_id, song_id, played_at, utc_offset_min, duration_played_sec,
           duration_sec, verdict, completed, skipped, title) VALUES (?, ?, ?, ?, 1, 0, 200, 200, 'played', 1, 0, 'Song')`,
        randomUUID(),
        session,
        userId,
        songId,
      );
    });
  });
}

test("a deleted profile takes what was its own with it; its plays stay as the household's", async () => {
  const leaving: number[] = [];
  using test = new TestAccounts({
    ports: {
      leaving: (userId) => leaving.push(userId),
      playlists: { handOver: () => 3, deleteAllOf: () => 0 },
    },
  });
  const bob = await test.windowOf("Bob", { password: "correct horse" });
  const userId = bob.visitor().actor?.userId ?? 0;
  const { uuid } = await bob.ask("auth.getProfile", {});
  giveBobThings(test, userId);
  const owner = test.window();
  const heir = await owner.ask("auth.getProfile", {});
  expect(await owner.ask("users.delete", { uuid, handPlaylistsToUuid: heir.uuid })).toEqual({
    playlistsHandedOver: 3,
    playlistsDeleted: 0,
  });
  const count = (table: string) =>
    test.database.read.pluck<number>(`SELECT count(*) FROM ${table}`)[0];
  const tables = [
    "song_control",
    "song_stats",
    "user_preferences",
    "playback_queue",
    "user_sessions",
  ];
  expect(tables.map(count)).toEqual([0, 0, 0, 0, 0]);
  expect(test.database.read.all("SELECT user_id, title FROM play_history")).toEqual([
    { user_id: null, title: "Song" },
  ]);
  expect(test.database.read.pluck("SELECT play_count FROM songs")).toEqual([1]);
  expect(leaving).toEqual([userId]);
  expect(bob.name()).toBeNull();
  expect(await owner.ask("journal.undo", {})).toEqual({ entry: null });
  expect(
    test.database.read.all(
      "SELECT summary, is_undoable FROM change_journal WHERE kind = 'users.delete'",
    ),
  ).toEqual([{ summary: 'Deleted the profile "Bob"', is_undoable: 0 }]);
});

/** Would catch: playlists deleted although somebody was to have them, or given away although nobody was. */
test("playlists go to whom they were promised, or away", async () => {
  const calls: unknown[] = [];
  using test = new TestAccounts({
    ports: {
      playlists: {
        handOver: (_tx, from, to) => calls.push(["handOver", from, to]),
        deleteAllOf: (_tx, userId) => calls.push(["deleteAllOf", userId]),
      },
    },
  });
  const owner = test.window();
  const bob = await test.windowOf("Bob");
  const carla = await test.windowOf("Carla");
  const ids = [bob, carla].map((window) => window.visitor().actor?.userId);
  const [bobUuid, carlaUuid] = [
    (await bob.ask("auth.getProfile", {})).uuid,
    (await carla.ask("auth.getProfile", {})).uuid,
  ];
  await owner.ask("users.delete", { uuid: bobUuid, handPlaylistsToUuid: carlaUuid });
  await owner.ask("users.delete", { uuid: carlaUuid, handPlaylistsToUuid: null });
  expect(calls).toEqual([
    ["handOver", ids[0], ids[1]],
    ["deleteAllOf", ids[0]],
    ["deleteAllOf", ids[1]],
  ]);
});

test("nobody deletes the profile they use, or gives playlists to one that is going or gone", async () => {
  using test = new TestAccounts();
  const owner = test.window();
  const { uuid: own } = await owner.ask("auth.getProfile", {});
  const bob = await test.windowOf("Bob", { isAdmin: true });
  const { uuid } = await bob.ask("auth.getProfile", {});
  const codeOf = (target: string, heir: string | null) =>
    owner.codeOf("users.delete", { uuid: target, handPlaylistsToUuid: heir });
  expect(await codeOf(own, null)).toBe("conflict");
  expect(await codeOf(uuid, uuid)).toBe("invalid_input");
  expect(await codeOf(uuid, randomUUID())).toBe("not_found");
  const carla = await test.windowOf("Carla");
  const { uuid: out } = await carla.ask("auth.getProfile", {});
  await owner.ask("users.setRole", { uuid: out, isActive: false });
  expect(await codeOf(uuid, out)).toBe("invalid_input");
  expect(bob.name()).toBe("Bob");
});
