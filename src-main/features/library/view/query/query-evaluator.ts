import type { NumberNode, Query, QueryNode, TextNode } from "#shared/domain/query/query-ast.ts";
import type { FlagName, NumberFieldName, PartName } from "#shared/domain/query/query-fields.ts";
import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import type { LibraryImage } from "../library-image.ts";
import { numbersOf } from "../packed-column.ts";
import { fewestWords } from "../search-words.ts";
import { type ColumnKey, factBits } from "../sort-keys.ts";
import { countEvents } from "./event-rules.ts";
import { complement, type IdSet, intersect, mark, unite } from "./id-set.ts";
import {
  dateStretches,
  isWithin,
  numberStretches,
  type NumberScale,
  type Stretches,
} from "./intervals.ts";
import { eachOwnText } from "./own-texts.ts";
import { type PlaylistSource, playlistsNamed, playlistSourceSql } from "./playlist-sources.ts";

/** For whom a query is asked, and when. */
export interface Viewer {
  readonly userId: number;
  readonly nowMs: number;
  /** The smart playlists on the way here, outermost first: none may come again. */
  readonly chain: readonly PlaylistSource[];
}

export const ownSetSql = {
  hidden: `SELECT CAST(group_concat(song_id) AS BLOB) FROM song_control INDEXED BY song_control_hidden
    WHERE user_id = ? AND is_hidden = 1`,
  notes: `SELECT CAST(group_concat(song_id) AS BLOB) FROM song_control INDEXED BY song_control_notes
    WHERE user_id = ? AND notes IS NOT NULL`,
  tags: `SELECT CAST(group_concat(song_id) AS BLOB) FROM song_control INDEXED BY song_control_tags
    WHERE user_id = ? AND tags <> '[]'`,
} as const;

/** The whitelist of numbers: which column each field looks at, and how it is typed. */
const numberColumns: Readonly<Record<NumberFieldName, NumberScale & { readonly key: ColumnKey }>> =
  {
    year: { key: "year", scale: 1, shown: "exact" },
    rating: { key: "rating", scale: 2, shown: "exact" },
    plays: { key: "playCount", scale: 1, shown: "exact" },
    skips: { key: "skipCount", scale: 1, shown: "exact" },
    length: { key: "durationSec", scale: 1000, shown: "floor" },
    bpm: { key: "bpm", scale: 1000, shown: "round" },
    track: { key: "trackNo", scale: 1, shown: "exact" },
    disc: { key: "discNo", scale: 1, shown: "exact" },
    bitrate: { key: "bitrateKbps", scale: 1000, shown: "round" },
    samplerate: { key: "sampleRateHz", scale: 1, shown: "exact" },
    size: { key: "filesizeBytes", scale: 1, shown: "exact" },
  };

/** Answers what is in a smart playlist that a query names. */
export type SongsOfRules = (source: PlaylistSource, viewer: Viewer) => Generator<void, Uint32Array>;

/**
 * Finds the songs that a query asks for: every comparison yields a set of ids, from a column in memory, a folded text or
 * whitelisted SQL with bound parameters; sets are put together by and, or and not. Nothing of the input becomes SQL.
 */
export class QueryEvaluator {
  readonly #image: LibraryImage;
  readonly #connection: ReadConnection;
  readonly #songsOfRules: SongsOfRules;

  constructor(image: LibraryImage, connection: ReadConnection, songsOfRules: SongsOfRules) {
    this.#image = image;
    this.#connection = connection;
    this.#songsOfRules = songsOfRules;
  }

  /** Songs that meet the query, whatever lists may show. Null: it asks for all. */
  *evaluate(query: Query, viewer: Viewer): Generator<void, IdSet | null> {
    return query === null ? null : yield* this.#node(query, viewer);
  }

  /** Songs the profile hid; null: none. */
  hiddenSongs(userId: number): IdSet | null {
    const packed = this.#connection.value<Buffer | null>(ownSetSql.hidden, userId);
    if (packed === undefined || packed === null) return null;
    return this.#setOf(numbersOf(packed));
  }

  *#node(node: QueryNode, viewer: Viewer): Generator<void, IdSet> {
    switch (node.kind) {
      case "and":
        return yield* this.#all(node.items, viewer);
      case "or": {
        const set = this.#none();
        for (const item of node.items) unite(set, yield* this.#node(item, viewer));
        return set;
      }
      case "not":
        return complement(yield* this.#node(node.item, viewer));
      case "words":
        return yield* this.#words([node.text]);
      case "text":
        return yield* this.#text(node, viewer);
      case "number":
        return yield* this.#number(node, viewer);
      case "date": {
        const key = node.field === "added" ? "addedAt" : "lastPlayedAt";
        const column = yield* this.#image.column(key, viewer.userId);
        return within(column, dateStretches(node.test, viewer.nowMs, "local"));
      }
      case "events": {
        const { capacity } = this.#image;
        const events = yield* countEvents(this.#connection, node, viewer, capacity);
        return within(events, numberStretches(node.test, { scale: 1, shown: "exact" }));
      }
      case "is":
        return yield* this.#flag(node.flag, viewer);
      case "has":
        return yield* this.#part(node.part, viewer);
    }
  }

  /** Words beside each other are looked for at once, as the search box always did. */
  *#all(items: readonly QueryNode[], viewer: Viewer): Generator<void, IdSet> {
    const texts = items.flatMap((item) => (item.kind === "words" ? [item.text] : []));
    let set = texts.length === 0 ? null : yield* this.#words(texts);
    for (const item of items) {
      if (item.kind === "words") continue;
      const other = yield* this.#node(item, viewer);
      if (set === null) set = other;
      else intersect(set, other);
    }
    return set ?? this.#every();
  }

  *#words(texts: readonly string[]): Generator<void, IdSet> {
    const words = fewestWords(texts);
    if (words.length === 0) return this.#every();
    const text = yield* this.#image.searchText();
    return this.#setOf(yield* text.find(words));
  }

  *#text(node: TextNode, viewer: Viewer): Generator<void, IdSet> {
    const set = this.#none();
    const how = node.operator === ":" ? "part" : "whole";
    for (const value of node.values) {
      const folded = foldForSearch(value);
      if (how === "part" && folded === "" && node.field !== "playlist") unite(set, this.#every());
      else unite(set, yield* this.#value(node.field, folded, how, viewer));
    }
    return node.operator === "!=" ? complement(set) : set;
  }

  *#value(
    field: TextNode["field"],
    folded: string,
    how: "part" | "whole",
    viewer: Viewer,
  ): Generator<void, IdSet> {
    switch (field) {
      case "tag":
        return yield* this.#ownText("tags", folded, how, viewer.userId);
      case "notes":
        return yield* this.#ownText("notes", folded, how, viewer.userId);
      case "lyrics":
        return yield* this.#ownText("lyrics", folded, how, viewer.userId);
      case "playlist":
        return yield* this.#playlist(folded, viewer);
      default:
        return this.#setOf(yield* this.#image.fieldTexts.find(field, folded, how));
    }
  }

  *#ownText(
    what: "tags" | "notes" | "lyrics",
    folded: string,
    how: "part" | "whole",
    userId: number,
  ): Generator<void, IdSet> {
    const set = this.#none();
    const isNone = how === "whole" && folded === "";
    yield* eachOwnText(this.#connection, what, userId, (songId, values) => {
      const holds = isNone
        ? values.some((value) => value !== "")
        : values.some((value) => (how === "part" ? value.includes(folded) : value === folded));
      if (holds && songId < set.length) set[songId] = 1;
    });
    return isNone ? complement(set) : set;
  }

  /** The songs of every playlist of that name or uuid that the profile may see. */
  *#playlist(folded: string, viewer: Viewer): Generator<void, IdSet> {
    const set = this.#none();
    for (const source of playlistsNamed(this.#connection, folded, viewer.userId)) {
      if (source.rules === null) {
        const packed = this.#connection.value<Buffer | null>(playlistSourceSql.songIds, source.id);
        if (packed !== undefined && packed !== null) mark(set, numbersOf(packed));
      } else mark(set, yield* this.#songsOfRules(source, viewer));
    }
    return set;
  }

  *#number(node: NumberNode, viewer: Viewer): Generator<void, IdSet> {
    const { key, ...scale } = numberColumns[node.field];
    const column = yield* this.#image.column(key, viewer.userId);
    return within(column, numberStretches(node.test, scale));
  }

  *#flag(flag: FlagName, { userId }: Viewer): Generator<void, IdSet> {
    switch (flag) {
      case "favorite":
        return within(yield* this.#image.column("isFavorite", userId), stretch(1, 2));
      case "unplayed":
        return within(yield* this.#image.column("playCount", userId), stretch(0, 1));
      case "rated":
        return within(yield* this.#image.column("rating", userId), stretch(1, 11));
      case "hidden":
        return this.hiddenSongs(userId) ?? this.#none();
      default:
        return yield* this.#fact(flag);
    }
  }

  *#part(part: PartName, { userId }: Viewer): Generator<void, IdSet> {
    switch (part) {
      case "rating":
        return within(yield* this.#image.column("rating", userId), stretch(1, 11));
      case "notes":
      case "tags": {
        const packed = this.#connection.value<Buffer | null>(ownSetSql[part], userId);
        return this.#setOf(
          packed === undefined || packed === null ? new Uint32Array(0) : numbersOf(packed),
        );
      }
      default:
        return yield* this.#fact(part);
    }
  }

  *#fact(fact: keyof typeof factBits): Generator<void, IdSet> {
    const facts = yield* this.#image.column("facts", 0);
    const bit = factBits[fact];
    const set = new Uint8Array(facts.length);
    for (let id = 0; id < facts.length; id += 1) {
      if (((facts[id] ?? 0) & bit) !== 0) set[id] = 1;
    }
    return set;
  }

  #none(): IdSet {
    return new Uint8Array(this.#image.capacity);
  }

  #every(): IdSet {
    return new Uint8Array(this.#image.capacity).fill(1);
  }

  #setOf(ids: Uint32Array): IdSet {
    const set = this.#none();
    mark(set, ids);
    return set;
  }
}

function stretch(from: number, to: number): Stretches {
  return { intervals: [{ from, to }], isNegated: false };
}

function within(column: Float64Array, stretches: Stretches): IdSet {
  const set = new Uint8Array(column.length);
  const [only, ...others] = stretches.intervals;
  if (only !== undefined && others.length === 0 && !stretches.isNegated) {
    const { from, to } = only;
    for (let id = 0; id < column.length; id += 1) {
      const value = column[id] ?? Number.NaN;
      if (value >= from && value < to) set[id] = 1;
    }
    return set;
  }
  for (let id = 0; id < column.length; id += 1) {
    if (isWithin(stretches, column[id] ?? Number.NaN)) set[id] = 1;
  }
  return set;
}
