import {
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeSong } from "#test-support/test-audio.ts";
import { createTestLibrary, type TestLibrary } from "#test-support/test-library.ts";

const names = ["a.wav", "b.wav", "x/a.wav", "x/c.wav", "y/z/b.wav"] as const;
const fileName = fc.constantFrom(...names);
const sound = fc.integer({ min: 1, max: 4 });
const tags = fc.record({
  title: fc.constantFrom("One", "Two"),
  artist: fc.constantFrom("Ann", "Bob"),
  album: fc.constantFrom("First", "Second"),
});

const operation = fc.oneof(
  fc.record({ do: fc.constant("write" as const), to: fileName, sound, tags }),
  fc.record({ do: fc.constant("untagged" as const), to: fileName, sound }),
  fc.record({ do: fc.constant("move" as const), from: fileName, to: fileName }),
  fc.record({ do: fc.constant("copy" as const), from: fileName, to: fileName }),
  fc.record({ do: fc.constant("delete" as const), to: fileName }),
  fc.record({ do: fc.constant("garbage" as const), to: fileName }),
  fc.record({ do: fc.constant("touch" as const), to: fileName }),
  fc.record({ do: fc.constant("scan" as const), deep: fc.boolean() }),
);
type Operation = typeof operation extends fc.Arbitrary<infer Kind> ? Kind : never;

let clock = 1_500_000_000;

function apply(root: string, step: Exclude<Operation, { do: "scan" }>): void {
  const to = join(root, step.to);
  mkdirSync(dirname(to), { recursive: true });
  switch (step.do) {
    case "write":
      writeSong(to, step.sound, step.tags);
      break;
    case "untagged":
      writeSong(to, step.sound);
      break;
    case "move":
    case "copy": {
      const from = join(root, step.from);
      if (!existsSync(from) || from === to) return;
      if (step.do === "move") renameSync(from, to);
      else copyFileSync(from, to);
      return;
    }
    case "delete":
      rmSync(to, { force: true });
      return;
    case "garbage":
      writeFileSync(to, "no music");
      break;
    case "touch":
      if (!existsSync(to)) return;
  }
  // Every writing has a time of its own, as on a real clock.
  clock += 1;
  utimesSync(to, clock, clock);
}

/** Everything a library says about the files that are there, without identities and the times of its making. */
function contentOf({ context }: TestLibrary): unknown {
  const { read } = context.database;
  return {
    songs: read.all(
      `SELECT local_path, songs.title, artist, songs.album_artist, album, genre, track_no, duration_sec, filesize_bytes, mtime_ms,
         codec, fingerprint, songs.cover_key, sort_artist, sort_album, folded,
         albums.title AS album_title, albums.album_artist AS album_by, albums.identity
       FROM songs LEFT JOIN song_search ON song_id = songs.id LEFT JOIN albums ON albums.id = album_id
       WHERE availability = 'available' AND removed_at IS NULL ORDER BY local_path`,
    ),
    credits: read.all(
      `SELECT local_path, role, position, name FROM song_artists JOIN songs ON songs.id = song_id JOIN artists ON artists.id = artist_id
       WHERE availability = 'available' ORDER BY local_path, role, position`,
    ),
    issues: read.all("SELECT path, code FROM scan_issues ORDER BY path"),
  };
}

test("after any sequence of file operations a scan says what a fresh import says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 14 }), async (steps) => {
      await using library = createTestLibrary();
      const anchor = join(library.music, "anchor.wav");
      // Keeps the root from being empty, which is taken for a drive that is away.
      writeSong(anchor, 99);
      await library.add();
      for (const step of steps) {
        if (step.do === "scan") await library.scan({ deep: step.deep });
        else apply(library.music, step);
      }
      await library.scan();
      await using fresh = createTestLibrary();
      await fresh.add(library.music);
      expect(contentOf(library)).toEqual(contentOf(fresh));
      const { read } = library.context.database;
      expect(read.all("PRAGMA foreign_key_check")).toEqual([]);
      expect(
        read.pluck(
          "SELECT id FROM albums WHERE id NOT IN (SELECT album_id FROM songs WHERE album_id IS NOT NULL)",
        ),
      ).toEqual([]);
      expect(await library.scan()).toMatchObject({ added: 0, updated: 0, moved: 0, missing: 0 });
    }),
    { numRuns: 20 },
  );
}, 240_000);
