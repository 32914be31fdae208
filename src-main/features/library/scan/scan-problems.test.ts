import { spawnSync } from "node:child_process";
import { copyFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { AudioFileReader } from "#features/library/tags/audio-file-reader.ts";
import { audioFixture, writeSong } from "#test-support/test-audio.ts";
import { createTestLibrary, type TestLibrary } from "#test-support/test-library.ts";

function paths({ context, folder }: TestLibrary): string[] {
  return context.database.read
    .pluck<string>(
      "SELECT local_path FROM songs WHERE availability = 'available' ORDER BY local_path",
    )
    .map((path) => relative(folder, path));
}

function issueCodes(library: TestLibrary): string[][] {
  return library.issues().map(({ path, code }) => [basename(path), code]);
}

const isWindows = process.platform === "win32";

describe.skipIf(isWindows)("links", () => {
  test("loops are issues, links inside the folder find nothing twice, links outside are followed once", async () => {
    await using library = createTestLibrary();
    const { music, folder } = library;
    writeSong(join(music, "real", "a.wav"), 1);
    writeSong(join(folder, "outside", "sub", "b.wav"), 2);
    symlinkSync(music, join(music, "loop"));
    symlinkSync("self", join(music, "self"));
    symlinkSync(join(music, "real"), join(music, "same"));
    symlinkSync(join(music, "real", "a.wav"), join(music, "a-link.wav"));
    symlinkSync(join(folder, "outside"), join(music, "out"));
    symlinkSync(join(folder, "outside", "sub"), join(music, "z-sub"));
    symlinkSync(folder, join(folder, "outside", "up"));
    symlinkSync(join(folder, "nowhere.wav"), join(music, "dangling.wav"));
    expect(await library.add()).toMatchObject({ added: 2, failed: 3 + 1 });
    expect(paths(library)).toEqual(["music/out/sub/b.wav", "music/real/a.wav"]);
    expect(issueCodes(library)).toEqual([
      ["dangling.wav", "symlink_broken"],
      ["loop", "symlink_loop"],
      ["up", "symlink_loop"],
      ["self", "symlink_loop"],
    ]);
    for (const name of ["loop", "self", "dangling.wav"]) rmSync(join(music, name));
    rmSync(join(folder, "outside", "up"));
    expect(await library.scan()).toMatchObject({ added: 0, unchanged: 2, failed: 0 });
    expect(library.issues()).toEqual([]);
  });

  test("a link into another watched folder is passed over", async () => {
    await using library = createTestLibrary();
    const other = join(library.folder, "other");
    writeSong(join(other, "sub", "a.wav"), 1);
    symlinkSync(join(other, "sub"), join(library.music, "link"));
    await library.add(other);
    expect(await library.add()).toMatchObject({ added: 0, failed: 0 });
  });
});

describe("what cannot be read", () => {
  test.skipIf(process.platform !== "linux")("a name that is no UTF-8 is an issue", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "good.wav"), 1);
    const bad = Buffer.concat([
      Buffer.from(`${library.music}/caf`),
      Buffer.from([0xe9]),
      Buffer.from(".wav"),
    ]);
    writeFileSync(bad, "x");
    expect(await library.add()).toMatchObject({ added: 1, failed: 1 });
    expect(library.issues().map((issue) => issue.code)).toEqual(["name_not_unicode"]);
  });

  test("folders nested beyond any reason end the descent, not the scan", async () => {
    await using library = createTestLibrary();
    let deep = library.music;
    for (let depth = 0; depth < 105; depth++) deep = join(deep, "d");
    writeSong(join(deep, "deep.wav"), 1);
    writeSong(join(library.music, "e.wav"), 2);
    expect(await library.add()).toMatchObject({ added: 1, failed: 1 });
    expect(library.issues().map((issue) => issue.code)).toEqual(["folder_too_deep"]);
  });

  test("a truncated file is an issue until it is whole", async () => {
    await using library = createTestLibrary();
    const path = join(library.music, "a.m4a");
    copyFileSync(audioFixture("tone.m4a"), path);
    truncateSync(path, 40_000);
    expect(await library.add()).toMatchObject({ added: 0, failed: 1 });
    expect(await library.scan()).toMatchObject({ added: 0, failed: 1 });
    copyFileSync(audioFixture("tone.m4a"), path);
    expect(await library.scan()).toMatchObject({ added: 1, failed: 0 });
    expect(library.issues()).toEqual([]);
  });

  test.skipIf(isWindows)(
    "folders and files without permission are issues; songs below them are unavailable until it is back",
    () => {
      // Root may read everything, so this part runs as nobody.
      const child = spawnSync(
        process.execPath,
        [join(appRoot(), "src-main", "test-support", "unreadable-folder.child.ts")],
        {
          encoding: "utf8",
          ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
          env: { ...process.env, HOME: "/nonexistent" },
        },
      );
      expect(child.stderr).toBe("");
      expect(JSON.parse(child.stdout)).toEqual({
        first: { added: 3, failed: 0 },
        locked: { unchanged: 1, missing: 0, failed: 1 },
        lockedAvailability: ["unavailable", "unavailable", "available"],
        lockedIssues: ["folder_unreadable"],
        opened: { unchanged: 3, failed: 0 },
        openedAvailability: ["available", "available", "available"],
        fileLocked: { added: 0, failed: 1 },
        fileIssues: ["file_unreadable"],
        fileOpened: { added: 1, failed: 0 },
        rootLocked: "file_unreadable",
      });
    },
  );
});

describe("interrupted scans", () => {
  test("cancelled midway what was written stays and is right; the next scan does the rest", async () => {
    let cancel: (() => void) | null = null;
    await using library = createTestLibrary({
      createReader: () => ({
        async *read(files) {
          const reader = new AudioFileReader();
          let count = 0;
          for (const { path } of files) {
            yield [await reader.read(path)];
            if (++count === 300) cancel?.();
          }
        },
        close: () => undefined,
      }),
    });
    for (let index = 0; index < 400; index++)
      writeSong(join(library.music, `${index}.wav`), index, { album: `Album ${index % 9}` });
    const { handlers } = library.library;
    const { taskId } = await handlers["library.addFolder"]({ path: library.music }, library.caller);
    cancel = () => library.context.tasks.cancel(taskId);
    expect((await library.finished(taskId)).status).toBe("cancelled");
    cancel = null;
    const { read } = library.context.database;
    const [written] = read.pluck<number>("SELECT count(*) FROM songs");
    expect(written).toBe(256);
    expect(read.pluck("SELECT count(*) FROM song_search")).toEqual([written]);
    expect(await library.scan()).toMatchObject({ added: 400 - 256, unchanged: 256 });
    expect(read.pluck("PRAGMA foreign_key_check")).toEqual([]);
  });

  test("killed midway, the next start takes the scan up and finishes it", async () => {
    await using outer = createTestLibrary();
    const folder = join(outer.folder, "killed");
    for (let index = 0; index < 400; index++)
      writeSong(join(folder, "music", `${index}.wav`), index, { title: `Song ${index}` });
    const child = spawnSync(
      process.execPath,
      [join(appRoot(), "src-main", "test-support", "killed-scan.child.ts"), folder],
      { encoding: "utf8" },
    );
    expect(child.signal, child.stderr).toBe("SIGKILL");
    await using library = createTestLibrary({}, folder);
    const { read } = library.context.database;
    const task = read.get<{ uuid: string; attempt: number }>("SELECT uuid, attempt FROM tasks");
    const finished = await library.finished(task?.uuid ?? "");
    expect(finished).toMatchObject({ status: "completed", attempt: 2 });
    expect(finished.result).toMatchObject({ added: 400 - 256, unchanged: 256 });
    expect(read.pluck("SELECT count(*) FROM songs")).toEqual([400]);
  });

  test("two scans asked for at once are one task", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1);
    await library.add();
    const scan = library.library.handlers["library.scan"];
    const [first, second] = [
      await scan({ deep: false }, library.caller),
      await scan({ deep: false }, library.caller),
    ];
    expect(second.taskId).toBe(first.taskId);
    await library.finished(first.taskId);
  });

  test("a folder removed while it is scanned gets no more songs", async () => {
    await using library = createTestLibrary();
    for (let index = 0; index < 300; index++) writeSong(join(library.music, `${index}.wav`), index);
    const { handlers } = library.library;
    const { folder, taskId } = await handlers["library.addFolder"](
      { path: library.music },
      library.caller,
    );
    await handlers["library.removeFolder"]({ uuid: folder.uuid }, library.caller);
    await library.finished(taskId);
    expect(
      library.context.database.read.pluck("SELECT count(*) FROM songs WHERE removed_at IS NULL"),
    ).toEqual([0]);
  });
});
