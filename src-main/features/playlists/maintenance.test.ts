import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { TestPlaylists } from "#test-support/test-playlists.ts";
import { maintenanceTasks } from "./maintenance.ts";

// Catches: triggers that count otherwise than the entries and the history say, a repair that repairs nothing, a dry run that does.
test("totals and plays equal a recount; spoilt ones are put right, but not by a dry run", async () => {
  await using t = new TestPlaylists();
  const ana = t.caller("Ana");
  const songs = t.addSongs(3);
  const { playlist } = await t.ask("playlists.create", { name: "Mix" }, ana);
  await t.add(playlist.uuid, [...songs, songs[0] ?? { id: 0, uuid: "" }], ana);
  const [first] = await t.lines(playlist.uuid, ana);
  await t.ask(
    "playlists.updateTrack",
    { entryUuid: first?.entryUuid ?? "", changes: { rating: 7 } },
    ana,
  );
  const playlistId = t.database.read.pluck<number>("SELECT id FROM playlists")[0] ?? 0;
  t.database.write((tx) => {
    tx.run(
      "INSERT INTO sessions (uuid, user_id, device, started_at, last_activity_at) VALUES ('s', ?, 'web', 0, 0)",
      ana.actor.userId,
    );
    for (const [index, verdict] of ["played", "skipped", "played"].entries())
      tx.run(
        `INSERT INTO play_history (uuid, session_id, user_id, song_id, playlist_id, played_at, utc_offset_min,
           duration_played_sec, duration_sec, verdict, completed, skipped, title)
         VALUES (?, 1, ?, ?, ?, ?, 0, 60, 60, ?, 0, 0, 'x')`,
        randomUUID(),
        ana.actor.userId,
        songs[index]?.id ?? 0,
        playlistId,
        t.context.now() + index,
        verdict,
      );
  });
  const counters = () => [
    t.database.read.all(
      "SELECT track_count, total_duration_ms, rating_sum, rating_count, play_count, last_played_at FROM playlists",
    ),
    t.database.read.all("SELECT id, play_count, last_played_at FROM playlist_tracks ORDER BY id"),
  ];
  const [rebuild] = maintenanceTasks(t.context);
  const truth = counters();
  expect(rebuild?.run({ dryRun: false }).changed).toBe(0);
  expect(counters()).toEqual(truth);

  t.database.write((tx) => {
    tx.run("UPDATE playlists SET track_count = 9, total_duration_ms = 1, play_count = 40");
    tx.run("UPDATE playlist_tracks SET play_count = 5, last_played_at = NULL WHERE id = 1");
  });
  const spoilt = counters();
  expect(rebuild?.run({ dryRun: true }).changed).toBe(3);
  expect(counters()).toEqual(spoilt);
  expect(rebuild?.run({ dryRun: false }).changed).toBe(3);
  expect(counters()).toEqual(truth);
});
