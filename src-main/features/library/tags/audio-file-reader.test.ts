import {
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  copyFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import type { AudioFileFacts } from "#shared/domain/library/audio-file-facts.ts";
import { AudioFileReader, readAudioFile } from "./audio-file-reader.ts";
import { coverKey } from "./cover-key.ts";

interface FileTruth {
  readonly title: string;
  readonly track_no: number;
  readonly codec: string;
  readonly duration_sec: number;
  readonly duration_tolerance_sec: number;
  readonly sample_rate_hz: number;
  readonly channels: number;
  readonly isrc: string;
  readonly musicbrainz_recordingid: string;
  readonly size_bytes: number;
}

interface Truth {
  readonly shared: {
    readonly artists: readonly string[];
    readonly album: string;
    readonly album_artist: string;
    readonly genres: readonly string[];
    readonly date: string;
    readonly year: number;
    readonly track_total: number;
    readonly disc_no: number;
    readonly disc_total: number;
    readonly lyrics: string;
    readonly replaygain_track_gain: number;
    readonly replaygain_track_peak: number;
    readonly replaygain_album_gain: number;
    readonly replaygain_album_peak: number;
    readonly musicbrainz_albumid: string;
    readonly musicbrainz_artistid: string;
    readonly musicbrainz_albumartistid: string;
    readonly musicbrainz_releasegroupid: string;
    readonly cover: { readonly mime: string; readonly bytes: number };
  };
  readonly files: Readonly<Record<string, FileTruth>>;
  readonly bad: Readonly<Record<string, string>>;
}

const fixtures = join(appRoot(), "e2e", "fixtures", "audio");
const truth = JSON.parse(readFileSync(join(fixtures, "truth.json"), "utf8")) as Truth;
const fileNames = Object.keys(truth.files);
const lossless = ["flac", "alac", "pcm", "wavpack"];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "segue-tags-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readFacts(reader: AudioFileReader, path: string): Promise<AudioFileFacts> {
  const result = await reader.read(path);
  if (result.kind === "problem") throw new Error(`${path}: ${result.message}`);
  return result;
}

describe("readAudioFile", () => {
  // Would catch a field lost or mangled in any format, a guessed duration, a wrong byte order in a picture.
  it.each(fileNames)("finds in %s what was written into it", async (name) => {
    const file = truth.files[name];
    if (file === undefined) throw new Error("no truth");
    const { shared } = truth;
    const facts = await readFacts(new AudioFileReader(), join(fixtures, name));
    expect(facts).toMatchObject({
      title: file.title,
      artists: shared.artists,
      artist: shared.artists.join(", "),
      album: shared.album,
      albumArtist: shared.album_artist,
      genres: shared.genres,
      trackNo: file.track_no,
      trackTotal: shared.track_total,
      discNo: shared.disc_no,
      discTotal: shared.disc_total,
      releaseDate: shared.date,
      year: shared.year,
      lyricsPlain: shared.lyrics,
      isrc: file.isrc,
      musicbrainzRecordingId: file.musicbrainz_recordingid,
      musicbrainzReleaseId: shared.musicbrainz_albumid,
      musicbrainzReleaseGroupId: shared.musicbrainz_releasegroupid,
      musicbrainzArtistIds: [shared.musicbrainz_artistid],
      musicbrainzAlbumArtistIds: [shared.musicbrainz_albumartistid],
      replaygainTrackGainDb: shared.replaygain_track_gain,
      replaygainTrackPeak: shared.replaygain_track_peak,
      replaygainAlbumGainDb: shared.replaygain_album_gain,
      replaygainAlbumPeak: shared.replaygain_album_peak,
      codec: file.codec,
      isLossless: lossless.includes(file.codec),
      bitDepth: lossless.includes(file.codec) ? 16 : null,
      sampleRateHz: file.sample_rate_hz,
      channels: file.channels,
      filesizeBytes: file.size_bytes,
    });
    expect(Math.abs(facts.durationSec - file.duration_sec)).toBeLessThanOrEqual(0.05);
    const jpeg = readFileSync(join(fixtures, "cover.jpg"));
    expect(facts.cover).toMatchObject({
      key: coverKey(jpeg),
      mime: shared.cover.mime,
      sizeBytes: shared.cover.bytes,
    });
    expect(Buffer.compare(facts.cover?.bytes ?? Buffer.alloc(0), jpeg)).toBe(0);
  });

  // Would catch a broken file that enters the library as a song, and a reader that throws.
  it.each([
    ["empty.mp3", "file_empty"],
    ["garbage.flac", "file_corrupt"],
    ["truncated.m4a", "file_truncated"],
    ["truncated.ogg", "file_truncated"],
    ["not-there.mp3", "file_not_found"],
    [".", "file_unreadable"],
  ])("reports %s as %s", async (name, code) => {
    const result = await readAudioFile(join(fixtures, name));
    expect(result).toMatchObject({ kind: "problem", code, path: join(fixtures, name) });
    expect(result.kind === "problem" && result.message.length).toBeGreaterThan(10);
  });

  // Would catch a half-copied file shown as a whole song. A cut MP3 without a length header cannot be told from a short one.
  it.each(fileNames.filter((name) => name !== "vbr-no-xing.mp3"))(
    "sees that %s was cut in half",
    async (name) => {
      const path = join(folder, `half-${name}`);
      copyFileSync(join(fixtures, name), path);
      truncateSync(path, Math.floor((truth.files[name]?.size_bytes ?? 0) / 2));
      expect(await readAudioFile(path)).toMatchObject({ kind: "problem", code: "file_truncated" });
    },
  );

  it("answers the absolute, normalised path", async () => {
    const facts = await readAudioFile(join(fixtures, "x", "..", "tone.flac"));
    expect(facts.path).toBe(join(fixtures, "tone.flac"));
  });

  it("takes the title from the file's name where no tag has one", async () => {
    const path = join(folder, "07 - Some One - Un titled.wav");
    const wav = Buffer.alloc(44 + 8820);
    wav.write("RIFF", 0, "latin1");
    wav.writeUInt32LE(36 + 8820, 4);
    wav.write("WAVEfmt ", 8, "latin1");
    wav.writeUInt32LE(16, 16);
    wav.writeUInt16LE(1, 20);
    wav.writeUInt16LE(1, 22);
    wav.writeUInt32LE(44_100, 24);
    wav.writeUInt32LE(88_200, 28);
    wav.writeUInt16LE(2, 32);
    wav.writeUInt16LE(16, 34);
    wav.write("data", 36, "latin1");
    wav.writeUInt32LE(8820, 40);
    writeFileSync(path, wav);
    expect(await readAudioFile(path)).toMatchObject({
      kind: "facts",
      title: "Un titled",
      artist: "Some One",
      artists: ["Some One"],
      trackNo: 7,
      durationSec: 0.1,
      cover: null,
    });
  });

  it("hands a cover's bytes over once, and again after forgetCovers", async () => {
    const reader = new AudioFileReader({ coversOnce: true });
    const first = await readFacts(reader, join(fixtures, "tone.flac"));
    const second = await readFacts(reader, join(fixtures, "tone.ogg"));
    expect(first.cover?.bytes).not.toBeNull();
    expect(second.cover).toEqual({ ...first.cover, bytes: null });
    reader.forgetCovers();
    expect((await readFacts(reader, join(fixtures, "tone.ogg"))).cover?.bytes).not.toBeNull();
  });
});

describe("our parsers and TagLib", () => {
  /** Fields that TagLib loses or guesses, by file: measured, and the reason why our own parsers exist. */
  const totals = ["trackTotal", "discTotal"];
  const weakInTagLib: Readonly<Record<string, readonly string[]>> = {
    // Takes 192 kbit/s of the first frame for the whole file.
    "vbr-no-xing.mp3": ["durationSec", "bitrateKbps"],
    // The bit rate of the PCM inside.
    "tone.alac.m4a": ["bitrateKbps"],
    "tone.wma": [
      ...totals,
      "artist",
      "artists",
      "genres",
      "replaygainTrackGainDb",
      "replaygainTrackPeak",
      "replaygainAlbumGainDb",
      "replaygainAlbumPeak",
    ],
    "tone.wav": totals,
    "tone.aiff": totals,
  };
  /** Emscripten mode gives no pictures for the other formats; our own parsers read those. */
  const coversInEmscripten = /\.(?:mp3|flac|ogg|m4a)$/u;
  /** Names differ by convention; the payload is known to our own parsers only. */
  const incomparable = new Set(["codec", "container", "fingerprint"]);
  /** TagLib rounds, and counts the encoder's delay as sound. */
  const tolerances: Readonly<Record<string, number>> = { durationSec: 0.06, bitrateKbps: 1.5 };

  // Would catch a parser of ours that reads a field otherwise than the library that everybody trusts, and modes that differ.
  it.each(["wasi", "emscripten"] as const)(
    "agree on every field of every fixture (%s)",
    async (mode) => {
      const own = new AudioFileReader();
      const tagLib = new AudioFileReader({ tagLibOnly: true, tagLibMode: mode });
      for (const name of fileNames) {
        const ours = await readFacts(own, join(fixtures, name));
        const theirs = await readFacts(tagLib, join(fixtures, name));
        const differing: string[] = [];
        const other = new Map<string, unknown>(Object.entries(theirs));
        for (const [field, value] of Object.entries(ours)) {
          if (mode === "emscripten" && field === "cover" && !coversInEmscripten.test(name))
            continue;
          if (incomparable.has(field) || weakInTagLib[name]?.includes(field) === true) continue;
          const tolerance = tolerances[field];
          const isSame =
            tolerance === undefined
              ? isDeepStrictEqual(value, other.get(field))
              : Math.abs(Number(value) - Number(other.get(field))) <= tolerance;
          if (!isSame) differing.push(field);
        }
        expect(differing, name).toEqual([]);
      }
    },
  );
});
