/** An entry of a playlist as far as versions care. */
export interface VersionEntry {
  readonly id: number;
  readonly orderKey: string;
  readonly songId: number | null;
  readonly notes: string | null;
  readonly rating: number | null;
}

/** One journaled step of a playlist's entries; the JSON of whole rows already taken apart. */
export interface EntryStep {
  readonly journalId: number;
  readonly rowId: number;
  readonly operation: "insert" | "update" | "delete";
  /** Of an update. */
  readonly column: string | null;
  /** The value before; of a deleted row the whole entry. */
  readonly before: string | number | null;
  readonly deleted: VersionEntry | null;
}

/**
 * Takes steps back, one after the other. The journal is the only store of versions: what a playlist was is what it is,
 * without what happened since.
 *
 * @param entries as they are; changed in place
 * @param steps newest first
 */
export function takeBack(entries: Map<number, VersionEntry>, steps: Iterable<EntryStep>): void {
  for (const step of steps) {
    switch (step.operation) {
      case "insert":
        entries.delete(step.rowId);
        break;
      case "delete":
        if (step.deleted !== null) entries.set(step.rowId, step.deleted);
        break;
      case "update": {
        const entry = entries.get(step.rowId);
        if (entry === undefined) break;
        entries.set(step.rowId, { ...entry, ...valueBefore(step) });
        break;
      }
    }
  }
}

function valueBefore({ column, before }: EntryStep): Partial<VersionEntry> {
  switch (column) {
    case "order_key":
      return { orderKey: String(before) };
    case "song_id":
      return { songId: before === null ? null : Number(before) };
    case "notes":
      return { notes: before === null ? null : String(before) };
    case "rating":
      return { rating: before === null ? null : Number(before) };
    default:
      return {};
  }
}

/** Entries of a former state that hold another song, other notes or another rating now, or are gone. */
export function changedSince(
  former: ReadonlyMap<number, VersionEntry>,
  current: ReadonlyMap<number, VersionEntry>,
): VersionEntry[] {
  return [...former.values()].filter((entry) => {
    const now = current.get(entry.id);
    return now?.songId !== entry.songId || now.notes !== entry.notes || now.rating !== entry.rating;
  });
}

/** Ids in the order of their keys. */
export function idsInOrder(entries: ReadonlyMap<number, VersionEntry>): number[] {
  return [...entries.values()]
    .toSorted((left, right) => (left.orderKey < right.orderKey ? -1 : 1))
    .map(({ id }) => id);
}

/**
 * What stands elsewhere, beside what came and went: the fewest that would have to be moved to get from one order to the
 * other.
 */
export function movedCount(from: readonly number[], to: readonly number[]): number {
  const places = new Map(to.map((id, index) => [id, index]));
  const kept = from.flatMap((id) => places.get(id) ?? []);
  // Length of the longest ascending run, not necessarily of neighbours: the last places of the best runs by length.
  const tails: number[] = [];
  for (const place of kept) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((tails[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    tails[low] = place;
  }
  return kept.length - tails.length;
}
