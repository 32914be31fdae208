import type { SortOrder } from "#shared/contract/songs.contract.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import { numbersOf } from "./packed-column.ts";
import { mergeChanged, SongComparer } from "./order-merge.ts";
import { sortByColumn } from "./radix-sort.ts";
import { RecentlyUsed } from "./recently-used.ts";
import { type ColumnLoader, loadColumn, sliceRows } from "./song-columns.ts";
import { type ColumnKey, columnSources, columnSql, type SortSource } from "./sort-keys.ts";
import { FieldTexts } from "./query/field-texts.ts";
import type { IdSet } from "./query/id-set.ts";
import { SearchText } from "./search-text.ts";

/** How many columns and finished orders are kept; 8 and 4 bytes a song each. */
const keptColumns = 10;
const keptOrders = 6;

/** Why a song is in no list; the query of changed songs answers the same bits. */
const outOfLibrary = 1;
const outOfFolder = 2;

/** Changed songs are put into their places one by one up to this part of the library; beyond it a scan is faster. */
const mergedPart = 1 / 2000;
const alwaysMerged = 64;
/** When more than this part changed, everything is loaded anew. */
const reloadedPart = 1 / 5;

interface KeptOrder {
  readonly sort: readonly SortOrder[];
  readonly ids: Uint32Array;
}

type PackedPair = readonly [ids: Buffer | null, values: Buffer | null];

/**
 * What the worker holds of the library: its songs in the base order, columns to sort by, finished orders, the folded
 * text. Loaded on demand, brought up to date by revision. Every method runs inside one snapshot of the connection.
 */
export class LibraryImage {
  readonly #connection: ReadConnection;
  #revision = -1;
  #dataVersion = -1;
  /** Every song in order of artist, album, disc, track, id. */
  #base = new Uint32Array(0);
  #ids = new Uint32Array(0);
  /** By id: why a song is in no list; 0: it is. */
  #hidden = new Uint8Array(0);
  #hiddenCount = 0;
  #removedFolders = "";
  #totalDurationMs: number | undefined;
  readonly #columns = new RecentlyUsed<Float64Array>(keptColumns);
  readonly #orders = new RecentlyUsed<KeptOrder>(keptOrders);
  readonly #loaders = new Map<string, ColumnLoader>();
  #search: SearchText | undefined;
  #searchLoadedTo = 0;
  #isSearchLoaded = false;
  /** Single fields, as queries look through them. */
  readonly fieldTexts: FieldTexts;

  constructor(connection: ReadConnection) {
    this.#connection = connection;
    this.fieldTexts = new FieldTexts(connection);
  }

  get revision(): number {
    return this.#revision;
  }

  /** Songs that lists may show. */
  get librarySize(): number {
    return this.#ids.length - this.#hiddenCount;
  }

  /** Every set of ids and every column is so long. */
  get capacity(): number {
    return this.#hidden.length;
  }

  /** Brings the image up to the snapshot. Cheap when nothing was committed since. */
  refresh(): void {
    const dataVersion = this.#connection.dataVersion();
    if (dataVersion === this.#dataVersion) return;
    this.#dataVersion = dataVersion;
    this.#dropOfUsers();
    const revision = this.#connection.value<number>(columnSql.revision) ?? 0;
    const removedFolders = this.#connection.values<number>(columnSql.removedFolders).join(",");
    if (revision === this.#revision && removedFolders === this.#removedFolders) return;
    const changed = this.#connection.value<number>(columnSql.changedCount, this.#revision) ?? 0;
    const isFew = changed <= this.#ids.length * reloadedPart && revision > this.#revision;
    if (isFew && removedFolders === this.#removedFolders) this.#takeIn(changed);
    else this.#reload();
    this.#revision = revision;
    this.#removedFolders = removedFolders;
  }

  /** The order that `sort` asks for, over all songs. */
  *order(sort: readonly SortOrder[], userId: number): Generator<void, Uint32Array> {
    const name = orderName(sort, userId);
    if (sort.length === 0) return this.#base;
    const known = this.#orders.get(name);
    if (known !== undefined) return known.ids;
    let order: Uint32Array = this.#base;
    for (const { key, descending } of sort.toReversed()) {
      const column = yield* this.column(key, userId);
      order = sortByColumn(order, column, descending);
      yield;
    }
    this.#orders.set(name, { sort, ids: order });
    return order;
  }

  /**
   * The songs of an order that are in a set and in the library.
   *
   * @param set null: all of them
   * @param left songs to leave out, null: none
   */
  pick(order: Uint32Array, set: IdSet | null, left: IdSet | null): Uint32Array<SharedArrayBuffer> {
    if (set === null && left === null) return this.#listed(order);
    const hidden = this.#hidden;
    const isPicked = new Uint8Array(hidden.length);
    let count = 0;
    for (let id = 0; id < hidden.length; id += 1) {
      if (hidden[id] !== 0 || (set !== null && set[id] !== 1) || (left !== null && left[id] === 1))
        continue;
      isPicked[id] = 1;
      count += 1;
    }
    // Ids that no song has may be in the set, as in what is not something.
    const ids = new Uint32Array(new SharedArrayBuffer(Math.min(count, order.length) * 4));
    let at = 0;
    for (let index = 0; index < order.length && at < count; index += 1) {
      const id = order[index] ?? 0;
      if (isPicked[id] === 1) {
        ids[at] = id;
        at += 1;
      }
    }
    return ids.subarray(0, at);
  }

  *totalDurationSec(ids: Uint32Array): Generator<void, number> {
    if (ids.length === 0) return 0;
    const isEverything = ids.length === this.#ids.length;
    if (isEverything && this.#columns.get("durationSec") === undefined) {
      this.#totalDurationMs ??= this.#connection.value<number>(columnSql.totalDurationMs) ?? 0;
      return this.#totalDurationMs / 1000;
    }
    const durations = yield* this.column("durationSec", 0);
    let totalMs = 0;
    for (const id of ids) totalMs += durations[id] ?? 0;
    return totalMs / 1000;
  }

  /** The folded text of all songs, loaded at the first search or before it, when the worker has nothing else to do. */
  *searchText(): Generator<void, SearchText> {
    for (;;) {
      // Looked up anew after every slice: another job may have gone on with the same loader meanwhile.
      const text = (this.#search ??= new SearchText());
      if (this.#isSearchLoaded) return text;
      const last = this.#addSearchSlice(text, this.#searchLoadedTo);
      if (last === null) this.#isSearchLoaded = true;
      else {
        this.#searchLoadedTo = last;
        yield;
      }
    }
  }

  /** What the first search and the likeliest first sort will want, one slice a step. */
  *warm(): Generator<void, void> {
    yield* this.column("durationSec", 0);
    yield* this.searchText();
    yield* this.column("title", 0);
  }

  #addSearchSlice(text: SearchText, after: number): number | null {
    for (const sql of [columnSql.searchText, columnSql.searchTextWithoutLineFeeds]) {
      const [ids, lines] = this.#connection.rows<PackedPair>(sql, after, sliceRows)[0] ?? [];
      if (ids === undefined || ids === null) return null;
      const last = text.add(ids, lines ?? Buffer.alloc(0));
      if (last !== null) return last;
    }
    throw new Error("The lines of the search text cannot be told apart");
  }

  /** Values of a column by song id; NaN: none. */
  *column(key: ColumnKey, userId: number): Generator<void, Float64Array> {
    const name = columnName(key, userId);
    for (;;) {
      // Looked up anew after every slice: another job may have gone on with the same loader meanwhile.
      const known = this.#columns.get(name);
      if (known !== undefined) return known;
      const loader =
        this.#loaders.get(name) ??
        loadColumn(this.#connection, key, this.#ids, this.#hidden.length, userId);
      this.#loaders.set(name, loader);
      const step = loader.next();
      if (step.done === true) {
        this.#loaders.delete(name);
        this.#columns.set(name, step.value);
      } else yield;
    }
  }

  #listed(order: Uint32Array): Uint32Array<SharedArrayBuffer> {
    const ids = new Uint32Array(new SharedArrayBuffer(this.librarySize * 4));
    if (this.#hiddenCount === 0) {
      ids.set(order);
      return ids;
    }
    let at = 0;
    for (const id of order) {
      if (this.#hidden[id] === 0) {
        ids[at] = id;
        at += 1;
      }
    }
    return ids;
  }

  #dropOfUsers(): void {
    this.#columns.deleteWhere((name) => name.includes("@"));
    this.#orders.deleteWhere((name) => name.includes("@"));
    for (const name of this.#loaders.keys()) if (name.includes("@")) this.#loaders.delete(name);
  }

  #reload(): void {
    this.#columns.deleteWhere(() => true);
    this.#orders.deleteWhere(() => true);
    this.#loaders.clear();
    this.fieldTexts.clear();
    this.#search = undefined;
    this.#searchLoadedTo = 0;
    this.#isSearchLoaded = false;
    this.#totalDurationMs = undefined;
    const capacity = this.#capacity();
    this.#base = this.#loadBase();
    this.#ids = ascending(this.#base, capacity);
    this.#hidden = new Uint8Array(capacity);
    this.#hide(this.#numbers(columnSql.removedIds), outOfLibrary);
    for (const folder of this.#connection.values<number>(columnSql.removedFolders)) {
      this.#hide(this.#numbers(columnSql.idsOfFolder, folder), outOfFolder);
    }
    this.#hiddenCount = this.#hidden.reduce((count, reason) => count + (reason === 0 ? 0 : 1), 0);
  }

  /** Changes of the library since the known revision, few enough to be put in one by one. */
  #takeIn(changedCount: number): void {
    const changed = this.#connection.rows<readonly [number, number]>(
      columnSql.changedSongs,
      this.#revision,
    );
    this.#widen(this.#capacity());
    for (const [id, reasons] of changed) this.#hidden[id] = reasons;
    const ids = changed.map(([id]) => id);
    this.#loaders.clear();
    this.#takeInNumbers();
    this.#takeInOrders(ids, changedCount);
    this.#takeInSearch(ids);
    this.fieldTexts.takeIn(ids);
    this.#ids = ascending(this.#base, this.#hidden.length);
    this.#hiddenCount = this.#hidden.reduce((count, reason) => count + (reason === 0 ? 0 : 1), 0);
    this.#totalDurationMs = undefined;
  }

  /** Ranks of texts shift with every new text, so those columns go; numbers are put in. */
  #takeInNumbers(): void {
    this.#columns.deleteWhere((name) => numberSource(name) === null);
    for (const [name, column] of this.#columns.entries()) {
      const source = numberSource(name);
      if (source === null) continue;
      const sql = columnSql.changedNumbers(source.column, source.scale);
      const rows = this.#connection.rows<readonly [number, number | null]>(sql, this.#revision);
      for (const [id, value] of rows) column[id] = value ?? Number.NaN;
    }
  }

  #takeInOrders(changed: readonly number[], changedCount: number): void {
    if (changedCount > Math.max(alwaysMerged, this.#ids.length * mergedPart)) {
      this.#base = this.#loadBase();
      this.#orders.deleteWhere(() => true);
      return;
    }
    const comparer = new SongComparer(this.#connection);
    this.#base = mergeChanged(this.#base, changed, comparer.by([]));
    for (const [name, { sort, ids }] of this.#orders.entries()) {
      this.#orders.set(name, { sort, ids: mergeChanged(ids, changed, comparer.by(sort)) });
    }
  }

  #takeInSearch(changed: readonly number[]): void {
    // Texts that are still to be loaded come with their slice.
    const loaded = this.#isSearchLoaded
      ? changed
      : changed.filter((id) => id <= this.#searchLoadedTo);
    if (this.#search === undefined || loaded.length === 0) return;
    const [ids, lines] =
      this.#connection.rows<PackedPair>(columnSql.searchTextOf, JSON.stringify(loaded))[0] ?? [];
    if (ids !== undefined && ids !== null) this.#search.add(ids, lines ?? Buffer.alloc(0));
  }

  /** Makes room for new ids in everything that is kept by id. */
  #widen(capacity: number): void {
    if (capacity <= this.#hidden.length) return;
    // With room to spare: a scan adds songs again and again.
    const roomy = Math.ceil(capacity * 1.1) + 256;
    const hidden = new Uint8Array(roomy);
    hidden.set(this.#hidden);
    this.#hidden = hidden;
    for (const [name, column] of this.#columns.entries()) {
      const wider = new Float64Array(roomy).fill(Number.NaN);
      wider.set(column);
      this.#columns.set(name, wider);
    }
  }

  #capacity(): number {
    return (this.#connection.value<number>(columnSql.highestId) ?? 0) + 1;
  }

  /** The index has songs without artist first; lists have them last. */
  #loadBase(): Uint32Array<ArrayBuffer> {
    const indexed = this.#numbers(columnSql.baseOrder);
    const without = this.#connection.value<number>(columnSql.withoutArtist) ?? 0;
    if (without === 0) return indexed;
    const base = new Uint32Array(indexed.length);
    base.set(indexed.subarray(without));
    base.set(indexed.subarray(0, without), indexed.length - without);
    return base;
  }

  #hide(ids: Uint32Array, reason: number): void {
    for (const id of ids) this.#hidden[id] = (this.#hidden[id] ?? 0) | reason;
  }

  #numbers(sql: string, ...parameters: number[]): Uint32Array<ArrayBuffer> {
    const packed = this.#connection.value<Buffer | null>(sql, ...parameters);
    return packed === undefined || packed === null ? new Uint32Array(0) : numbersOf(packed);
  }
}

/** The same ids from low to high; faster than a sort, since ids are dense. */
function ascending(ids: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const isThere = new Uint8Array(capacity);
  for (const id of ids) isThere[id] = 1;
  const sorted = new Uint32Array(ids.length);
  let at = 0;
  for (let id = 0; id < capacity; id += 1) {
    if (isThere[id] === 0) continue;
    sorted[at] = id;
    at += 1;
  }
  return sorted;
}

function numberSource(name: string): Extract<SortSource, { kind: "number" }> | null {
  const source = Object.entries(columnSources).find(([key]) => key === name)?.[1];
  return source?.kind === "number" ? source : null;
}

/** Per-user columns carry the user; the `@` tells them from the library's own. */
function columnName(key: ColumnKey, userId: number): string {
  return columnSources[key].kind === "user" ? `${key}@${userId}` : key;
}

function orderName(sort: readonly SortOrder[], userId: number): string {
  return sort
    .map(({ key, descending }) => `${columnName(key, userId)}${descending ? "-" : "+"}`)
    .join(" ");
}
