import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { withoutJournal } from "#core/journal/journal.ts";
import { audioFixture, wavBytes, writeSong } from "#test-support/test-audio.ts";
import { createTestLibrary, type TestLibrary } from "#test-support/test-library.ts";

interface Song {
  readonly id: number;
  readonly uuid: string;
  readonly title: string;
  readonly path: string | null;
  readonly availability: string;
  readonly removed_at: number | null;
}

/** Seconds; a time in whole milliseconds, which is what `utimes` can set again. */
const oldTime = 1_600_000_000;

function songs({ context }: TestLibrary): Song[] {
  return context.database.read.all<Song>(
    "SELECT id, uuid, title, local_path AS path, availability, removed_at FROM songs ORDER BY local_path",
  );
}

function song(library: TestLibrary, path: string): Song | undefined {
  return songs(library).find((row) => row.path === path);
}

describe("importing a folder", () => {
  test("every format becomes a song with album, artists, genres, lyrics, cover and search text", async () => {
    await using library = createTestLibrary();
    cpSync(audioFixture("."), library.music, { recursive: true });
    const result = await library.add();
    expect(result).toMatchObject({
      added: 11,
      updated: 0,
      unchanged: 0,
      moved: 0,
      missing: 0,
      failed: 4,
    });
    const { read } = library.context.database;
    expect(read.all("SELECT title, album_artist, year FROM albums")).toEqual([
      { title: "Night Ferry", album_artist: "Marlow & the Tides", year: 2019 },
    ]);
    expect(
      read.pluck(
        "SELECT DISTINCT name FROM song_artists JOIN artists ON artists.id = artist_id WHERE role = 'artist' ORDER BY position",
      ),
    ).toEqual(["Marlow & the Tides", "Ana Reyes"]);
    expect(read.pluck("SELECT name FROM genres ORDER BY name")).toEqual([
      "Dream Pop",
      "Indie Folk",
    ]);
    expect(read.pluck("SELECT count(*) FROM lyrics")).toEqual([11]);
    const folded = read.pluck<string>(
      "SELECT folded FROM song_search WHERE folded LIKE '%harbour%'",
    )[0];
    expect(folded?.split("\u001f")).toEqual(
      expect.arrayContaining(["harbour lights", "ana reyes", "night ferry", "dream pop"]),
    );
    const keys = read.pluck<string>("SELECT DISTINCT cover_key FROM songs");
    expect(keys).toHaveLength(1);
    const cover = await library.library.covers.get(keys[0] ?? "", 4096);
    expect(cover?.bytes.length).toBe(3069);
    expect(library.issues().map((issue) => [basename(issue.path), issue.code])).toEqual([
      ["empty.mp3", "file_empty"],
      ["garbage.flac", "file_corrupt"],
      ["truncated.m4a", "file_truncated"],
      ["truncated.ogg", "file_truncated"],
    ]);
  });

  test("a second scan reads nothing again, neither songs nor bad files", async () => {
    const asked: string[] = [];
    await using library = createTestLibrary();
    cpSync(audioFixture("."), library.music, { recursive: true });
    await library.add();
    library.context.events.subscribe((event) => {
      if (event.name === "tasks.changed") asked.push(JSON.stringify(event.payload));
    });
    expect(await library.scan()).toMatchObject({ added: 0, updated: 0, unchanged: 11, failed: 4 });
    expect(library.issues()).toHaveLength(4);
    expect(asked.join("")).toContain("Finishing");
    expect(asked.join("")).not.toContain("Reading tags");
  });

  test("hidden files and the systems' own folders are passed over, odd names are not", async () => {
    await using library = createTestLibrary();
    const names = [
      // Windows allows no control characters.
      process.platform === "win32" ? "new line.wav" : "new\nline.wav",
      "caf\u00e9 (NFC).wav",
      "cafe\u0301 (NFD).wav",
      "\u{1F3B5} and \uffee.wav",
      "UPPER.WAV",
      "no extension",
      ".hidden.wav",
      "._resource.wav",
    ];
    for (const [index, name] of names.entries()) writeSong(join(library.music, name), index);
    writeSong(join(library.music, "@eaDir", "thumb.wav"), 50);
    writeSong(join(library.music, "$RECYCLE.BIN", "gone.wav"), 51);
    writeSong(join(library.music, "a", "b.wav"), 52);
    writeSong(join(library.music, "a.wav"), 53);
    writeSong(join(library.music, "a b.wav"), 54);
    expect(await library.add()).toMatchObject({ added: 8, failed: 0 });
    expect(await library.scan()).toMatchObject({ added: 0, unchanged: 8, missing: 0 });
  });

  test("a cover in the folder serves songs that have none; the embedded one goes first", async () => {
    await using library = createTestLibrary();
    copyFileSync(audioFixture("tone.flac"), join(library.music, "with.flac"));
    writeSong(join(library.music, "without.wav"), 1);
    const keyOf = (name: string): unknown =>
      library.context.database.read.get<{ cover_key: string }>(
        "SELECT cover_key FROM songs WHERE local_path = ?",
        join(library.music, name),
      )?.cover_key;
    await library.add();
    expect(keyOf("without.wav")).toBeNull();
    const embedded = keyOf("with.flac");
    // Another picture: the same JPEG with a byte behind its end.
    const picture = Buffer.concat([readFileSync(audioFixture("cover.jpg")), Buffer.from([0])]);
    writeFileSync(join(library.music, "cover.jpg"), picture);
    expect(await library.scan()).toMatchObject({ updated: 1, unchanged: 1 });
    expect(keyOf("with.flac")).toBe(embedded);
    expect(keyOf("without.wav")).toMatch(/^[0-9a-f]{32}$/);
    expect(keyOf("without.wav")).not.toBe(embedded);
    expect(await library.scan()).toMatchObject({ updated: 0, unchanged: 2 });
  });

  test("a cover that is no picture is an issue and is not tried again", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1);
    writeFileSync(join(library.music, "folder.jpg"), "this is no picture at all");
    expect(await library.add()).toMatchObject({ added: 1, failed: 1 });
    expect(library.issues().map((issue) => issue.code)).toEqual(["cover_unreadable"]);
    expect(await library.scan()).toMatchObject({ unchanged: 1, updated: 0 });
    expect(library.issues()).toHaveLength(1);
    rmSync(join(library.music, "folder.jpg"));
    await library.scan();
    expect(library.issues()).toHaveLength(0);
  });
});

describe("files that change", () => {
  test("an edited file updates its row and keeps its identity, rating and history", async () => {
    await using library = createTestLibrary();
    const path = join(library.music, "a.wav");
    writeSong(path, 1, { title: "Before", artist: "Old", album: "Gone", genre: "Noise" });
    await library.add();
    const before = song(library, path);
    rate(library, before?.id ?? 0);
    writeSong(path, 1, { title: "After all", artist: "New", album: "Here", genre: "Pop" });
    expect(await library.scan()).toMatchObject({ updated: 1, added: 0, unchanged: 0 });
    expect(song(library, path)).toMatchObject({
      id: before?.id,
      uuid: before?.uuid,
      title: "After all",
    });
    expect(ratingOf(library, before?.id ?? 0)).toBe(8);
    const { read } = library.context.database;
    // What nothing refers to any more is gone.
    expect(read.pluck("SELECT title FROM albums")).toEqual(["Here"]);
    expect(read.pluck("SELECT name FROM artists")).toEqual(["New"]);
    expect(read.pluck("SELECT name FROM genres")).toEqual(["Pop"]);
    expect(read.pluck("SELECT folded FROM song_search")).toEqual([
      "after all\u001fnew\u001fhere\u001fpop",
    ]);
  });

  test("only a deep scan finds an edit that kept size and time", async () => {
    await using library = createTestLibrary();
    const path = join(library.music, "a.wav");
    writeSong(path, 1, { title: "Aaa" });
    utimesSync(path, oldTime, oldTime);
    await library.add();
    writeSong(path, 1, { title: "Bbb" });
    utimesSync(path, oldTime, oldTime);
    await library.scan({ deep: true });
    expect(song(library, path)?.title).toBe("Bbb");
    writeSong(path, 1, { title: "Ccc" });
    utimesSync(path, oldTime, oldTime);
    expect(await library.scan()).toMatchObject({ updated: 0, unchanged: 1 });
    expect(song(library, path)?.title).toBe("Bbb");
    expect(await library.scan({ deep: true })).toMatchObject({ updated: 1, unchanged: 0 });
    expect(song(library, path)?.title).toBe("Ccc");
    expect(await library.scan({ deep: true })).toMatchObject({ updated: 0, unchanged: 1 });
  });

  test("other audio at the same path is the same song, edited", async () => {
    await using library = createTestLibrary();
    const path = join(library.music, "a.wav");
    writeSong(path, 1);
    await library.add();
    const before = song(library, path);
    writeFileSync(path, Buffer.concat([wavBytes(2, { title: "Remastered" })]));
    expect(await library.scan()).toMatchObject({ updated: 1, added: 0, missing: 0 });
    expect(song(library, path)).toMatchObject({ uuid: before?.uuid, title: "Remastered" });
  });

  test("a file that breaks is an issue, its song goes missing; mended, both are as before", async () => {
    await using library = createTestLibrary();
    const path = join(library.music, "a.wav");
    writeSong(path, 1);
    await library.add();
    const good = readFileSync(path);
    truncateSync(path, 0);
    expect(await library.scan()).toMatchObject({ failed: 1, missing: 1, updated: 0 });
    expect(library.issues().map((issue) => issue.code)).toEqual(["file_empty"]);
    expect(await library.scan()).toMatchObject({ failed: 1, missing: 0 });
    writeFileSync(path, good);
    appendFileSync(path, "");
    expect(await library.scan()).toMatchObject({ failed: 0, updated: 1 });
    expect(library.issues()).toEqual([]);
    expect(song(library, path)?.availability).toBe("available");
  });

  test("a deleted file goes missing and comes back with everything", async () => {
    await using library = createTestLibrary();
    const path = join(library.music, "a.wav");
    writeSong(path, 1);
    writeSong(join(library.music, "b.wav"), 2);
    utimesSync(path, oldTime, oldTime);
    await library.add();
    const before = song(library, path);
    rmSync(path);
    expect(await library.scan()).toMatchObject({ missing: 1, unchanged: 1 });
    expect(song(library, path)?.availability).toBe("missing");
    expect(await library.scan()).toMatchObject({ missing: 0, unchanged: 1 });
    writeSong(path, 1);
    utimesSync(path, oldTime, oldTime);
    expect(await library.scan()).toMatchObject({ added: 0, missing: 0, unchanged: 2 });
    expect(song(library, path)).toEqual(before);
  });
});

describe("files that move", () => {
  test("a renamed and a moved file keep row, rating and history", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "one.wav"), 1);
    writeSong(join(library.music, "two.wav"), 2, { title: "Two" });
    await library.add();
    const one = song(library, join(library.music, "one.wav"));
    const two = song(library, join(library.music, "two.wav"));
    rate(library, one?.id ?? 0);
    renameSync(join(library.music, "one.wav"), join(library.music, "uno.wav"));
    mkdirSync(join(library.music, "deeper"));
    renameSync(join(library.music, "two.wav"), join(library.music, "deeper", "two.wav"));
    expect(await library.scan()).toMatchObject({ moved: 2, added: 0, missing: 0, updated: 0 });
    // Without a tag the title is the file's name, which is another one now.
    expect(song(library, join(library.music, "uno.wav"))).toMatchObject({
      uuid: one?.uuid,
      title: "uno",
    });
    expect(song(library, join(library.music, "deeper", "two.wav"))?.uuid).toBe(two?.uuid);
    expect(ratingOf(library, one?.id ?? 0)).toBe(8);
    expect(songs(library)).toHaveLength(2);
  });

  test("moved and retagged at once is moved, with the new tags", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1, { title: "A" });
    await library.add();
    const before = songs(library)[0];
    rmSync(join(library.music, "a.wav"));
    writeSong(join(library.music, "b.wav"), 1, { title: "B, longer", artist: "X" });
    expect(await library.scan()).toMatchObject({ moved: 1, added: 0, missing: 0, updated: 0 });
    expect(songs(library)).toEqual([
      { ...before, title: "B, longer", path: join(library.music, "b.wav") },
    ]);
  });

  test("a copy is a new song", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1);
    await library.add();
    copyFileSync(join(library.music, "a.wav"), join(library.music, "copy.wav"));
    expect(await library.scan()).toMatchObject({ added: 1, moved: 0, unchanged: 1 });
    expect(new Set(songs(library).map((row) => row.uuid)).size).toBe(2);
  });

  test("among copies that moved, each keeps the row of its name", async () => {
    await using library = createTestLibrary();
    for (const name of ["x.wav", "y.wav", "z.wav"]) writeSong(join(library.music, "old", name), 7);
    await library.add();
    const uuidOf = (name: string): string | undefined =>
      songs(library).find((row) => basename(row.path ?? "") === name)?.uuid;
    const before = [uuidOf("x.wav"), uuidOf("y.wav"), uuidOf("z.wav")];
    mkdirSync(join(library.music, "new"));
    for (const name of ["z.wav", "x.wav", "y.wav"])
      renameSync(join(library.music, "old", name), join(library.music, "new", name));
    expect(await library.scan()).toMatchObject({ moved: 3, added: 0, missing: 0 });
    expect([uuidOf("x.wav"), uuidOf("y.wav"), uuidOf("z.wav")]).toEqual(before);
  });

  test("files that change places keep their rows", async () => {
    await using library = createTestLibrary();
    const [a, b, c] = ["a.wav", "b.wav", "c.wav"].map((name) => join(library.music, name));
    if (a === undefined || b === undefined || c === undefined) throw new Error("no paths");
    for (const [index, path] of [a, b, c].entries()) {
      writeSong(path, index, { title: `Sound ${index}` });
      utimesSync(path, 1_600_000_000 + index, 1_600_000_000 + index);
    }
    await library.add();
    const before = songs(library).map((row) => [row.uuid, row.title]);
    // The first is renumbered to the end, the others move up.
    renameSync(a, join(library.music, "tmp"));
    renameSync(b, a);
    renameSync(c, b);
    renameSync(join(library.music, "tmp"), c);
    expect(await library.scan()).toMatchObject({ moved: 3, added: 0, updated: 0, missing: 0 });
    expect(songs(library).map((row) => [row.uuid, row.title])).toEqual([
      before[1],
      before[2],
      before[0],
    ]);
  });

  test("a file moved over another is the moved song; the one it replaced is missing", async () => {
    await using library = createTestLibrary();
    const [a, b] = [join(library.music, "a.wav"), join(library.music, "b.wav")];
    writeSong(a, 1, { title: "A" });
    writeSong(b, 2, { title: "B!" });
    await library.add();
    const [first, second] = songs(library);
    renameSync(a, b);
    expect(await library.scan()).toMatchObject({ moved: 1, missing: 1, added: 0, updated: 0 });
    expect(song(library, b)?.uuid).toBe(first?.uuid);
    expect(songs(library).find((row) => row.uuid === second?.uuid)?.availability).toBe("missing");
    expect(await library.scan()).toMatchObject({ moved: 0, missing: 0, unchanged: 1 });
  });

  test("works from one watched folder to another, whichever is scanned first", async () => {
    await using library = createTestLibrary();
    const [left, right] = [join(library.folder, "left"), join(library.folder, "right")];
    mkdirSync(right);
    writeSong(join(left, "a.wav"), 1);
    writeSong(join(left, "b.wav"), 2);
    await library.add(left);
    await library.add(right);
    const before = songs(library).map((row) => row.uuid);
    renameSync(join(left, "a.wav"), join(right, "a.wav"));
    expect(await library.scan()).toMatchObject({ moved: 1, added: 0, missing: 0, unchanged: 1 });
    const { folders } = await library.library.handlers["library.listFolders"]({}, library.caller);
    expect(folders.map((folder) => folder.songCount)).toEqual([1, 1]);
    expect(
      songs(library)
        .map((row) => row.uuid)
        .toSorted(),
    ).toEqual(before.toSorted());
  });
});

describe("folders that go away", () => {
  test("songs of a vanished root are unavailable, nothing is lost, and they come back", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1);
    writeSong(join(library.music, "b.wav"), 2);
    await library.add();
    const before = songs(library);
    renameSync(library.music, `${library.music}-away`);
    expect(await library.scan()).toMatchObject({ missing: 0, unchanged: 0, failed: 1 });
    expect(songs(library).map((row) => row.availability)).toEqual(["unavailable", "unavailable"]);
    const listed = await library.library.handlers["library.listFolders"]({}, library.caller);
    expect(listed.folders.map((folder) => folder.isAvailable)).toEqual([false]);
    expect(library.issues().map((issue) => issue.code)).toEqual(["folder_not_found"]);
    renameSync(`${library.music}-away`, library.music);
    expect(await library.scan()).toMatchObject({ unchanged: 2, added: 0, failed: 0 });
    expect(songs(library)).toEqual(before);
    expect(library.issues()).toEqual([]);
  });

  test("an empty root is taken for an empty mount point, unless the scan is deep", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1);
    await library.add();
    rmSync(join(library.music, "a.wav"));
    expect(await library.scan()).toMatchObject({ missing: 0, failed: 1 });
    expect(songs(library)[0]?.availability).toBe("unavailable");
    expect(library.issues().map((issue) => issue.code)).toEqual(["folder_empty"]);
    expect(await library.scan({ deep: true })).toMatchObject({ missing: 1, failed: 0 });
    expect(songs(library)[0]?.availability).toBe("missing");
  });

  test("a root that was renamed and added anew keeps its songs' rows", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1, { title: "A" });
    await library.add();
    const before = songs(library)[0];
    renameSync(library.music, `${library.music}-new`);
    expect(await library.add(`${library.music}-new`)).toMatchObject({ moved: 1, added: 0 });
    expect(songs(library)[0]?.uuid).toBe(before?.uuid);
  });
});

describe("songs a person took out", () => {
  test("do not come back: not on rescan, not when moved, not as a copy", async () => {
    await using library = createTestLibrary();
    writeSong(join(library.music, "a.wav"), 1);
    writeSong(join(library.music, "b.wav"), 2);
    await library.add();
    takeOut(library, song(library, join(library.music, "a.wav"))?.id ?? 0);
    const listed = (): number => songs(library).filter((row) => row.removed_at === null).length;
    expect(await library.scan()).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
    copyFileSync(join(library.music, "a.wav"), join(library.music, "copy.wav"));
    expect(await library.scan({ deep: true })).toMatchObject({ added: 0, moved: 0 });
    rmSync(join(library.music, "copy.wav"));
    renameSync(join(library.music, "a.wav"), join(library.music, "elsewhere.wav"));
    expect(await library.scan()).toMatchObject({ added: 0, moved: 0, missing: 0 });
    expect(listed()).toBe(1);
    writeSong(join(library.music, "elsewhere.wav"), 1, { title: "Edited" });
    expect(await library.scan()).toMatchObject({ added: 0, updated: 0 });
    expect(listed()).toBe(1);
  });
});

function rate({ context, caller }: TestLibrary, songId: number): void {
  context.database.write((tx) =>
    withoutJournal(tx, () =>
      tx.run(
        "INSERT INTO song_control (user_id, song_id, rating, updated_at) VALUES (?, ?, 8, 0)",
        caller.actor.userId,
        songId,
      ),
    ),
  );
}

function ratingOf({ context }: TestLibrary, songId: number): number | undefined {
  return context.database.read.get<{ rating: number }>(
    "SELECT rating FROM song_control WHERE song_id = ?",
    songId,
  )?.rating;
}

/** As the read side's service does it. */
function takeOut({ context }: TestLibrary, songId: number): void {
  context.database.write((tx) => {
    tx.run(
      `INSERT INTO removed_songs (removal_uuid, song_id, local_path, fingerprint, removed_at)
       SELECT 'test', id, local_path, fingerprint, 1 FROM songs WHERE id = ?`,
      songId,
    );
    tx.run("UPDATE songs SET removed_at = 1 WHERE id = ?", songId);
  });
}
