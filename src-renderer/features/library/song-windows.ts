import type { ListRow } from "./list-row.ts";

/** Rows of one request to `songs.getWindow`. */
export const windowSize = 100;
const maxWindows = 40;
const maxInFlight = 3;

/** A song, null where it left the library after the snapshot was made, undefined while it is not loaded. */
export type LoadedRow = ListRow | null | undefined;

interface SongWindowsOptions {
  readonly total: number;
  readonly fetch: (offset: number, limit: number) => Promise<readonly (ListRow | null)[]>;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * The rows of one snapshot, by window: fetched when in sight (and one window ahead), the longest unused dropped first. A
 * fling over 100,000 rows asks only for where it stops: what is no longer wanted is never asked for.
 */
export class SongWindows {
  readonly #options: SongWindowsOptions;
  /** Least recently used first. */
  readonly #windows = new Map<number, readonly (ListRow | null)[]>();
  readonly #inFlight = new Set<number>();
  #wanted: readonly number[] = [];

  constructor(options: SongWindowsOptions) {
    this.#options = options;
  }

  rowAt(index: number): LoadedRow {
    return this.#windows.get(Math.floor(index / windowSize))?.[index % windowSize];
  }

  /** Says which rows are in sight, `[from, to)`; the windows they need are fetched, then the next one in `direction`. */
  want(from: number, to: number, direction: 1 | -1): void {
    const numbers = this.#windowNumbers(from, to);
    for (const number of numbers) this.#touch(number);
    const ahead = direction === 1 ? (numbers.at(-1) ?? 0) + 1 : (numbers[0] ?? 0) - 1;
    const isAheadThere = ahead >= 0 && ahead * windowSize < this.#options.total;
    this.#wanted = isAheadThere ? [...numbers, ahead] : numbers;
    this.#pump();
  }

  /** Fetches the windows of `[from, to)` and answers when all are there: for showing a new snapshot without a flicker. */
  async load(from: number, to: number): Promise<void> {
    await Promise.all(this.#windowNumbers(from, to).map((number) => this.#fetch(number)));
  }

  /** Changes loaded rows in place of asking again, for what the person just did. */
  patch(change: (row: ListRow, index: number) => ListRow): void {
    for (const [number, rows] of this.#windows)
      this.#windows.set(
        number,
        rows.map((row, at) => (row === null ? null : change(row, number * windowSize + at))),
      );
    this.#options.onChange();
  }

  #windowNumbers(from: number, to: number): number[] {
    const end = Math.min(to, this.#options.total);
    const numbers: number[] = [];
    for (
      let number = Math.floor(Math.max(0, from) / windowSize);
      number * windowSize < end;
      number++
    )
      numbers.push(number);
    return numbers;
  }

  #touch(number: number): void {
    const rows = this.#windows.get(number);
    if (rows === undefined) return;
    this.#windows.delete(number);
    this.#windows.set(number, rows);
  }

  #pump(): void {
    for (const number of this.#wanted) {
      if (this.#inFlight.size >= maxInFlight) return;
      if (this.#windows.has(number) || this.#inFlight.has(number)) continue;
      this.#fetch(number).then(
        () => this.#pump(),
        (error: unknown) => {
          // Asked again when the rows are next in sight, not in a loop.
          this.#wanted = this.#wanted.filter((other) => other !== number);
          this.#options.onError(error);
        },
      );
    }
  }

  async #fetch(number: number): Promise<void> {
    this.#inFlight.add(number);
    try {
      this.#store(number, await this.#options.fetch(number * windowSize, windowSize));
    } finally {
      this.#inFlight.delete(number);
    }
  }

  #store(number: number, rows: readonly (ListRow | null)[]): void {
    this.#windows.delete(number);
    this.#windows.set(number, rows);
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= maxWindows) break;
      this.#windows.delete(oldest);
    }
    this.#options.onChange();
  }
}
