import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runSegueJson, testAppOptions } from "#test-support/run-segue.ts";
import { audioFixture } from "#test-support/test-audio.ts";
import { temporaryFolder } from "#test-support/test-database.ts";

const segue = (folder: string, ...words: string[]) =>
  runSegueJson(testAppOptions(folder), ...words);

const song = (found: unknown, at: number): string =>
  (found as { rows: { uuid: string }[] }).rows[at]?.uuid ?? "";

// Fault: keys that are not the column names, an order that is not the one asked for, a form that is not checked.
it("makes, fills, orders and shows playlists", async () => {
  using folder = temporaryFolder();
  const music = join(folder.path, "music");
  mkdirSync(music);
  for (const name of ["tone.flac", "cbr.mp3"]) cpSync(audioFixture(name), join(music, name));
  await segue(folder.path, "import", music);
  const { json: songs } = await segue(folder.path, "songs");
  const [a, b] = [song(songs, 0), song(songs, 1)];
  const created = await segue(folder.path, "playlist", "create", "Road trip");
  expect(created.json).toMatchObject({ name: "Road trip", track_count: 0, role: "owner" });
  const { uuid } = created.json as { uuid: string };
  expect((await segue(folder.path, "playlist", "add", uuid, a, b)).json).toMatchObject({
    uuid,
    added: 2,
    track_count: 2,
  });
  const shown = async () =>
    (
      (await segue(folder.path, "playlist", "show", uuid)).json as {
        entries: { uuid: string; song_uuid: string; position: number; is_missing: boolean }[];
      }
    ).entries;
  const [first, second] = await shown();
  expect([first, second]).toMatchObject([
    { song_uuid: a, position: 1, is_missing: false },
    { song_uuid: b, position: 2 },
  ]);
  const entry = first?.uuid ?? "";
  expect((await segue(folder.path, "playlist", "move", uuid, entry)).exitCode).toBe(2);
  await segue(folder.path, "playlist", "move", uuid, entry, "--to-end");
  expect((await shown()).map((one) => one.song_uuid)).toEqual([b, a]);
  await segue(folder.path, "playlist", "move", uuid, entry, "--before", second?.uuid ?? "");
  expect((await shown()).map((one) => one.song_uuid)).toEqual([a, b]);
  await segue(folder.path, "playlist", "remove", uuid, entry);
  const { json: all } = await segue(folder.path, "playlists");
  expect(all).toMatchObject({ total: 1, rows: [{ uuid, track_count: 1, kind: "manual" }] });
  expect(await segue(folder.path, "playlist", "fold")).toMatchObject({ exitCode: 2 });
  const gone = await segue(folder.path, "playlist", "show", a);
  expect(gone).toMatchObject({ exitCode: 1, json: { error: { code: "not_found" } } });
}, 60_000);
