import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { audioFixture, writeSong } from "#test-support/test-audio.ts";
import { createTestLibrary, type TestLibrary } from "#test-support/test-library.ts";
import type { LibraryImportOptions } from "../library-import.ts";
import { AudioFileReader } from "../tags/audio-file-reader.ts";
import type { OpenedPaths } from "./open-paths.service.ts";

interface Song {
  readonly id: number;
  readonly title: string;
  readonly path: string;
  readonly origin: string;
  readonly folder_id: number | null;
  readonly availability: string;
  readonly is_listed: 0 | 1;
}

function songs({ context }: TestLibrary): Song[] {
  return context.database.read.all<Song>(
    `SELECT id, title, local_path AS path, origin, folder_id, availability, removed_at IS NULL AS is_listed
     FROM songs ORDER BY id`,
  );
}

function open(library: TestLibrary, ...paths: string[]): Promise<OpenedPaths> {
  return library.library.openPaths(paths, library.caller);
}

/** A file outside of every watched folder. */
function download(library: TestLibrary, name: string, sound: number, title = name): string {
  const path = join(library.folder, "Downloads", name);
  writeSong(path, sound, { title, artist: "Ana Reyes", album: "Odds" });
  return path;
}

/** Readers, the first of which to come to a file of this name stands still before it until the gate is opened. */
function createGate(name: string) {
  const reached = Promise.withResolvers<undefined>();
  const opened = Promise.withResolvers<undefined>();
  let isFirst = true;
  const createReader: NonNullable<LibraryImportOptions["createReader"]> = () => {
    const reader = new AudioFileReader();
    return {
      async *read(files) {
        for (const { path } of files) {
          if (isFirst && basename(path) === name) {
            isFirst = false;
            reached.resolve(undefined);
            await opened.promise;
          }
          yield [await reader.read(path)];
        }
      },
      close: () => undefined,
    };
  };
  return { createReader, reached: reached.promise, open: () => opened.resolve(undefined) };
}

function removeFromLibrary({ context }: TestLibrary, songId: number): void {
  context.database.write((tx) => {
    tx.run(
      `INSERT INTO removed_songs (removal_uuid, song_id, local_path, fingerprint, removed_at)
       SELECT 'r', id, local_path, fingerprint, 1 FROM songs WHERE id = ?`,
      songId,
    );
    tx.run("UPDATE songs SET removed_at = 1 WHERE id = ?", songId);
  });
}

describe("a file outside of the library", () => {
  // Catches: a song without the things that lists, search and the player need of it.
  test("becomes a song of its own, whole: artist, album, cover, fingerprint, search text", async () => {
    await using library = createTestLibrary();
    mkdirSync(join(library.folder, "Downloads"));
    const path = join(library.folder, "Downloads", "cbr.mp3");
    copyFileSync(audioFixture("cbr.mp3"), path);
    copyFileSync(audioFixture("cover.jpg"), join(library.folder, "Downloads", "cover.jpg"));
    const opened = await open(library, path);
    expect(opened).toEqual({ songIds: [1], folders: [], rejected: [] });
    expect(
      library.context.database.read.get(
        `SELECT origin, folder_id, availability, local_path, cover_key IS NOT NULL AS has_cover, length(fingerprint) > 8 AS is_told_apart,
           length(folded) > 3 AS is_found, (SELECT count(*) FROM song_artists) > 0 AS has_artist, album_id IS NOT NULL AS has_album
         FROM songs JOIN song_search ON song_id = id`,
      ),
    ).toEqual({
      origin: "imported",
      folder_id: null,
      availability: "available",
      local_path: path,
      has_cover: 1,
      is_told_apart: 1,
      is_found: 1,
      has_artist: 1,
      has_album: 1,
    });
  });

  // Catches: a second row, or a failing UNIQUE, when a file is opened twice, also twice at once.
  test("opened again is the same song, and twice at once too", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1);
    const [first, second] = await Promise.all([open(library, path), open(library, path, path)]);
    expect(first.songIds).toEqual([1]);
    expect(second.songIds).toEqual([1, 1]);
    expect(songs(library)).toHaveLength(1);
  });

  // Catches: a file that was renamed between two openings and lost its history.
  test("that moved keeps its row; other audio in its place is another song", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1);
    await open(library, path);
    const moved = join(library.folder, "Downloads", "b.wav");
    renameSync(path, moved);
    expect((await open(library, moved)).songIds).toEqual([1]);
    download(library, "a.wav", 2, "Other");
    expect((await open(library, path)).songIds).toEqual([2]);
    expect(songs(library).map((song) => basename(song.path))).toEqual(["b.wav", "a.wav"]);
  });

  // Catches: a song shown under its old title after it was tagged and opened again.
  test("that changed is read again", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1, "Before");
    await open(library, path);
    download(library, "a.wav", 1, "Afterwards");
    expect((await open(library, path)).songIds).toEqual([1]);
    expect(songs(library)[0]?.title).toBe("Afterwards");
  });

  // Catches: a removed song that stays away although a person opened its very file.
  test("that was removed from the library comes back", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1);
    await open(library, path);
    removeFromLibrary(library, 1);
    expect((await open(library, path)).songIds).toEqual([1]);
    expect(songs(library)).toMatchObject([{ id: 1, is_listed: 1 }]);
    expect(library.context.database.read.all("SELECT * FROM removed_songs")).toEqual([]);
  });

  test("that was removed and moved comes back too, at its new place", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1);
    await open(library, path);
    removeFromLibrary(library, 1);
    const moved = join(library.folder, "Downloads", "b.wav");
    renameSync(path, moved);
    expect((await open(library, moved)).songIds).toEqual([1]);
    expect(songs(library)).toMatchObject([{ id: 1, is_listed: 1, path: moved }]);
  });

  // Catches: rejections without a sentence, one bad file that takes the good ones with it, and issues nobody can clear.
  test("problems are told by path, each with its sentence, and the rest opens", async () => {
    await using library = createTestLibrary();
    const good = download(library, "good.wav", 1);
    const folder = join(library.folder, "Downloads");
    const empty = join(folder, "empty.mp3");
    const notes = join(folder, "notes.txt");
    writeFileSync(empty, "");
    writeFileSync(notes, "words");
    const { songIds, rejected } = await open(library, empty, notes, good, join(folder, "gone.mp3"));
    expect(songIds).toEqual([1]);
    expect(rejected.map(({ message }) => message).toSorted()).toEqual([
      `${join(folder, "gone.mp3")} is not there.`,
      "empty.mp3: The file is empty (0 bytes).",
      "notes.txt is not a kind of file that Segue plays.",
    ]);
    expect(library.issues()).toEqual([]);
  });

  test("that is a song's and is gone marks the song missing", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1);
    await open(library, path);
    rmSync(path);
    expect((await open(library, path)).rejected).toHaveLength(1);
    expect(songs(library)[0]?.availability).toBe("missing");
    download(library, "a.wav", 1);
    expect((await open(library, path)).songIds).toEqual([1]);
    expect(songs(library)[0]?.availability).toBe("available");
  });
});

describe("opened files and watched folders", () => {
  // Catches: a song without folder, which removing the folder would leave behind.
  test("a file in a watched folder becomes a song of that folder", async () => {
    await using library = createTestLibrary();
    await library.add();
    const path = join(library.music, "new.wav");
    writeSong(path, 1, { title: "New" });
    expect((await open(library, path)).songIds).toEqual([1]);
    expect(songs(library)).toMatchObject([{ origin: "folder", folder_id: 1 }]);
    expect(await library.scan()).toMatchObject({ added: 0, unchanged: 1 });
  });

  // Catches: opened songs that a scan forgets: gone ones still shown as there, new tags never read, moves not noticed.
  test("a scan of everything looks at files outside of all folders too", async () => {
    await using library = createTestLibrary();
    await library.add();
    const [gone, changed, moved, removed] = ["gone", "changed", "moved", "removed"].map(
      (name, sound) => download(library, `${name}.wav`, sound, name),
    ) as [string, string, string, string];
    await open(library, gone, changed, moved, removed);
    removeFromLibrary(library, 4);
    expect(await library.scan()).toMatchObject({ unchanged: 3, missing: 0, updated: 0 });
    rmSync(gone);
    rmSync(removed);
    download(library, "changed.wav", 1, "New title");
    renameSync(moved, join(library.music, "moved.wav"));
    expect(await library.scan()).toMatchObject({ updated: 1, moved: 1, missing: 1, added: 0 });
    expect(songs(library)).toMatchObject([
      { title: "gone", availability: "missing", origin: "imported" },
      { title: "New title", availability: "available", origin: "imported", folder_id: null },
      { title: "moved", availability: "available", origin: "folder", folder_id: 1 },
      { title: "removed", is_listed: 0 },
    ]);
    download(library, "gone.wav", 0, "gone");
    expect(await library.scan({ deep: true })).toMatchObject({ added: 0, missing: 0 });
    expect(songs(library)[0]).toMatchObject({ availability: "available", origin: "imported" });
  });

  // Catches: a file that broke and is counted as failed, but nowhere listed; and a problem that stays listed when it is gone.
  test("an opened file that breaks is a problem of the scans until it is whole", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1);
    await open(library, path);
    writeFileSync(path, "");
    expect(await library.scan()).toMatchObject({ failed: 1 });
    expect(library.issues()).toMatchObject([{ path, code: "file_empty" }]);
    expect(songs(library)[0]?.availability).toBe("missing");
    rmSync(path);
    await library.scan();
    expect(library.issues()).toEqual([]);
    download(library, "a.wav", 1);
    expect(await library.scan()).toMatchObject({ failed: 0 });
    expect(songs(library)[0]?.availability).toBe("available");
  });

  // Catches: UNIQUE(local_path) that fails a scan, a double, or a song that no folder owns.
  test("a folder that is watched later adopts its opened files, and takes them along when it goes", async () => {
    await using library = createTestLibrary();
    const path = download(library, "a.wav", 1);
    await open(library, path);
    expect(await library.add(join(library.folder, "Downloads"))).toMatchObject({
      added: 0,
      unchanged: 1,
    });
    expect(songs(library)).toMatchObject([{ id: 1, origin: "folder", folder_id: 1 }]);
    const { folders } = await library.library.handlers["library.listFolders"]({}, library.caller);
    const uuid = folders[0]?.uuid ?? "";
    await library.library.handlers["library.removeFolder"]({ uuid }, library.caller);
    expect(songs(library)).toMatchObject([{ id: 1, is_listed: 0 }]);
    expect((await open(library, path)).songIds).toEqual([1]);
    expect(songs(library)).toMatchObject([
      { id: 1, is_listed: 1, origin: "imported", folder_id: null },
    ]);
  });

  // Catches: a scan that fails on UNIQUE because a file of its list was opened, and became a row, in the meantime.
  test("a file opened while its folder is being scanned is one song", async () => {
    const gate = createGate("gated.wav");
    await using library = createTestLibrary({ createReader: gate.createReader });
    const path = join(library.music, "gated.wav");
    writeSong(path, 1, { title: "Gated", artist: "Ana Reyes" });
    const scan = library.add();
    await gate.reached;
    expect((await open(library, path)).songIds).toEqual([1]);
    gate.open();
    expect(await scan).toMatchObject({ failed: 0 });
    expect(songs(library)).toMatchObject([{ id: 1, origin: "folder", folder_id: 1 }]);
  });

  // Catches: a scan that calls a song missing which it missed, and which a person found before it was through.
  test("a song that is opened at its new place while a scan misses it stays there", async () => {
    const gate = createGate("gated.wav");
    await using library = createTestLibrary({ createReader: gate.createReader });
    const path = join(library.music, "a.wav");
    writeSong(path, 1, { title: "A" });
    await library.add();
    const moved = join(library.folder, "a.wav");
    renameSync(path, moved);
    writeSong(join(library.music, "gated.wav"), 2, { title: "Gated" });
    const scan = library.scan();
    await gate.reached;
    expect((await open(library, moved)).songIds).toEqual([1]);
    gate.open();
    expect(await scan).toMatchObject({ added: 1, missing: 0 });
    expect(songs(library)[0]).toMatchObject({ path: moved, availability: "available" });
  });

  // Catches: a scan that goes on with the id of an artist whose last song was opened, retagged, in the meantime.
  test("an artist who goes while a scan knows them is made anew", async () => {
    const gate = createGate("gated.wav");
    await using library = createTestLibrary({ createReader: gate.createReader });
    const path = join(library.music, "a.wav");
    writeSong(path, 1, { title: "A", artist: "Ana Reyes" });
    await library.add();
    writeSong(path, 1, { title: "A, edited", artist: "Ana Reyes" });
    writeSong(join(library.music, "gated.wav"), 2, { title: "Gated", artist: "Ana Reyes" });
    const scan = library.scan();
    await gate.reached;
    writeSong(path, 1, { title: "A", artist: "Somebody Else" });
    await open(library, path);
    gate.open();
    expect(await scan).toMatchObject({ added: 1, failed: 0 });
    expect(
      library.context.database.read.all(
        `SELECT title, name FROM song_artists JOIN songs ON songs.id = song_id JOIN artists ON artists.id = artist_id
         WHERE role = 'artist' ORDER BY title`,
      ),
    ).toEqual([
      { title: "A", name: "Somebody Else" },
      { title: "Gated", name: "Ana Reyes" },
    ]);
  });

  test("a file that moved into a watched folder keeps its row", async () => {
    await using library = createTestLibrary();
    await library.add();
    const path = download(library, "a.wav", 1);
    await open(library, path);
    const inside = join(library.music, "a.wav");
    renameSync(path, inside);
    expect(await library.scan()).toMatchObject({ moved: 1, added: 0 });
    expect(songs(library)).toMatchObject([{ id: 1, path: inside, origin: "folder", folder_id: 1 }]);
  });

  test("folders are watched, those that lie in watched ones are told", async () => {
    await using library = createTestLibrary();
    const inner = join(library.music, "inner");
    mkdirSync(inner);
    expect((await open(library, library.music)).folders).toEqual([library.music]);
    const { folders, rejected } = await open(library, inner);
    expect(folders).toEqual([]);
    expect(rejected).toMatchObject([
      { path: inner, message: expect.stringContaining("already in the library") },
    ]);
    await library.context.tasks.idle();
  });
});

describe("playlists", () => {
  // Catches: entries resolved against the working directory, their order lost, and missing ones passed over in silence.
  test("open the songs they name, in their order, and say what is not there", async () => {
    await using library = createTestLibrary();
    const [a, b] = [download(library, "a b.wav", 1), download(library, "ü.wav", 2)];
    const playlist = join(library.folder, "Downloads", "Mix.m3u");
    const lines = ["#EXTM3U", "ü.wav", "a%20b.wav", "gone.mp3", "http://radio.example/x.mp3", b];
    writeFileSync(playlist, `\ufeff${lines.join("\r\n")}\r\n`);
    const { songIds, rejected } = await open(library, playlist);
    const byId = new Map(songs(library).map((song) => [song.id, song.path]));
    expect(songIds.map((id) => byId.get(id))).toEqual([b, a, b]);
    expect(rejected).toEqual([
      {
        path: playlist,
        message: "Of the 5 songs that Mix.m3u names, 1 is not there, 1 is on the network.",
      },
    ]);
  });

  test("in the letters of old Windows are read", async () => {
    await using library = createTestLibrary();
    download(library, "ü.wav", 1);
    const playlist = join(library.folder, "Downloads", "Old.pls");
    writeFileSync(playlist, Buffer.from("[playlist]\r\nFile1=ü.wav\r\n", "latin1"));
    expect((await open(library, playlist)).songIds).toEqual([1]);
  });

  test("that are empty or cannot be read say so", async () => {
    await using library = createTestLibrary();
    const empty = join(library.folder, "empty.m3u");
    writeFileSync(empty, "#EXTM3U\n");
    const { rejected } = await open(library, empty, join(library.folder, "gone.m3u8"));
    expect(rejected.map(({ message }) => message).toSorted()).toEqual([
      "The playlist empty.m3u names no songs.",
      "The playlist gone.m3u8 cannot be read. Check that it is there, and its permissions.",
    ]);
  });
});
