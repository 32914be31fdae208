import type { TextFieldName } from "#shared/domain/query/query-fields.ts";
import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import { RecentlyUsed } from "../recently-used.ts";
import { SearchText } from "../search-text.ts";

/** Fields of songs that are looked through like the search box looks through everything: a folded line a song. */
export type SongTextField = Exclude<TextFieldName, "tag" | "notes" | "lyrics" | "playlist">;

/** How many fields' texts are kept; about 50 bytes a song each. */
const keptTexts = 6;
/** Songs a slice reads, about 20 ms: their texts are folded here. */
const sliceRows = 20_000;

/** Stand around each value of a line, so that a whole value can be looked for like a part of one. */
const valueStart = "\u0002";
const valueEnd = "\u0003";
const partSeparator = "\u001f";

/** Names linked to a song, folded as their `identity` is. */
const namesOf = (role: "artist" | "album_artist"): string =>
  `coalesce((SELECT group_concat(a.identity, char(31)) FROM song_artists sa JOIN artists a ON a.id = sa.artist_id
     WHERE sa.song_id = s.id AND sa.role = '${role}'), '')`;

/** The whitelist: what of a song each field is, several values apart by U+001F. */
const fieldSql: Readonly<Record<SongTextField, string>> = {
  title: "title",
  artist: `coalesce(artist, '') || char(31) || ${namesOf("artist")}`,
  albumartist: `coalesce(album_artist, CASE WHEN is_compilation THEN 'Various Artists' ELSE artist END, '')
     || char(31) || ${namesOf("album_artist")}`,
  album: "coalesce(album, '')",
  genre: `coalesce(genre, '') || char(31) || coalesce((SELECT group_concat(g.identity, char(31))
     FROM song_genres sg JOIN genres g ON g.id = sg.genre_id WHERE sg.song_id = s.id), '')`,
  composer: "coalesce(composer, '')",
  comment: "coalesce(comment, '')",
  path: "coalesce(local_path, '')",
  key: "coalesce(musical_key, '')",
  codec: "coalesce(codec, '')",
  isrc: "coalesce(isrc, '')",
  language: "coalesce(language_code, '')",
};

const narrowFields: ReadonlySet<SongTextField> = new Set(["key", "codec"]);

export const fieldTextSql = {
  slice: (field: SongTextField): string =>
    linesOf(
      field,
      `FROM songs s ${narrowFields.has(field) ? "INDEXED BY songs_columns" : "NOT INDEXED"}
       WHERE s.id > ? ORDER BY s.id LIMIT ?`,
    ),
  ofSongs: (field: SongTextField): string =>
    linesOf(field, "FROM songs s WHERE s.id IN (SELECT value FROM json_each(?))"),
};

function linesOf(field: SongTextField, from: string): string {
  return `SELECT CAST(group_concat(id) AS BLOB), CAST(group_concat(replace(value, char(10), ' '), char(10)) AS BLOB)
    FROM (SELECT s.id, ${fieldSql[field]} AS value ${from})`;
}

interface LoadingText {
  readonly text: SearchText;
  loadedTo: number;
  isLoaded: boolean;
}

type PackedPair = readonly [ids: Buffer | null, values: Buffer | null];

/** The folded texts of single fields, loaded when first asked for and kept up to date. */
export class FieldTexts {
  readonly #connection: ReadConnection;
  readonly #texts = new RecentlyUsed<LoadingText>(keptTexts);

  constructor(connection: ReadConnection) {
    this.#connection = connection;
  }

  /** Songs whose field holds `value` somewhere, or has it as a whole value. Runs in slices. */
  *find(field: SongTextField, value: string, how: "part" | "whole"): Generator<void, Uint32Array> {
    const text = yield* this.#load(field);
    const folded = foldForSearch(value);
    return yield* text.find([how === "part" ? folded : `${valueStart}${folded}${valueEnd}`]);
  }

  /** Takes in songs that changed; those not loaded yet come with their slice. */
  takeIn(changed: readonly number[]): void {
    for (const [field, loading] of this.#texts.entries()) {
      const known = loading.isLoaded ? changed : changed.filter((id) => id <= loading.loadedTo);
      if (known.length === 0) continue;
      const sql = fieldTextSql.ofSongs(field as SongTextField);
      const [ids, lines] = this.#connection.rows<PackedPair>(sql, JSON.stringify(known))[0] ?? [];
      if (ids !== undefined && ids !== null) loading.text.add(ids, foldedLines(lines ?? null));
    }
  }

  clear(): void {
    this.#texts.deleteWhere(() => true);
  }

  *#load(field: SongTextField): Generator<void, SearchText> {
    for (;;) {
      // Looked up anew after every slice: another job may have gone on with it, or a reload dropped it.
      const loading = this.#texts.get(field) ?? {
        text: new SearchText(),
        loadedTo: 0,
        isLoaded: false,
      };
      this.#texts.set(field, loading);
      if (loading.isLoaded) return loading.text;
      const sql = fieldTextSql.slice(field);
      const [ids, lines] =
        this.#connection.rows<PackedPair>(sql, loading.loadedTo, sliceRows)[0] ?? [];
      const last =
        ids === undefined || ids === null
          ? null
          : loading.text.add(ids, foldedLines(lines ?? null));
      if (last === null) loading.isLoaded = true;
      else {
        loading.loadedTo = last;
        yield;
      }
    }
  }
}

function foldedLines(packed: Buffer | null): Buffer {
  const lines = (packed?.toString("utf8") ?? "").split("\n").map(foldedLine);
  return Buffer.from(lines.join("\n"), "utf8");
}

function foldedLine(line: string): string {
  const [shown = "", ...names] = line.split(partSeparator);
  const first = foldForSearch(shown);
  let folded = `${valueStart}${first}${valueEnd}`;
  for (const name of names) {
    if (name !== "" && name !== first) folded += `${valueStart}${foldForSearch(name)}${valueEnd}`;
  }
  return folded;
}
