import type { ListRow } from "#renderer/features/library/list-row.ts";

/** Entries that were copied or cut, until others are. Cut ones stay where they are until they are pasted. */
export interface EntryClipboard {
  readonly songUuids: readonly string[];
  readonly cutFrom: {
    readonly playlistUuid: string;
    readonly entryUuids: readonly string[];
  } | null;
}

let held: EntryClipboard | null = null;

export function clipboardEntries(): EntryClipboard | null {
  return held;
}

/** Keeps entries for pasting, and their names as text for other programs. */
export function holdEntries(rows: readonly ListRow[], cutFromUuid: string | null): void {
  const entryUuids = rows.map(({ entry }) => entry?.entryUuid ?? null);
  held = {
    songUuids: rows.filter(({ entry }) => entry?.isMatched !== false).map(({ uuid }) => uuid),
    cutFrom:
      cutFromUuid === null
        ? null
        : { playlistUuid: cutFromUuid, entryUuids: entryUuids.filter((uuid) => uuid !== null) },
  };
  const text = rows.map(({ artist, title }) => (artist === null ? title : `${artist} - ${title}`));
  // Refused where the page is not in front: pasting within Segue works all the same.
  navigator.clipboard.writeText(text.join("\n")).catch(() => undefined);
}

export function forgetEntries(): void {
  held = null;
}
