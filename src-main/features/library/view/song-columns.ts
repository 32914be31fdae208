import type { ReadConnection } from "#core/db/read-connection.ts";
import { lineStarts, numbersOf, parseNumbers, sameBytes } from "./packed-column.ts";
import { type ColumnKey, columnSources, columnSql, type SortSource } from "./sort-keys.ts";

/** Rows a slice reads at a time, about 15 ms: a newer request waits no longer than that. */
export const sliceRows = 60_000;

/** A column by song id, loaded in slices: each `next()` reads one. */
export type ColumnLoader = Generator<void, Float64Array>;

type PackedPair = readonly [ids: Buffer | null, values: Buffer | null];

/**
 * Loads the values of a sort key as whole numbers by song id: numbers as they are (scaled), texts as their rank. NaN:
 * no value.
 *
 * @param ids every song's id, ascending, as of the connection's snapshot
 */
export function* loadColumn(
  connection: ReadConnection,
  key: ColumnKey,
  ids: Uint32Array,
  capacity: number,
  userId: number,
): ColumnLoader {
  const source = columnSources[key];
  const column = new Float64Array(capacity).fill(Number.NaN);
  switch (source.kind) {
    case "indexedText":
      yield* loadIndexedText(connection, source.column, column);
      return column;
    case "smallText":
      yield* loadSmallText(connection, source.column, ids, column);
      return column;
    case "number":
      yield* loadNumbers(connection, source, ids, column);
      return column;
    case "user":
      loadOfUser(connection, source, userId, column);
      return column;
  }
}

/**
 * The index delivers texts in order: the rank counts up wherever a text differs from the one before. A slice ends
 * amid the songs of its last text; the rest of them are asked for by name, so that the next slice starts after it.
 */
function* loadIndexedText(
  connection: ReadConnection,
  name: string,
  column: Float64Array,
): Generator<void, void> {
  let after = "";
  let rank = 0;
  for (;;) {
    const slice = textSlice(connection, name, after);
    if (slice === null) return;
    rank = rankLines(slice, rank, column);
    const lastId = slice.ids.at(-1) ?? 0;
    after = connection.value<string>(columnSql.textOf(name), lastId) ?? "";
    const rest = connection.value<Buffer | null>(columnSql.idsOfText(name), after);
    if (rest !== undefined && rest !== null) {
      for (const id of numbersOf(rest)) column[id] = rank;
    }
    yield;
  }
}

interface TextSlice {
  readonly ids: Uint32Array;
  readonly text: Buffer;
  readonly starts: Uint32Array;
}

/** @returns the rank of the last line */
function rankLines(
  { ids, text, starts }: TextSlice,
  rankBefore: number,
  column: Float64Array,
): number {
  let rank = rankBefore;
  for (let line = 0; line < ids.length; line += 1) {
    const start = starts[line] ?? 0;
    const end = (starts[line + 1] ?? 0) - 1;
    if (line === 0 || !sameBytes(text, starts[line - 1] ?? 0, start - 1, start, end)) rank += 1;
    column[ids[line] ?? 0] = rank;
  }
  return rank;
}

function textSlice(connection: ReadConnection, name: string, after: string): TextSlice | null {
  for (const sql of [columnSql.text(name), columnSql.textWithoutLineFeeds(name)]) {
    const [packedIds, packedText] = connection.rows<PackedPair>(sql, after, sliceRows)[0] ?? [];
    if (packedIds === undefined || packedIds === null) return null;
    const ids = numbersOf(packedIds);
    const text = packedText ?? Buffer.alloc(0);
    const starts = lineStarts(text.toString("latin1"), ids.length);
    if (starts !== null) return { ids, text, starts };
  }
  throw new Error(`The lines of ${name} cannot be told apart`);
}

function* loadNumbers(
  connection: ReadConnection,
  source: Extract<SortSource, { kind: "number" }>,
  ids: Uint32Array,
  column: Float64Array,
): Generator<void, void> {
  const sql = columnSql.number(source.column, source.scale, source.isWide);
  const values = new Float64Array(sliceRows);
  for (let from = 0; from < ids.length; from += sliceRows) {
    const slice = ids.subarray(from, from + sliceRows);
    const packed = connection.value<Buffer>(sql, (slice[0] ?? 0) - 1, slice.at(-1) ?? 0);
    const count = packed === undefined ? 0 : parseNumbers(packed, values, 0);
    if (count !== slice.length)
      throw new Error(`Column ${source.column} has ${count} values for ${slice.length} songs`);
    for (let index = 0; index < count; index += 1) column[slice[index] ?? 0] = values[index] ?? NaN;
    yield;
  }
}

function* loadSmallText(
  connection: ReadConnection,
  name: string,
  ids: Uint32Array,
  column: Float64Array,
): Generator<void, void> {
  /** Numbers in order of appearance; ranks follow when all texts are known. */
  const numbers = new Map<string, number>();
  for (let from = 0; from < ids.length; from += sliceRows) {
    const slice = ids.subarray(from, from + sliceRows);
    const { text, starts } = smallTextSlice(connection, name, slice);
    for (let line = 0; line < slice.length; line += 1) {
      const own = text.slice(starts[line], (starts[line + 1] ?? 0) - 1);
      if (own === "") continue;
      let number = numbers.get(own);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(own, number);
      }
      column[slice[line] ?? 0] = number;
    }
    yield;
  }
  const ranks = new Float64Array(numbers.size);
  for (const [rank, text] of [...numbers.keys()].toSorted().entries())
    ranks[numbers.get(text) ?? 0] = rank;
  for (const id of ids) {
    const number = column[id] ?? NaN;
    if (!Number.isNaN(number)) column[id] = ranks[number] ?? NaN;
  }
}

function smallTextSlice(
  connection: ReadConnection,
  name: string,
  slice: Uint32Array,
): { text: string; starts: Uint32Array } {
  const range = [(slice[0] ?? 0) - 1, slice.at(-1) ?? 0] as const;
  for (const sql of [columnSql.smallText(name), columnSql.smallTextWithoutLineFeeds(name)]) {
    const text = connection.value<Buffer>(sql, ...range)?.toString("latin1") ?? "";
    const starts = lineStarts(text, slice.length);
    if (starts !== null) return { text, starts };
  }
  throw new Error(`The lines of ${name} cannot be told apart`);
}

function loadOfUser(
  connection: ReadConnection,
  source: Extract<SortSource, { kind: "user" }>,
  userId: number,
  column: Float64Array,
): void {
  if (source.absent !== null) column.fill(source.absent);
  const [packedIds, packedValues] =
    connection.rows<PackedPair>(columnSql.user(source), userId)[0] ?? [];
  if (
    packedIds === undefined ||
    packedIds === null ||
    packedValues === undefined ||
    packedValues === null
  )
    return;
  const ids = numbersOf(packedIds);
  const values = new Float64Array(ids.length);
  parseNumbers(packedValues, values, 0);
  for (let index = 0; index < ids.length; index += 1) {
    const id = ids[index] ?? 0;
    if (id < column.length) column[id] = values[index] ?? NaN;
  }
}
