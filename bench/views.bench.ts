import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import type { SongSortKey } from "#shared/contract/songs.contract.ts";
import { Database } from "#core/db/database.ts";
import { appRoot } from "#core/files/app-root.ts";
import { noSession } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { Journal } from "#core/journal/journal.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { SongRepository } from "#features/library/songs/song.repository.ts";
import { SongsService } from "#features/library/songs/songs.service.ts";
import { SongViews } from "#features/library/view/song-views.ts";
import { type Measurement, percentile, timeMs, warmUp } from "./harness.ts";
import { seededRandom } from "./library-names.ts";
import { makeLibrary } from "./make-library.ts";

const sizes = [
  { songs: 100_000, label: "100k", startMs: 300, searchMs: 15, sortMs: 60 },
  { songs: 1_000_000, label: "1M", startMs: 1000, searchMs: 60, sortMs: 600 },
];

/** Typed letter by letter, deleted at once: words in and out of order, phrases, accents, CJK, things not there. */
const queries =
  `blue river|river blue|the silent|golden heart part|dancing|sørensen|cafe|björk|mañana|東京|夜 river|月亮|사랑|ночь|θαλασσα|
"of the broken"|part 12|remastered|live paper|nina simone|jazz|electronic moon|hip-hop|dnb|bossa nova|waits 17|coltrane|
zzz|empty garden|crystal|winter storm|neon road|secret window|édith|lucky|acoustic|heavy machine|foreign|1999|song of`
    .replaceAll("\n", "")
    .split("|");

const sortKeys: readonly SongSortKey[] = [
  "title",
  "artist",
  "album",
  "albumArtist",
  "genre",
  "year",
  "durationSec",
  "codec",
  "addedAt",
  "rating",
  "playCount",
  "filesizeBytes",
];

const startedSchema = z.object({ startMs: z.number(), rssBytes: z.number() });

/** Song lists at 100,000 and 1,000,000 songs: start, search, sort, window, memory. */
export async function bench(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const size of sizes) measurements.push(...(await measure(size)));
  return measurements;
}

async function measure(size: (typeof sizes)[number]): Promise<Measurement[]> {
  const path = makeLibrary(size.songs);
  warmUp(path);
  const starts = Array.from({ length: 5 }, () => started(path).startMs);
  const service = await openService(path);
  try {
    const windows = await service.windows();
    const sorts = await service.newSorts();
    const keystrokes = await service.keystrokes();
    return [
      most(`start to first window, ${size.label}`, "ms", percentile(starts, 0.5), size.startMs),
      most(
        `search keystroke p95, ${size.label}`,
        "ms",
        percentile(keystrokes, 0.95),
        size.searchMs,
      ),
      most(`search keystroke p50, ${size.label}`, "ms", percentile(keystrokes, 0.5), size.searchMs),
      most(`new sort, slowest key, ${size.label}`, "ms", Math.max(...sorts), size.sortMs),
      most(`new sort, median key, ${size.label}`, "ms", percentile(sorts, 0.5), size.sortMs),
      most(`window fetch p95, ${size.label}`, "ms", percentile(windows, 0.95), 3),
      ...(size.songs === 100_000
        ? [most("resident memory idle, 100k", "MB", started(path, "idle").rssBytes / 1e6, 200)]
        : []),
    ];
  } finally {
    await service.close();
  }
}

function started(path: string, ...more: string[]): z.output<typeof startedSchema> {
  const script = join(appRoot(), "bench", "first-window.ts");
  const answer = execFileSync(process.execPath, [script, path, ...more], { encoding: "utf8" });
  return startedSchema.parse(JSON.parse(answer));
}

function most(name: string, unit: string, measured: number, target: number): Measurement {
  return { name, unit, measured, target, bound: "most" };
}

async function openService(path: string) {
  const views = new SongViews(path, silentLogger);
  const database = new Database(path);
  const songs = new SongRepository(database.read);
  const events = new EventHub();
  const service = new SongsService({
    database,
    events,
    journal: new Journal({ database, events, now: Date.now }),
    now: Date.now,
    views,
    songs,
  });
  const actor = { userId: 1, userUuid: "", isAdmin: true, displayName: "Bench" };
  const caller = { actor, clientId: "bench", device: "bench", session: noSession };
  const open = (query: string, key?: SongSortKey, descending = false, viewName = "songs") =>
    service.openView(
      { viewName, query, sort: key === undefined ? [] : [{ key, descending }] },
      caller,
    );
  const { snapshotId, total } = await open("", undefined, false, "windows");
  // Let the worker load ahead, as it does before a person has moved a hand.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return {
    newSorts: async () => {
      const samples: number[] = [];
      for (const key of sortKeys) samples.push(await timeMs(() => open("", key, true)));
      return samples;
    },
    keystrokes: async () => {
      await open("", "title");
      const samples: number[] = [];
      for (const query of queries) {
        for (let length = 1; length <= query.length; length += 1) {
          samples.push(await timeMs(() => open(query.slice(0, length), "title")));
        }
      }
      return samples;
    },
    windows: async () => {
      const random = seededRandom(7);
      const samples: number[] = [];
      for (let round = 0; round < 500; round += 1) {
        const offset = Math.floor(random() * (total - 100));
        samples.push(
          await timeMs(() => service.getWindow({ snapshotId, offset, limit: 100 }, caller)),
        );
      }
      return samples;
    },
    close: async () => {
      await views.close();
      database.close();
    },
  };
}
