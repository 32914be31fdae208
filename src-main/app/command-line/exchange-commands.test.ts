import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { appRoot } from "#core/files/app-root.ts";
import type { AppOptions } from "#app/compose.ts";
import { startOwnedApp } from "#app/owner/owned-app.ts";
import { runSegue, runSegueJson, testAppOptions } from "#test-support/run-segue.ts";
import { audioFixture } from "#test-support/test-audio.ts";
import { temporaryFolder } from "#test-support/test-database.ts";

/** A library of two songs below `music`. */
async function libraryIn(folder: string): Promise<{ options: AppOptions; music: string }> {
  const options = testAppOptions(join(folder, "data"));
  const music = join(folder, "music");
  mkdirSync(join(music, "Ana"), { recursive: true });
  cpSync(audioFixture("tone.flac"), join(music, "Ana", "Song 0.flac"));
  cpSync(audioFixture("cbr.mp3"), join(music, "cbr.mp3"));
  expect((await runSegue(options, "import", music)).exitCode).toBe(0);
  return { options, music };
}

/** Runs the work while a window has the library open, so that every command is forwarded; or while none has. */
async function whileOpen(isOpen: boolean, options: AppOptions, work: () => Promise<void>) {
  const owned = isOpen ? await startOwnedApp(options) : null;
  expect(owned !== null).toBe(isOpen);
  try {
    await work();
  } finally {
    await owned?.close();
  }
}

const uuidOf = (json: unknown): string => z.object({ uuid: z.uuid() }).parse(json).uuid;

/** The rows of an export, without its first and last line, which tell when it was made. */
const rowsOf = (path: string): string[] =>
  readFileSync(path, "utf8").trimEnd().split("\n").slice(1, -1);

describe.each([false, true])("with the app open: %s", (isOpen) => {
  // Fault: options that get lost on the way, other keys than promised, a failure that leaves half a file.
  test("a playlist comes in from a file and goes out into one", async () => {
    using folder = temporaryFolder();
    const { options, music } = await libraryIn(folder.path);
    const file = (name: string) => join(folder.path, name);
    writeFileSync(file("ferry.m3u8"), "#EXTM3U\n#PLAYLIST:Ferry\nmusic/cbr.mp3\ngone.mp3\n");
    writeFileSync(file("windows.pls"), "[playlist]\nFile1=D:\\Music\\Ana\\Song 0.flac\n");
    await whileOpen(isOpen, options, async () => {
      const ferry = await runSegueJson(options, "playlist", "import", file("ferry.m3u8"));
      expect(ferry).toMatchObject({ exitCode: 0, error: "" });
      expect(ferry.json).toEqual({
        uuid: expect.any(String),
        name: "Ferry",
        track_count: 2,
        matched: 1,
        unmatched: 1,
        change_uuid: expect.any(String),
      });
      const mapped = await runSegueJson(
        options,
        "playlist",
        "import",
        file("windows.pls"),
        "--name",
        "From Windows",
        "--map",
        `D:\\Music=${music}`,
      );
      expect(mapped.json).toMatchObject({ name: "From Windows", matched: 1, unmatched: 0 });

      writeFileSync(file("out.m3u8"), "a former list");
      const exported = await runSegueJson(
        options,
        "playlist",
        "export",
        uuidOf(mapped.json),
        file("out.m3u8"),
      );
      expect(exported).toMatchObject({ exitCode: 0, error: "" });
      expect(exported.json).toEqual({
        uuid: uuidOf(mapped.json),
        path: file("out.m3u8"),
        format: "m3u8",
        track_count: 1,
        warnings: [],
      });
      expect(readFileSync(file("out.m3u8"), "utf8")).toMatch(/^music\/Ana\/Song 0\.flac$/m);
      const named = ["playlist", "export", uuidOf(mapped.json), file("out.txt")];
      expect((await runSegue(options, ...named, "--format", "pls", "--absolute")).exitCode).toBe(0);
      expect(readFileSync(file("out.txt"), "utf8")).toContain(
        `File1=${join(music, "Ana", "Song 0.flac")}\n`,
      );

      const lost = await runSegueJson(options, "playlist", "import", file("nowhere.m3u"));
      expect(lost).toMatchObject({ exitCode: 1, json: { error: { code: "file_not_found" } } });
      const away = file(join("nowhere", "out.pls"));
      const unwritten = await runSegueJson(options, "playlist", "export", uuidOf(ferry.json), away);
      expect(unwritten).toMatchObject({
        exitCode: 1,
        json: { error: { code: "file_unreadable", message: `${away} cannot be written.` } },
      });
      expect(readdirSync(folder.path).filter((name) => name.endsWith(".part"))).toEqual([]);
    });
  });

  // Fault: a library that comes back with less, into one that has something, or from a file that was cut off.
  test("a library goes out and comes back the same into an empty one", async () => {
    using folder = temporaryFolder();
    const { options } = await libraryIn(folder.path);
    const target = testAppOptions(join(folder.path, "other"));
    const file = (name: string) => join(folder.path, name);
    writeFileSync(file("ferry.m3u8"), "music/cbr.mp3\ngone.mp3\n");
    await runSegue(options, "playlist", "import", file("ferry.m3u8"));
    await whileOpen(isOpen, options, async () => {
      const exported = await runSegueJson(options, "export", file("library.jsonl"));
      expect(exported.exitCode).toBe(0);
      const lines = rowsOf(file("library.jsonl")).length;
      expect(exported.json).toEqual({ path: file("library.jsonl"), lines });
    });
    const whole = readFileSync(file("library.jsonl"), "utf8");
    writeFileSync(file("cut.jsonl"), whole.slice(0, whole.length / 2));
    await whileOpen(isOpen, target, async () => {
      const cut = await runSegueJson(target, "import-library", file("cut.jsonl"));
      expect(cut).toMatchObject({ exitCode: 1, json: { error: { code: "file_corrupt" } } });
      const imported = await runSegueJson(target, "import-library", file("library.jsonl"));
      expect(imported).toMatchObject({ exitCode: 0, json: { songs: 2 } });
      const { json } = await runSegueJson(target, "playlists");
      expect(json).toMatchObject({ total: 1, rows: [{ name: "ferry", track_count: 2 }] });
      await runSegue(target, "export", file("again.jsonl"));
      expect(rowsOf(file("again.jsonl"))).toEqual(rowsOf(file("library.jsonl")));
      const twice = await runSegueJson(target, "import-library", file("library.jsonl"));
      expect(twice).toMatchObject({ exitCode: 1, json: { error: { code: "conflict" } } });
    });
  });

  // Fault: a library of iTunes taken for an export, or its paths from another computer not rewritten.
  test("a library of iTunes is known by its file and taken into the songs that are there", async () => {
    using folder = temporaryFolder();
    const { options, music } = await libraryIn(folder.path);
    const fixture = join(appRoot(), "src-main/features/exchange/itunes/fixtures/Library.xml");
    await whileOpen(isOpen, options, async () => {
      const words = ["import-library", fixture, "--map", `/Users/ana/Music/iTunes=${music}`];
      const imported = await runSegueJson(options, ...words);
      expect(imported).toMatchObject({
        exitCode: 0,
        // The song's three plays, and its two skips.
        json: { songs_matched: 1, ratings: 1, plays: 5 },
      });
      const { json } = await runSegueJson(options, "playlists");
      expect(json).toMatchObject({
        rows: expect.arrayContaining([expect.objectContaining({ name: "In the folder" })]),
      });
    });
  });
});

// Fault: a call that can only fail opens the library, or makes a file, before it is refused.
test("what is called wrongly is refused before anything is opened", async () => {
  using folder = temporaryFolder();
  const options = testAppOptions(join(folder.path, "data"));
  const uuid = "00000000-0000-4000-8000-000000000000";
  for (const words of [
    ["playlist", "import"],
    ["playlist", "import", ""],
    ["playlist", "export", "not-a-uuid", "x.m3u8"],
    ["playlist", "export", uuid],
    ["playlist", "export", uuid, "x.doc"],
    ["playlist", "export", uuid, "x.m3u8", "--format", "doc"],
    ["export"],
    ["export", ""],
    ["import-library"],
    ["import-library", ""],
    ["import-library", "x.xml", "--map", "D:"],
  ]) {
    expect((await runSegue(options, ...words)).exitCode, words.join(" ")).toBe(2);
  }
  expect(readdirSync(folder.path)).toEqual([]);
});
