import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePeaks } from "#shared/domain/playback/peaks-format.ts";
import { appRoot } from "#core/files/app-root.ts";
import { type TestSong, TestPlayback } from "#test-support/test-playback.ts";

const fixtures = join(appRoot(), "e2e", "fixtures", "audio");
const headers = { bytes: "Content-Range", type: "Content-Type" } as const;

function addFile(
  t: TestPlayback,
  name: string,
  container: string,
  codec: string,
): TestSong & { readonly path: string } {
  const path = join(t.folder, basename(name));
  copyFileSync(join(fixtures, name), path);
  const [song] = t.addSongs(1, { path, container, codec, title: name });
  if (song === undefined) throw new Error("no song was made");
  return { ...song, path };
}

function ask(
  t: TestPlayback,
  path: string,
  init: { method?: string; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  return t.playback.mediaHandler(new Request(`segue-media://media${path}`, init));
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** Random ranges of every form, with what they mean. */
function ranges(sizeBytes: number) {
  const at = fc.nat(sizeBytes - 1);
  return fc.oneof(
    fc.tuple(at, at).map(([a, b]) => {
      const [first, last] = [Math.min(a, b), Math.max(a, b)];
      return { header: `bytes=${first}-${last}`, start: first, end: last + 1 };
    }),
    at.map((start) => ({ header: `bytes=${start}-`, start, end: sizeBytes })),
    fc
      .integer({ min: 1, max: sizeBytes })
      .map((count) => ({ header: `bytes=-${count}`, start: sizeBytes - count, end: sizeBytes })),
  );
}

async function expectRangesOf(t: TestPlayback, url: string, whole: Buffer): Promise<void> {
  await fc.assert(
    fc.asyncProperty(ranges(whole.length), async ({ header, start, end }) => {
      const response = await ask(t, url, { headers: { Range: header } });
      expect(response.status).toBe(206);
      expect(response.headers.get(headers.bytes)).toBe(`bytes ${start}-${end - 1}/${whole.length}`);
      expect(response.headers.get("Content-Length")).toBe(String(end - start));
      expect((await bytesOf(response)).equals(whole.subarray(start, end))).toBe(true);
    }),
    { numRuns: 200 },
  );
}

test.each([
  ["cbr.mp3", "mp3", "mp3", "audio/mpeg"],
  ["tone.flac", "flac", "flac", "audio/flac"],
  ["tone.ogg", "ogg", "vorbis", "audio/ogg"],
  ["tone.opus", "ogg", "opus", "audio/ogg"],
  ["tone.m4a", "mp4", "aac", "audio/mp4"],
  ["tone.wav", "wav", "pcm", "audio/wav"],
])("%s is served as it is, with its type", async (name, container, codec, type) => {
  await using t = new TestPlayback();
  const song = addFile(t, name, container, codec);
  const whole = readFileSync(song.path);
  const response = await ask(t, `/audio/${song.uuid}`);
  expect(response.status).toBe(200);
  expect(response.headers.get(headers.type)).toBe(type);
  expect(response.headers.get("Content-Length")).toBe(String(whole.length));
  expect(response.headers.get("Accept-Ranges")).toBe("bytes");
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
  expect((await bytesOf(response)).equals(whole)).toBe(true);
  const head = await ask(t, `/audio/${song.uuid}`, { method: "HEAD" });
  expect([head.status, head.headers.get("Content-Length"), head.body]).toEqual([
    200,
    String(whole.length),
    null,
  ]);
});

/** Would catch: any byte of any range that is not the file's; a large file crosses many chunks. */
test("200 random ranges of a file equal its bytes", async () => {
  await using t = new TestPlayback();
  const path = join(t.folder, "large.mp3");
  const whole = Buffer.alloc(1_500_007);
  for (let index = 0; index < whole.length; index += 1) whole[index] = (index * 7919) >> 5;
  writeFileSync(path, whole);
  const [song] = t.addSongs(1, { path });
  await expectRangesOf(t, `/audio/${song?.uuid}`, whole);
});

/** Would catch: ranges of a WAV that is still being made that differ from the finished one. */
test("200 random ranges of a transcoded song equal the finished WAV", async () => {
  await using t = new TestPlayback();
  const song = addFile(t, "tone.aiff", "aiff", "pcm");
  const url = `/audio/${song.uuid}`;
  const tail = await ask(t, url, { headers: { Range: "bytes=-100" } });
  const end = await bytesOf(tail);
  const first = await ask(t, url);
  expect(first.headers.get(headers.type)).toBe("audio/wav");
  const whole = await bytesOf(first);
  expect(first.headers.get("Content-Length")).toBe(String(whole.length));
  expect(whole.toString("latin1", 0, 4)).toBe("RIFF");
  expect(whole.readUInt32LE(4)).toBe(whole.length - 8);
  expect(whole.subarray(-100).equals(end)).toBe(true);
  await expectRangesOf(t, url, whole);
});

test.each([
  ["tone.alac.m4a", "mp4", "alac", 132300],
  ["tone.wma", "asf", "wma", 264192],
  ["tone.wv", "wavpack", "wavpack", 132300],
])("%s comes as a WAV of exactly the promised length", async (name, container, codec, frames) => {
  await using t = new TestPlayback();
  const song = addFile(t, name, container, codec);
  const response = await ask(t, `/audio/${song.uuid}`);
  expect(response.headers.get(headers.type)).toBe("audio/wav");
  const whole = await bytesOf(response);
  expect(String(whole.length)).toBe(response.headers.get("Content-Length"));
  // WMA tells its length to the packet.
  const slackFrames = codec === "wma" ? 0.7 * 44_100 : 0;
  expect(Math.abs(whole.length - 44 - frames * 4)).toBeLessThanOrEqual(slackFrames * 4);
});

/** Would catch: a player that goes on with bytes of another version of the file. */
test("validators: 304 for the same bytes, If-Range only for them, 416 outside", async () => {
  await using t = new TestPlayback();
  const song = addFile(t, "cbr.mp3", "mp3", "mp3");
  const url = `/audio/${song.uuid}`;
  const sizeBytes = statSync(song.path).size;
  const first = await ask(t, url, { method: "HEAD" });
  const etag = first.headers.get("ETag") ?? "";
  const modified = first.headers.get("Last-Modified") ?? "";
  expect(etag).toMatch(/^"[^"]+"$/);
  const status = async (init: Record<string, string>) =>
    (await ask(t, url, { headers: init })).status;
  expect(await status({ "If-None-Match": etag })).toBe(304);
  expect(await status({ "If-None-Match": `"x", W/${etag}` })).toBe(304);
  expect(await status({ "If-None-Match": '"x"', "If-Modified-Since": modified })).toBe(200);
  expect(await status({ "If-Modified-Since": modified })).toBe(304);
  const Range = "bytes=0-9";
  expect(await status({ Range, "If-Range": etag })).toBe(206);
  expect(await status({ Range, "If-Range": modified })).toBe(206);
  expect(await status({ Range, "If-Range": '"x"' })).toBe(200);
  expect(await status({ Range, "If-Range": `W/${etag}` })).toBe(200);
  const outside = await ask(t, url, { headers: { Range: `bytes=${sizeBytes}-` } });
  expect([outside.status, outside.headers.get(headers.bytes)]).toEqual([
    416,
    `bytes */${sizeBytes}`,
  ]);
  utimesSync(song.path, 1, 1);
  expect(await status({ "If-None-Match": etag })).toBe(200);
  expect(await status({ Range, "If-Range": etag })).toBe(200);
});

/** Would catch: the bytes of a new file sent under the length of the old one. */
test("a file that changes before it is read is an error, not other bytes", async () => {
  await using t = new TestPlayback();
  const song = addFile(t, "cbr.mp3", "mp3", "mp3");
  const response = await ask(t, `/audio/${song.uuid}`);
  writeFileSync(song.path, "something shorter");
  await expect(response.arrayBuffer()).rejects.toThrow(/changed/);
});

/** Would catch: files left open when a browser seeks (each seek leaves a stream half read). */
test("a reader that leaves closes the file", async () => {
  await using t = new TestPlayback();
  const song = addFile(t, "tone.wav", "wav", "pcm");
  for (let round = 0; round < 50; round += 1) {
    const response = await ask(t, `/audio/${song.uuid}`);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
  }
  const links = process.platform === "linux" ? openPaths() : [];
  expect(links.filter((path) => path === song.path)).toEqual([]);
});

/** Would catch: a dead song that goes on looking playable. */
test("a file that is gone is refused with a sentence and marked missing; a folder away, unavailable", async () => {
  await using t = new TestPlayback();
  const song = addFile(t, "cbr.mp3", "mp3", "mp3");
  const away = join(t.folder, "drive");
  mkdirSync(away);
  const other = addFile(t, "tone.ogg", "ogg", "vorbis");
  t.database.write((tx) => {
    const { lastInsertRowid } = tx.run(
      "INSERT INTO library_folders (uuid, path) VALUES ('f', ?)",
      away,
    );
    tx.run("UPDATE songs SET folder_id = ? WHERE id = ?", lastInsertRowid, other.id);
  });
  rmSync(song.path);
  rmSync(other.path);
  rmSync(away, { recursive: true });
  const response = await ask(t, `/audio/${song.uuid}`);
  expect(response.status).toBe(404);
  expect(await response.text()).toMatch(/^The file of “cbr.mp3” is not where it was\..+\.$/);
  await ask(t, `/audio/${other.uuid}`);
  expect(
    t.database.read.pluck(
      "SELECT availability FROM songs WHERE id IN (?, ?) ORDER BY id",
      song.id,
      other.id,
    ),
  ).toEqual(["missing", "unavailable"]);
  const told = t.events.filter((event) => event.name === "library.changed");
  expect(told.map((event) => event.payload)).toMatchObject([
    { songUuids: [song.uuid] },
    { songUuids: [other.uuid] },
  ]);
});

/** Would catch: a way from an id to a path, or an answer to something that is no request for media. */
test.each([
  ["GET", "/audio/00000000-0000-4000-8000-000000000000", 404],
  ["GET", "/audio/..%2f..%2fetc%2fpasswd", 404],
  ["GET", "/audio/../../../etc/passwd", 404],
  ["GET", "/audio//etc/passwd", 404],
  ["GET", "/covers/..%2f..%2fsecret?size=96", 404],
  ["GET", "/covers/%00?size=96", 404],
  ["GET", "/covers/unknown?size=96", 404],
  ["GET", "/covers/unknown?size=99999", 400],
  ["GET", "/covers/unknown?size=abc", 400],
  ["GET", "/peaks/nonsense", 404],
  ["GET", "/", 404],
  ["GET", "/audio", 404],
  ["POST", "/audio/00000000-0000-4000-8000-000000000000", 405],
  ["DELETE", "/covers/unknown", 405],
])("%s %s is refused with %d and a sentence", async (method, path, status) => {
  await using t = new TestPlayback();
  const response = await ask(t, path, { method });
  expect(response.status).toBe(status);
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(await response.text()).toMatch(/^[A-Z].+\.$/);
});

test("covers come from their key and size, to be kept for good", async () => {
  const bytes = new Uint8Array([1, 2, 3, 4]);
  const asked: unknown[] = [];
  await using t = new TestPlayback({
    covers: {
      get: (key, size) => {
        asked.push([key, size]);
        return Promise.resolve(key === "abc" ? { bytes, contentType: "image/webp" } : null);
      },
    },
  });
  const response = await ask(t, "/covers/abc?size=96");
  expect(response.headers.get(headers.type)).toBe("image/webp");
  expect(response.headers.get("Cache-Control")).toMatch(/immutable/);
  expect([...(await bytesOf(response))]).toEqual([1, 2, 3, 4]);
  const etag = response.headers.get("ETag") ?? "";
  const again = await ask(t, "/covers/abc", { headers: { "If-None-Match": etag } });
  expect(again.status).toBe(200);
  const same = await ask(t, "/covers/abc?size=96", { headers: { "If-None-Match": etag } });
  expect(same.status).toBe(304);
  expect(asked).toEqual([
    ["abc", 96],
    ["abc", 320],
    ["abc", 96],
  ]);
});

test("peaks are the song's outline; a file that cannot be decoded has none", async () => {
  await using t = new TestPlayback();
  const song = addFile(t, "tone.flac", "flac", "flac");
  const broken = addFile(t, "garbage.flac", "flac", "flac");
  const response = await ask(t, `/peaks/${song.uuid}`);
  expect(response.headers.get(headers.type)).toBe("application/octet-stream");
  const outline = decodePeaks(await bytesOf(response));
  expect(outline?.high.length).toBeGreaterThan(100);
  expect(Math.max(...(outline?.high ?? []))).toBeGreaterThan(0);
  const etag = response.headers.get("ETag") ?? "";
  const same = await ask(t, `/peaks/${song.uuid}`, { headers: { "If-None-Match": etag } });
  expect(same.status).toBe(304);
  const none = await ask(t, `/peaks/${broken.uuid}`);
  expect(none.status).toBe(404);
  t.database.write((tx) => {
    tx.run("UPDATE songs SET container = 'aiff', codec = 'pcm' WHERE id = ?", broken.id);
  });
  const sound = await ask(t, `/audio/${broken.uuid}`);
  expect(sound.status).toBe(415);
});

function openPaths(): string[] {
  return readdirSync("/proc/self/fd").flatMap((descriptor) => {
    try {
      return [readlinkSync(join("/proc/self/fd", descriptor))];
    } catch {
      // The descriptor that listed the folder.
      return [];
    }
  });
}
