import type { JournalFilter } from "#shared/contract/index.ts";

/** The beginnings of the kinds that belong together for a person. */
export const kindGroups = {
  all: [],
  songs: ["songs."],
  playlists: ["playlists.", "filters."],
  queue: ["playback."],
  library: ["library.", "exchange."],
  profiles: ["users.", "auth.", "app."],
  undo: ["journal."],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type KindGroup = keyof typeof kindGroups;

export const times = ["any", "today", "week", "month"] as const;
export type Time = (typeof times)[number];
const daysBack: Readonly<Record<Exclude<Time, "any">, number>> = { today: 0, week: 6, month: 29 };

/** What the page's controls stand at. */
export interface ChangeFilter {
  /** Null: everybody whose changes one may see. */
  readonly actorUuid: string | null;
  readonly kind: KindGroup;
  readonly time: Time;
  readonly text: string;
}

export const noFilter: ChangeFilter = { actorUuid: null, kind: "all", time: "any", text: "" };

export function isFiltered(filter: ChangeFilter): boolean {
  return (
    filter.actorUuid !== null ||
    filter.kind !== "all" ||
    filter.time !== "any" ||
    filter.text.trim() !== ""
  );
}

/** As the journal is asked. Days begin at midnight where the reader is. */
export function journalFilter(filter: ChangeFilter, nowMs: number): JournalFilter {
  const kinds = kindGroups[filter.kind];
  const text = filter.text.trim();
  return {
    ...(filter.actorUuid !== null && { actorUuid: filter.actorUuid }),
    ...(kinds.length > 0 && { kinds: [...kinds] }),
    ...(filter.time !== "any" && { from: startOfDay(nowMs, daysBack[filter.time]) }),
    ...(text !== "" && { text }),
  };
}

function startOfDay(nowMs: number, days: number): number {
  const day = new Date(nowMs);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - days);
  return day.getTime();
}
