import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { appRoot } from "#core/files/app-root.ts";
import { temporaryFolder } from "#test-support/test-database.ts";

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const fixtures = join(appRoot(), "e2e", "fixtures", "audio");

/** Runs the command line as a person would, in a process of its own. */
function segue(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const { DB_PATH: _path, DATABASE_URL: _url, SEGUE_DATA_DIR: _folder, ...clean } = process.env;
  return new Promise((resolve) => {
    const script = join(appRoot(), "src-main", "cli.ts");
    execFile(
      process.execPath,
      [script, ...args],
      { env: { ...clean, ...environment } },
      (error, stdout, stderr) => {
        resolve({ exitCode: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      },
    );
  });
}

const songsSchema = z.object({ total: z.int(), rows: z.array(z.looseObject({ uuid: z.uuid() })) });

/** The one JSON document that a command printed. */
function documentOf(outcome: Outcome): unknown {
  return JSON.parse(outcome.stdout);
}

// Fault: another sentence than the one that scripts and people know.
test("a database path that is a directory is refused with the exact sentence", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "segue.db");
  mkdirSync(path);
  const outcome = await segue(["init-db", "--data-dir", folder.path], { DB_PATH: path });
  expect(outcome).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `DB_PATH points to a directory; expected file. Remove ${path} directory.\n`,
  });
});

// Fault: something else than one JSON document on standard output, or keys that are not the column names.
test("import, songs, song, record-play, history and stats answer one JSON document each", async () => {
  using folder = temporaryFolder();
  const music = join(folder.path, "music");
  for (const name of ["tone.flac", "cbr.mp3", "empty.mp3"])
    cpSync(join(fixtures, name), join(music, name));
  const data = ["--data-dir", join(folder.path, "data"), "--json"];

  const imported = await segue(["import", music, ...data]);
  expect(imported.exitCode).toBe(0);
  expect(documentOf(imported)).toMatchObject({
    added: 2,
    updated: 0,
    unchanged: 0,
    moved: 0,
    missing: 0,
    failed: 1,
    seconds: expect.any(Number),
    files_per_second: expect.any(Number),
    issues: [{ path: join(music, "empty.mp3"), code: "file_empty", message: expect.any(String) }],
  });
  const again = await segue(["import", music, ...data]);
  expect(documentOf(again)).toMatchObject({ added: 0, unchanged: 2, failed: 1 });

  const songs = await segue(["songs", "--sort", "-title", "--limit", "1", ...data]);
  const { total, rows } = songsSchema.parse(documentOf(songs));
  const [song] = rows;
  if (song === undefined) throw new Error("No song");
  expect(total).toBe(2);
  expect(rows).toHaveLength(1);
  expect(song).toMatchObject({
    title: "Static Bloom",
    track_no: 3,
    duration_sec: expect.closeTo(6, 0.1),
    local_path: join(music, "tone.flac"),
  });

  const recorded = await segue(["record-play", song.uuid, "--seconds", "5.5", ...data]);
  expect(recorded.exitCode).toBe(0);
  const history = songsSchema.parse(documentOf(await segue(["history", ...data])));
  expect(history.rows[0]).toMatchObject({
    title: "Static Bloom",
    duration_played_sec: 5.5,
    song_uuid: song.uuid,
  });
  expect(documentOf(await segue(["song", song.uuid, ...data]))).toMatchObject({
    uuid: song.uuid,
    album: "Night Ferry",
    genres: ["Indie Folk", "Dream Pop"],
  });
  expect(documentOf(await segue(["stats", ...data]))).toMatchObject({
    library: { songs: 2, scan_issues: 1 },
  });
});

// Fault: the exit code lies to a script.
test("exit codes: 0 done, 1 failed with a sentence, 2 called wrongly", async () => {
  using folder = temporaryFolder();
  const data = ["--data-dir", folder.path];
  expect((await segue(["--help"])).exitCode).toBe(0);
  expect((await segue(["dance", ...data])).exitCode).toBe(2);
  expect((await segue(["import", ...data])).exitCode).toBe(2);
  expect((await segue(["song", "not-a-uuid", ...data])).exitCode).toBe(2);
  expect(
    (await segue(["record-play", "00000000-0000-4000-8000-000000000000", ...data])).exitCode,
  ).toBe(2);
  expect((await segue(["db-reset", ...data])).exitCode).toBe(2);
  const nowhere = await segue(["import", join(folder.path, "nowhere"), "--json", ...data]);
  expect(nowhere.exitCode).toBe(1);
  expect(nowhere.stderr).toContain("nowhere");
  expect(documentOf(nowhere)).toEqual({
    error: { code: "folder_not_found", message: expect.stringContaining("nowhere") },
  });
});

// Fault: a reset that loses the old library.
test("db-reset empties the library and keeps a backup that opens", async () => {
  using folder = temporaryFolder();
  const data = ["--data-dir", folder.path, "--json"];
  await segue(["import", fixtures, ...data]);
  const reset = z
    .object({ backup_path: z.string() })
    .parse(documentOf(await segue(["db-reset", "--yes", ...data])));
  expect(songsSchema.parse(documentOf(await segue(["songs", ...data]))).total).toBe(0);
  expect(existsSync(reset.backup_path)).toBe(true);
  const kept = await segue(["songs", "--json", "--data-dir", join(folder.path, "other")], {
    DB_PATH: reset.backup_path,
  });
  expect(songsSchema.parse(documentOf(kept)).total).toBe(11);
  expect(readdirSync(join(folder.path, "data"))).not.toContain("owner.lock.json");
});

// Fault: two processes write one library, or the second one fails instead of waiting for the first.
test("several command lines at once on one data folder all succeed", async () => {
  using folder = temporaryFolder();
  const data = ["--data-dir", folder.path, "--json"];
  const outcomes = await Promise.all([
    segue(["import", fixtures, ...data]),
    segue(["stats", ...data]),
    segue(["songs", ...data]),
    segue(["init-db", ...data]),
  ]);
  expect(outcomes.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    outcomes.map(() => ({ exitCode: 0, stderr: "" })),
  );
});
