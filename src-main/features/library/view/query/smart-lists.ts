import { asksForHidden, nodesOf, type Query } from "#shared/domain/query/query-ast.ts";
import { readQuery } from "#shared/domain/query/read-query.ts";
import type { SmartLimit, SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import type { SongSortKey } from "#shared/contract/songs.contract.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import type { LibraryImage } from "../library-image.ts";
import { sortByColumn } from "../radix-sort.ts";
import { countEvents } from "./event-rules.ts";
import { type PlaylistSource, refuseCircle } from "./playlist-sources.ts";
import { QueryEvaluator, type Viewer } from "./query-evaluator.ts";

/** What rules hold. */
export interface RuledSongs {
  /** In order, cut by the limit. */
  readonly ids: Uint32Array<SharedArrayBuffer>;
  /** How many meet the rules before the limit. */
  readonly matchCount: number;
  readonly totalDurationSec: number;
  readonly totalBytes: number;
}

/** How a song stands to rules. */
export interface RuledSong {
  /** By node of the query, groups before what they hold: whether the song meets it, and of play events how many there are. */
  readonly nodes: readonly { readonly holds: boolean; readonly events: number | null }[];
  /** Whether it is out whatever the rules say: hidden by the profile, or no longer in the library. */
  readonly isLeftOut: boolean;
  /** 1..n among the songs that meet the rules, null when it does not. */
  readonly rank: number | null;
  /** How many of those the limit lets in. */
  readonly taken: number;
  readonly matchCount: number;
}

/** Evaluates queries and the rules of smart playlists; every method runs in slices, inside one snapshot. */
export class SmartLists {
  readonly #image: LibraryImage;
  readonly #connection: ReadConnection;
  readonly #evaluator: QueryEvaluator;
  /**
   * What smart playlists hold by one evaluation, which has a viewer of its own: each is evaluated once. Two that both take from
   * two others, and so on, would double the work with every level.
   */
  readonly #sources = new WeakMap<Viewer, Map<number, Uint32Array>>();

  constructor(image: LibraryImage, connection: ReadConnection) {
    this.#image = image;
    this.#connection = connection;
    this.#evaluator = new QueryEvaluator(image, connection, (source, viewer) =>
      this.#songsOfSource(source, viewer),
    );
  }

  /**
   * The songs of an order that a query asks for. Songs the profile hid are left out unless it asks for them.
   *
   * @throws AppError `query_invalid`, `conflict` for playlists made of themselves
   */
  *found(
    order: Uint32Array,
    text: string,
    viewer: Viewer,
  ): Generator<void, Uint32Array<SharedArrayBuffer>> {
    return yield* this.#found(order, readQuery(text), viewer);
  }

  /**
   * Those of `among` in an order that a query asks for. Without a query also those that are in no list: whoever names songs
   * has them already.
   */
  *foundAmong(
    order: Uint32Array,
    text: string,
    among: Uint32Array,
    viewer: Viewer,
  ): Generator<void, Uint32Array<SharedArrayBuffer>> {
    const query = readQuery(text);
    const isAmong = new Uint8Array(this.#image.capacity);
    for (const id of among) if (id < isAmong.length) isAmong[id] = 1;
    const found = query === null ? order : yield* this.#found(order, query, viewer);
    const ids = new Uint32Array(new SharedArrayBuffer(Math.min(among.length, found.length) * 4));
    let at = 0;
    for (let index = 0; index < found.length && at < ids.length; index += 1) {
      const id = found[index] ?? 0;
      if (isAmong[id] === 1) {
        ids[at] = id;
        at += 1;
      }
    }
    return ids.subarray(0, at);
  }

  /** The songs of rules, as their owner sees them. @throws as {@link found} */
  *songsOf(rules: SmartRules, viewer: Viewer): Generator<void, RuledSongs> {
    const matching = yield* this.#inOrder(rules, viewer);
    const taken = yield* this.#cut(matching, rules.limit);
    const ids = matching.subarray(0, taken);
    const totalDurationSec = yield* this.#image.totalDurationSec(ids);
    const totalBytes = yield* this.#sum(ids, "filesizeBytes");
    return { ids, matchCount: matching.length, totalDurationSec, totalBytes };
  }

  /** Why a song is among the songs of rules, or not. @throws as {@link found} */
  *explain(rules: SmartRules, songId: number, viewer: Viewer): Generator<void, RuledSong> {
    const query = readQuery(rules.query);
    const nodes: { holds: boolean; events: number | null }[] = [];
    for (const node of nodesOf(query)) {
      const set = yield* this.#evaluator.evaluate(node, viewer);
      const events =
        node.kind === "events"
          ? yield* countEvents(this.#connection, node, viewer, this.#image.capacity)
          : null;
      nodes.push({
        holds: set?.[songId] === 1,
        events: events === null ? null : (events[songId] ?? 0),
      });
    }
    const matching = yield* this.#inOrder(rules, viewer);
    const taken = yield* this.#cut(matching, rules.limit);
    const at = matching.indexOf(songId);
    const isMet = nodes[0]?.holds ?? true;
    return {
      nodes,
      isLeftOut: isMet && at === -1,
      rank: at === -1 ? null : at + 1,
      taken,
      matchCount: matching.length,
    };
  }

  *#found(
    order: Uint32Array,
    query: Query,
    viewer: Viewer,
  ): Generator<void, Uint32Array<SharedArrayBuffer>> {
    const set = yield* this.#evaluator.evaluate(query, viewer);
    const hidden = asksForHidden(query) ? null : this.#evaluator.hiddenSongs(viewer.userId);
    return this.#image.pick(order, set, hidden);
  }

  *#inOrder(rules: SmartRules, viewer: Viewer): Generator<void, Uint32Array<SharedArrayBuffer>> {
    const query = readQuery(rules.query);
    const keys = rules.sort.flatMap(({ key, descending }) =>
      key === "random" ? [] : [{ key, descending }],
    );
    if (keys.length === rules.sort.length) {
      const order = yield* this.#image.order(keys, viewer.userId);
      return yield* this.#found(order, query, viewer);
    }
    const base = yield* this.#image.order([], viewer.userId);
    const found = yield* this.#found(base, query, viewer);
    let order: Uint32Array = found;
    for (const { key, descending } of rules.sort.toReversed()) {
      const column =
        key === "random"
          ? drawn(found, rules.seed, this.#image.capacity)
          : yield* this.#image.column(key, viewer.userId);
      order = sortByColumn(order, column, descending);
      yield;
    }
    found.set(order);
    return found;
  }

  /**
   * How many songs from the front a limit lets in: songs are taken while the sum stays within it, up to the first that does not
   * fit. A shorter one behind it is not pulled forward, so that the order alone decides.
   */
  *#cut(ids: Uint32Array, limit: SmartLimit | null): Generator<void, number> {
    if (limit === null) return ids.length;
    if (limit.by === "count") return Math.min(ids.length, Math.floor(limit.value));
    const key = limit.by === "bytes" ? "filesizeBytes" : "durationSec";
    const most = limit.by === "bytes" ? limit.value : Math.round(limit.value * 1000);
    const column = yield* this.#image.column(key, 0);
    let sum = 0;
    for (let index = 0; index < ids.length; index += 1) {
      sum += column[ids[index] ?? 0] ?? 0;
      if (sum > most) return index;
    }
    return ids.length;
  }

  *#sum(ids: Uint32Array, key: SongSortKey): Generator<void, number> {
    const column = yield* this.#image.column(key, 0);
    let sum = 0;
    for (const id of ids) sum += column[id] ?? 0;
    return sum;
  }

  /** A smart playlist within another query: as its owner sees it. */
  *#songsOfSource(source: PlaylistSource, viewer: Viewer): Generator<void, Uint32Array> {
    refuseCircle(viewer.chain, source);
    if (source.rules === null) return new Uint32Array(0);
    const found = this.#sourcesOf(viewer);
    const known = found.get(source.id);
    if (known !== undefined) return known;
    const inner = { userId: source.ownerId, nowMs: viewer.nowMs, chain: [...viewer.chain, source] };
    this.#sources.set(inner, found);
    const { ids } = yield* this.songsOf(source.rules, inner);
    found.set(source.id, ids);
    return ids;
  }

  #sourcesOf(viewer: Viewer): Map<number, Uint32Array> {
    const found = this.#sources.get(viewer) ?? new Map<number, Uint32Array>();
    this.#sources.set(viewer, found);
    return found;
  }
}

/** A number by lot for each song, the same for the same seed. */
function drawn(ids: Uint32Array, seed: number, capacity: number): Float64Array {
  const lots = new Float64Array(capacity);
  for (const id of ids) lots[id] = lotOf(id, seed);
  return lots;
}

/** Mixes song and seed; the steps are of MurmurHash3's finaliser (Austin Appleby, public domain). */
function lotOf(id: number, seed: number): number {
  let mixed =
    Math.imul(id, 0x9e3779b1) ^
    Math.imul(seed % 0xffff_ffff, 0x85ebca77) ^
    Math.floor(seed / 0x1_0000_0000);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
