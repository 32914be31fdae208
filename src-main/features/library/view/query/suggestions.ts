import type { FieldName, TextFieldName } from "#shared/domain/query/query-fields.ts";
import { fieldNamed } from "#shared/domain/query/query-fields.ts";
import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";
import { tagsOf } from "./own-texts.ts";

export interface SuggestedValue {
  readonly value: string;
  readonly songs: number;
}

const inLibrary = "NOT IN (SELECT id FROM songs WHERE removed_at IS NOT NULL)";
const linked = (table: string, link: string, key: string, where = ""): string =>
  `SELECT name, (SELECT count(DISTINCT song_id) FROM ${link} WHERE ${key} = ${table}.id${where} AND song_id ${inLibrary}) FROM ${table}`;
const ofSongs = (column: string): string =>
  `SELECT ${column}, count(*) FROM songs WHERE removed_at IS NULL AND ${column} IS NOT NULL GROUP BY ${column}`;

/** The whitelist: all values of a field with how many songs have each. Those of a profile take it as a parameter. */
export const suggestionSql: Readonly<Partial<Record<TextFieldName, string>>> = {
  artist: linked("artists", "song_artists", "artist_id"),
  albumartist: `SELECT album_artist, sum((SELECT count(*) FROM songs WHERE album_id = albums.id AND removed_at IS NULL))
    FROM albums WHERE album_artist IS NOT NULL GROUP BY album_artist`,
  album: `SELECT title, sum((SELECT count(*) FROM songs WHERE album_id = albums.id AND removed_at IS NULL))
    FROM albums GROUP BY title`,
  genre: linked("genres", "song_genres", "genre_id"),
  composer: ofSongs("composer"),
  key: ofSongs("musical_key"),
  codec: ofSongs("codec"),
  language: ofSongs("language_code"),
};

const ownSql = {
  tag: "SELECT tags FROM song_control INDEXED BY song_control_tags WHERE user_id = ? AND tags <> '[]'",
  playlist: `SELECT name, track_count FROM playlists
    WHERE user_id = ? OR is_public OR id IN (SELECT playlist_id FROM playlist_collaborators WHERE user_id = ?)`,
} as const;

interface Known {
  readonly value: string;
  readonly folded: string;
  readonly songs: number;
}

/** Values of fields for completion. Those of the library are counted once a revision. */
export class Suggestions {
  readonly #connection: ReadConnection;
  readonly #known = new Map<FieldName, readonly Known[]>();
  #revision = -1;

  constructor(connection: ReadConnection) {
    this.#connection = connection;
  }

  /** Values that begin like `prefix`, or have a word that does, most used first; those that begin so come before. */
  values(
    request: { readonly field: string; readonly prefix: string; readonly limit: number },
    userId: number,
    revision: number,
  ): SuggestedValue[] {
    const field = fieldNamed(request.field);
    if (field === undefined) return [];
    if (revision !== this.#revision) this.#known.clear();
    this.#revision = revision;
    const wanted = foldForSearch(request.prefix);
    const begins = ({ folded }: Known): boolean => folded.startsWith(wanted);
    return this.#all(field.name, userId)
      .filter((known) => begins(known) || known.folded.includes(` ${wanted}`))
      .toSorted(
        (a, b) =>
          Number(begins(b)) - Number(begins(a)) ||
          b.songs - a.songs ||
          (a.folded < b.folded ? -1 : 1),
      )
      .slice(0, request.limit)
      .map(({ value, songs }) => ({ value, songs }));
  }

  #all(field: FieldName, userId: number): readonly Known[] {
    if (field === "tag") return this.#tags(userId);
    if (field === "playlist") {
      return known(
        this.#connection.rows<readonly [string, number]>(ownSql.playlist, userId, userId),
      );
    }
    const sql = suggestionSql[field as TextFieldName];
    if (sql === undefined) return [];
    let values = this.#known.get(field);
    if (values === undefined) {
      const rows = this.#connection.rows<readonly [string, number]>(sql);
      values = known(rows.filter(([, songs]) => songs > 0));
      this.#known.set(field, values);
    }
    return values;
  }

  #tags(userId: number): readonly Known[] {
    const counts = new Map<string, number>();
    for (const json of this.#connection.values<string>(ownSql.tag, userId)) {
      for (const tag of tagsOf(json)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return known([...counts]);
  }
}

function known(rows: readonly (readonly [string, number])[]): Known[] {
  return rows
    .filter(([value]) => value !== "")
    .map(([value, songs]) => ({ value, songs, folded: foldForSearch(value) }));
}
