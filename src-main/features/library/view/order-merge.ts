import type { SortOrder } from "#shared/contract/songs.contract.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import { sortSources, wholeNumber } from "./sort-keys.ts";

type SortValue = Buffer | number | null;
type SortValues = ReadonlyMap<string, SortValue>;

/** Everything of a song that an order may compare, texts as the bytes that SQLite compares. */
const comparedColumns = [
  ...Object.values(sortSources).flatMap((source) => {
    if (source.kind === "user") return [];
    return source.kind === "number"
      ? [{ name: source.column, sql: wholeNumber(source.column, source.scale) }]
      : [{ name: source.column, sql: `CAST(nullif(${source.column}, '') AS BLOB)` }];
  }),
  { name: "disc_no", sql: "disc_no" },
];
const valuesSql = `SELECT ${comparedColumns.map(({ sql }) => sql).join(", ")} FROM songs WHERE id = ?`;

/**
 * Puts changed songs into their places of an order by halving: some twenty looks a song, whatever the library's size.
 * The other songs keep their order among themselves.
 *
 * @param order as it was; `changed` songs in it are taken out first
 */
export function mergeChanged(
  order: Uint32Array,
  changed: readonly number[],
  compare: (left: number, right: number) => number,
): Uint32Array<ArrayBuffer> {
  const isChanged = new Set(changed);
  const rest = order.filter((id) => !isChanged.has(id));
  const sorted = changed.toSorted(compare);
  const merged = new Uint32Array(rest.length + sorted.length);
  let taken = 0;
  let at = 0;
  for (const id of sorted) {
    const place = firstAfter(rest, taken, (other) => compare(other, id) > 0);
    merged.set(rest.subarray(taken, place), at);
    at += place - taken;
    merged[at] = id;
    at += 1;
    taken = place;
  }
  merged.set(rest.subarray(taken), at);
  return merged;
}

function firstAfter(ids: Uint32Array, from: number, isAfter: (id: number) => boolean): number {
  let low = from;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAfter(ids[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Compares songs as the columns and the base order would, by asking for their values; each song is asked for once. */
export class SongComparer {
  readonly #connection: ReadConnection;
  readonly #known = new Map<number, SortValues>();

  constructor(connection: ReadConnection) {
    this.#connection = connection;
  }

  /** @param sort keys of songs only: what is a user's own is never merged */
  by(sort: readonly SortOrder[]): (left: number, right: number) => number {
    return (left, right) => {
      const a = this.#valuesOf(left);
      const b = this.#valuesOf(right);
      for (const { key, descending } of sort) {
        const difference = compareEmptyLast(a, b, sortSources[key].column, descending);
        if (difference !== 0) return difference;
      }
      return (
        compareEmptyLast(a, b, "sort_artist", false) ||
        compareEmptyFirst(a, b, "sort_album") ||
        compareEmptyFirst(a, b, "disc_no") ||
        compareEmptyFirst(a, b, "track_no") ||
        left - right
      );
    };
  }

  #valuesOf(id: number): SortValues {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const row = this.#connection.rows<readonly SortValue[]>(valuesSql, id)[0] ?? [];
    const values = new Map(comparedColumns.map(({ name }, index) => [name, row[index] ?? null]));
    this.#known.set(id, values);
    return values;
  }
}

function compareEmptyLast(
  a: SortValues,
  b: SortValues,
  column: string,
  descending: boolean,
): number {
  const left = a.get(column) ?? null;
  const right = b.get(column) ?? null;
  if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
  return descending ? compareValues(right, left) : compareValues(left, right);
}

/** As an index has it: no value comes first. */
function compareEmptyFirst(a: SortValues, b: SortValues, column: string): number {
  const left = a.get(column) ?? null;
  const right = b.get(column) ?? null;
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1);
  return compareValues(left, right);
}

function compareValues(left: Buffer | number, right: Buffer | number): number {
  if (typeof left === "number" || typeof right === "number") return Number(left) - Number(right);
  return Buffer.compare(left, right);
}
