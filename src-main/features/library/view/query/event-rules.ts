import type { EventFilter, EventsNode } from "#shared/domain/query/query-ast.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import { numbersOf, parseNumbers } from "../packed-column.ts";
import {
  dateStretches,
  hourStretches,
  isOfAge,
  numberStretches,
  type Stretches,
} from "./intervals.ts";

/** Songs whose events a slice counts: about 20 ms with ten events each. */
const sliceSongs = 20_000;

/** The whitelist: what of an event each filter looks at, all of it in the index. */
const expressions = {
  playedAt: "played_at",
  /** As the listener's clock showed it. */
  localTime: "(played_at + utc_offset_min * 60000)",
  heardMs: "CAST(round(duration_played_sec * 1000) AS INTEGER)",
  hour: "((played_at + utc_offset_min * 60000) / 3600000 % 24)",
} as const;

interface Condition {
  readonly expression: keyof typeof expressions;
  readonly stretches: Stretches;
}

/** Counts events per song out of the index alone. Parameters: profile, first and last song, the conditions', verdict. */
export function eventCountSql(conditions: readonly Condition[]): string {
  const filters = conditions.map(({ expression, stretches }) => {
    const sql = expressions[expression];
    const any = stretches.intervals.map(() => `${sql} >= ? AND ${sql} < ?`).join(" OR ");
    return ` AND ${stretches.isNegated ? "NOT " : ""}(${any})`;
  });
  return `SELECT CAST(group_concat(song_id) AS BLOB), CAST(group_concat(events) AS BLOB) FROM
    (SELECT song_id, count(*) AS events FROM play_history INDEXED BY play_history_rules
     WHERE user_id = ? AND song_id > ? AND song_id <= ?${filters.join("")} AND verdict = ? GROUP BY song_id)`;
}

export function conditionsOf(filters: readonly EventFilter[], nowMs: number): Condition[] {
  return filters.map((filter): Condition => {
    switch (filter.name) {
      case "when":
        return isOfAge(filter.test)
          ? { expression: "playedAt", stretches: dateStretches(filter.test, nowMs, "utc") }
          : { expression: "localTime", stretches: dateStretches(filter.test, nowMs, "utc") };
      case "heard":
        return {
          expression: "heardMs",
          stretches: numberStretches(filter.test, { scale: 1000, shown: "floor" }),
        };
      case "hour":
        return { expression: "hour", stretches: hourStretches(filter.test) };
    }
  });
}

type PackedPair = readonly [ids: Buffer | null, counts: Buffer | null];

/** How many of the profile's events each song has that pass the filters, by song id. Runs in slices. */
export function* countEvents(
  connection: ReadConnection,
  node: EventsNode,
  viewer: { readonly userId: number; readonly nowMs: number },
  capacity: number,
): Generator<void, Float64Array> {
  const conditions = conditionsOf(node.filters, viewer.nowMs);
  const sql = eventCountSql(conditions);
  const verdict = node.field === "plays" ? "played" : "skipped";
  const bounds = conditions.flatMap(({ stretches }) =>
    stretches.intervals.flatMap(({ from, to }) => [from, to]),
  );
  const events = new Float64Array(capacity);
  for (let from = 0; from < capacity; from += sliceSongs) {
    const [ids, counts] =
      connection.rows<PackedPair>(
        sql,
        viewer.userId,
        from,
        from + sliceSongs,
        ...bounds,
        verdict,
      )[0] ?? [];
    if (ids !== undefined && ids !== null && counts !== undefined && counts !== null) {
      const songs = numbersOf(ids);
      const values = new Float64Array(songs.length);
      parseNumbers(counts, values, 0);
      for (let index = 0; index < songs.length; index += 1) {
        events[songs[index] ?? 0] = values[index] ?? 0;
      }
    }
    yield;
  }
  return events;
}
