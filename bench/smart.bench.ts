import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import type { Database } from "#core/db/database.ts";
import { withoutJournal } from "#core/journal/journal.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { openDatabase } from "#core/db/open-database.ts";
import { SongViews } from "#features/library/view/song-views.ts";
import { type Measurement, percentile, timeMs, warmUp } from "./harness.ts";
import { seededRandom } from "./library-names.ts";
import { benchDataFolder, makeLibrary, shapeVersion } from "./make-library.ts";

const songCount = 100_000;
const eventCount = 1_000_000;
const nowMs = Date.UTC(2026, 10, 21, 12);
const dayMs = 86_400_000;
const rounds = 40;

/** Six rules of different kinds; what varies is what a person would vary, so that nothing is remembered whole. */
function sixRules(round: number): string {
  const year = 1960 + round;
  return `genre:(rock,jazz,soul) year:${year}..${year + 30} rating>=${3 + (round % 3) / 2} length:2:00..6:00 -artist:"nina" (is:favorite OR plays>=${1 + (round % 4)})`;
}

const events = [
  ["at least 3 plays in a month", () => "plays[when:2026-05]>=3"],
  ["skipped twice within 30 s", (round: number) => `skips[when<${60 + round}d heard<30s]>=2`],
  ["played at night", (round: number) => `plays[hour:22..4]>=${2 + (round % 3)}`],
  ["not played for a year", () => "plays[when<1y]:0 plays>=1"],
] as const;

/** Smart playlists at 100,000 songs with 1,000,000 play events, ratings, favourites and tags. */
export async function bench(): Promise<Measurement[]> {
  const path = madeLibrary();
  warmUp(path);
  const views = new SongViews(path, silentLogger, () => nowMs);
  const hold = async (query: string, sort: SmartRules["sort"] = []): Promise<number> => {
    const rules: SmartRules = { query, sort, limit: { by: "count", value: 500 }, seed: 1 };
    const { matchCount } = await views.ask("rules", "bench", { userId: 1, rules, playlist: null });
    return matchCount;
  };
  try {
    await views.open({ viewKey: "start", userId: 1, query: "", sort: [] });
    const byRating: SmartRules["sort"] = [{ key: "rating", descending: true }];
    const first = await timeMs(() => hold(sixRules(0), byRating));
    const six = await samplesOf((round) => hold(sixRules(round), byRating));
    const typed = await samplesOf((round) =>
      views.open({
        viewKey: "typed",
        userId: 1,
        query: `river title:${"moonlight".slice(0, 1 + (round % 9))}`,
        sort: [],
      }),
    );
    const counted: Measurement[] = [];
    for (const [name, query] of events) {
      const samples = await samplesOf((round) => hold(query(round)), 10);
      counted.push(most(`${name}, 1M events, p95`, percentile(samples, 0.95), 250));
    }
    return [
      most("6 rules, 100k songs, p95", percentile(six, 0.95), 60),
      most("6 rules, 100k songs, p50", percentile(six, 0.5), 60),
      // Nothing is loaded yet: the folded genres and artists, seven columns and the order by rating.
      most("6 rules, 100k songs, the very first", first, 2000),
      most("words and a field while typing, p95", percentile(typed, 0.95), 30),
      ...counted,
    ];
  } finally {
    await views.close();
  }
}

async function samplesOf(work: (round: number) => unknown, count = rounds): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < count; round += 1) samples.push(await timeMs(() => work(round)));
  return samples;
}

function most(name: string, measured: number, target: number): Measurement {
  return { name, unit: "ms", measured, target, bound: "most" };
}

/** The synthetic library, listened to for three years; made once and kept. */
function madeLibrary(): string {
  const path = join(benchDataFolder(), `listened-${songCount}-v${shapeVersion}.db`);
  if (existsSync(path)) return path;
  const partial = `${path}.partial`;
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${partial}${suffix}`, { force: true });
  copyFileSync(makeLibrary(songCount), partial);
  const database = openDatabase(partial, { backupFolder: join(benchDataFolder(), "backups") });
  try {
    listen(database);
    database.sqlite.exec("ANALYZE");
    database.sqlite.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
  renameSync(partial, path);
  return path;
}

function listen(database: Database): void {
  const random = seededRandom(5);
  database.write((tx) => {
    withoutJournal(tx, () => {
      tx.run(
        `INSERT INTO song_control (user_id, song_id, rating, is_favorite, tags, updated_at)
         SELECT 1, id, CASE WHEN id % 3 = 0 THEN NULL ELSE 1 + id % 10 END, id % 11 = 0,
           CASE WHEN id % 20 = 0 THEN '["summer"]' ELSE '[]' END, 1 FROM songs`,
      );
      const session = tx.run(
        `INSERT INTO sessions (uuid, user_id, device, started_at, last_activity_at) VALUES (?, 1, 'bench', 1, 1)`,
        randomUUID(),
      ).lastInsertRowid;
      for (let event = 0; event < eventCount; event += 1) {
        // Some songs are played far more often than others.
        const songId = 1 + Math.floor(random() ** 2 * songCount);
        const heardSec = Math.round(random() * 240_000) / 1000;
        const verdict = heardSec < 40 ? "skipped" : heardSec < 100 ? "partial" : "played";
        tx.run(
          `INSERT INTO play_history (uuid, session_id, user_id, song_id, played_at, utc_offset_min, duration_played_sec,
             duration_sec, verdict, completed, skipped, title) VALUES (?, ?, 1, ?, ?, 60, ?, 240, ?, 0, 0, 'x')`,
          `bench-${event}`,
          session,
          songId,
          nowMs - Math.floor(random() * 3 * 365 * dayMs),
          heardSec,
          verdict,
        );
      }
    });
  });
}
