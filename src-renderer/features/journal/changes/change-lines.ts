import type { JournalDetail, JournalEntry } from "#shared/contract/index.ts";

/** What an opened entry shows below itself. */
export type Details =
  | { readonly state: "loading" }
  | { readonly state: "failed" }
  | {
      readonly state: "known";
      readonly details: readonly JournalDetail[];
      readonly total: number;
    };

/** One line of the list; every kind has one height. */
export type ChangeLine =
  | { readonly kind: "day"; readonly day: string; readonly count: number }
  | { readonly kind: "entry"; readonly entry: JournalEntry; readonly isOpen: boolean }
  | {
      readonly kind: "detail";
      readonly entryUuid: string;
      readonly index: number;
      readonly detail: JournalDetail;
    }
  | {
      readonly kind: "note";
      readonly entryUuid: string;
      readonly note: "loading" | "failed" | "none" | "more";
      /** Of `more`: how many. */
      readonly count: number;
    };

/** Entries, newest first, below the days they were made on, with what the opened ones changed. */
export function changeLines(
  entries: readonly JournalEntry[],
  opened: ReadonlyMap<string, Details>,
  dayOf: (timeMs: number) => string,
): readonly ChangeLine[] {
  const lines: ChangeLine[] = [];
  const counts = new Map<string, number>();
  for (const { createdAt } of entries) {
    const day = dayOf(createdAt);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  let shownDay: string | null = null;
  for (const entry of entries) {
    const day = dayOf(entry.createdAt);
    if (day !== shownDay) lines.push({ kind: "day", day, count: counts.get(day) ?? 0 });
    shownDay = day;
    const details = opened.get(entry.uuid);
    lines.push({ kind: "entry", entry, isOpen: details !== undefined });
    if (details !== undefined) lines.push(...detailLines(entry.uuid, details));
  }
  return lines;
}

function detailLines(entryUuid: string, details: Details): readonly ChangeLine[] {
  if (details.state !== "known")
    return [{ kind: "note", entryUuid, note: details.state, count: 0 }];
  if (details.details.length === 0) return [{ kind: "note", entryUuid, note: "none", count: 0 }];
  const left = details.total - details.details.length;
  return [
    ...details.details.map((detail, index): ChangeLine => ({
      kind: "detail",
      entryUuid,
      index,
      detail,
    })),
    ...(left > 0 ? [{ kind: "note", entryUuid, note: "more", count: left } as const] : []),
  ];
}

/** `2026-11-21`, where the reader is. */
export function localDayOf(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whether the reader can take this very change back. */
export function canUndo(entry: JournalEntry): boolean {
  return entry.isOwn && entry.isUndoable && entry.state === "done";
}

/** How many of the reader's changes are newer than one and can be taken back. `entries`: newest first, from the newest on. */
export function countNewer(entries: readonly JournalEntry[], uuid: string): number {
  const at = entries.findIndex((entry) => entry.uuid === uuid);
  return entries.slice(0, at < 0 ? entries.length : at).filter(canUndo).length;
}
