import type { SongSortKey, SortOrder } from "#shared/contract/songs.contract.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import { numbersOf } from "./packed-column.ts";
import { sortByColumn } from "./radix-sort.ts";
import { type ColumnLoader, loadColumn, sliceRows } from "./song-columns.ts";
import { columnSql, sortSources } from "./sort-keys.ts";
import { SearchText } from "./search-text.ts";

/** How many columns and finished orders are kept; 8 and 4 bytes a song each. */
const keptColumns = 6;
const keptOrders = 6;

const outOfLibrary = 1;
const outOfFolder = 2;

type PackedPair = readonly [ids: Buffer | null, values: Buffer | null];

/** Bounded map: what was not used for longest goes first. */
class RecentlyUsed<Value> {
  readonly #values = new Map<string, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#limit) break;
      this.#values.delete(oldest);
    }
  }

  deleteWhere(isStale: (key: string) => boolean): void {
    for (const key of this.#values.keys()) if (isStale(key)) this.#values.delete(key);
  }
}

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
  readonly #orders = new RecentlyUsed<Uint32Array>(keptOrders);
  readonly #loaders = new Map<string, ColumnLoader>();
  #search: SearchText | undefined;
  #searchLoader: Generator<void, SearchText> | undefined;

  constructor(connection: ReadConnection) {
    this.#connection = connection;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Songs that lists may show. */
  get librarySize(): number {
    return this.#ids.length - this.#hiddenCount;
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
    this.#reload();
    this.#revision = revision;
    this.#removedFolders = removedFolders;
  }

  /** The order that `sort` asks for, over all songs. */
  *order(sort: readonly SortOrder[], userId: number): Generator<void, Uint32Array> {
    const name = orderName(sort, userId);
    if (sort.length === 0) return this.#base;
    const known = this.#orders.get(name);
    if (known !== undefined) return known;
    let order: Uint32Array = this.#base;
    for (const { key, descending } of sort.toReversed()) {
      const column = yield* this.#column(key, userId);
      order = sortByColumn(order, column, descending);
      yield;
    }
    this.#orders.set(name, order);
    return order;
  }

  /** The songs of an order that hold every word and are shown in lists. */
  *matching(
    order: Uint32Array,
    words: readonly string[],
  ): Generator<void, Uint32Array<SharedArrayBuffer>> {
    if (words.length === 0) return this.#listed(order);
    const text = yield* this.searchText();
    const found = yield* text.find(words);
    const wanted = new Uint8Array(this.#hidden.length);
    let count = 0;
    for (const id of found) {
      if (this.#hidden[id] === 0) {
        wanted[id] = 1;
        count += 1;
      }
    }
    const ids = new Uint32Array(new SharedArrayBuffer(count * 4));
    let at = 0;
    for (let index = 0; index < order.length && at < count; index += 1) {
      const id = order[index] ?? 0;
      if (wanted[id] === 1) {
        ids[at] = id;
        at += 1;
      }
    }
    return ids;
  }

  *totalDurationSec(ids: Uint32Array): Generator<void, number> {
    if (ids.length === this.#ids.length) {
      this.#totalDurationMs ??= this.#connection.value<number>(columnSql.totalDurationMs) ?? 0;
      return this.#totalDurationMs / 1000;
    }
    if (ids.length === 0) return 0;
    const durations = yield* this.#column("durationSec", 0);
    let totalMs = 0;
    for (const id of ids) totalMs += durations[id] ?? 0;
    return totalMs / 1000;
  }

  /** The folded text of all songs, loaded at the first search or before it, when the worker has nothing else to do. */
  *searchText(): Generator<void, SearchText> {
    for (;;) {
      // Looked up anew after every slice: another job may have gone on with the same loader meanwhile.
      if (this.#search !== undefined) return this.#search;
      this.#searchLoader ??= this.#loadSearchText();
      const step = this.#searchLoader.next();
      if (step.done === true) {
        this.#search = step.value;
        this.#searchLoader = undefined;
      } else yield;
    }
  }

  /** What the first search will want, one slice a step. */
  *warm(): Generator<void, void> {
    yield* this.#column("durationSec", 0);
    yield* this.searchText();
  }

  *#loadSearchText(): Generator<void, SearchText> {
    const text = new SearchText();
    let after = 0;
    for (;;) {
      const last = this.#addSearchSlice(text, after);
      if (last === null) return text;
      after = last;
      yield;
    }
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

  *#column(key: SongSortKey, userId: number): Generator<void, Float64Array> {
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
    this.#search = undefined;
    this.#searchLoader = undefined;
    this.#totalDurationMs = undefined;
    const capacity = (this.#connection.value<number>(columnSql.highestId) ?? 0) + 1;
    this.#base = this.#numbers(columnSql.baseOrder);
    this.#ids = ascending(this.#base, capacity);
    this.#hidden = new Uint8Array(capacity);
    this.#hide(this.#numbers(columnSql.removedIds), outOfLibrary);
    for (const folder of this.#connection.values<number>(columnSql.removedFolders)) {
      this.#hide(this.#numbers(columnSql.idsOfFolder, folder), outOfFolder);
    }
    this.#hiddenCount = this.#hidden.reduce((count, reason) => count + (reason === 0 ? 0 : 1), 0);
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

/** Per-user columns carry the user; the `@` tells them from the library's own. */
function columnName(key: SongSortKey, userId: number): string {
  return sortSources[key].kind === "user" ? `${key}@${userId}` : key;
}

function orderName(sort: readonly SortOrder[], userId: number): string {
  return sort
    .map(({ key, descending }) => `${columnName(key, userId)}${descending ? "-" : "+"}`)
    .join(" ");
}
