import { randomUUID } from "node:crypto";
import type { WriteTx } from "#core/db/database.ts";
import type { AlbumEntity, ArtistEntity, Entity, Value } from "./song-values.ts";

type CatalogTable = "artists" | "genres" | "albums";

/** Ids kept in memory per table; beyond it they are looked up again. */
const keptIds = 200_000;

const insertColumns: Readonly<Record<CatalogTable, readonly string[]>> = {
  artists: ["uuid", "identity", "name", "sort_name", "musicbrainz_artist_id"],
  genres: ["uuid", "identity", "name", "sort_name"],
  albums: [
    "uuid",
    "identity",
    "title",
    "sort_title",
    "album_artist",
    "sort_album_artist",
    "year",
    "musicbrainz_release_id",
  ],
};

/** Artists, genres and albums: finds or makes them by identity, a batch at a time, and remembers their ids. */
export class CatalogRepository {
  readonly #ids: Readonly<Record<CatalogTable, Map<string, number>>> = {
    artists: new Map(),
    genres: new Map(),
    albums: new Map(),
  };

  /** To be called when a transaction was rolled back: the ids it made are gone. */
  forget(): void {
    for (const ids of Object.values(this.#ids)) ids.clear();
  }

  /** Makes what is not there yet. @returns a look-up from identity to id that knows all of `artists` */
  ensureArtists(tx: WriteTx, artists: Iterable<ArtistEntity>): (identity: string) => number {
    return this.#ensure(tx, "artists", artists, (artist) => [
      artist.name,
      artist.sortName,
      artist.musicbrainzArtistId,
    ]);
  }

  ensureGenres(tx: WriteTx, genres: Iterable<Entity>): (identity: string) => number {
    return this.#ensure(tx, "genres", genres, (genre) => [genre.name, genre.sortName]);
  }

  ensureAlbums(tx: WriteTx, albums: Iterable<AlbumEntity>): (identity: string) => number {
    return this.#ensure(tx, "albums", albums, (album) => [
      album.name,
      album.sortName,
      album.albumArtist,
      album.sortAlbumArtist,
      album.year,
      album.musicbrainzReleaseId,
    ]);
  }

  /**
   * Gives albums the name, artist, year and cover of their first song that is in the library (by disc, track and path), so that
   * an album looks the same whatever order its files came in.
   */
  refreshAlbums(tx: WriteTx, albumIds: Iterable<number>): void {
    tx.run(
      `UPDATE albums SET title = first.album, sort_title = first.sort_album,
         album_artist = coalesce(first.album_artist, CASE WHEN first.is_compilation THEN 'Various Artists' ELSE first.artist END),
         sort_album_artist = first.sort_album_artist, year = first.year,
         cover_key = coalesce(first.cover_key, (SELECT cover_key FROM songs
           WHERE album_id = albums.id AND removed_at IS NULL AND cover_key IS NOT NULL
           ORDER BY disc_no, track_no, local_path LIMIT 1))
       FROM json_each(?) AS wanted
         JOIN songs AS first ON first.id = (SELECT id FROM songs WHERE album_id = wanted.value AND album IS NOT NULL
           ORDER BY removed_at IS NOT NULL, disc_no, track_no, local_path LIMIT 1)
       WHERE albums.id = wanted.value`,
      JSON.stringify([...albumIds]),
    );
  }

  /** Deletes those of the named rows that no song refers to any more. */
  deleteOrphans(
    tx: WriteTx,
    ids: {
      readonly albums: Iterable<number>;
      readonly artists: Iterable<number>;
      readonly genres: Iterable<number>;
    },
  ): void {
    this.#deleteOrphans(tx, "albums", ids.albums, "SELECT 1 FROM songs WHERE album_id = albums.id");
    this.#deleteOrphans(
      tx,
      "artists",
      ids.artists,
      "SELECT 1 FROM song_artists WHERE artist_id = artists.id",
    );
    this.#deleteOrphans(
      tx,
      "genres",
      ids.genres,
      "SELECT 1 FROM song_genres WHERE genre_id = genres.id",
    );
  }

  #deleteOrphans(tx: WriteTx, table: CatalogTable, ids: Iterable<number>, reference: string): void {
    const list = [...ids];
    if (list.length === 0) return;
    const deleted = tx.all<{ identity: string }>(
      `DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (${reference})
       RETURNING identity`,
      JSON.stringify(list),
    );
    for (const { identity } of deleted) this.#ids[table].delete(identity);
  }

  #ensure<Kind extends Entity>(
    tx: WriteTx,
    table: CatalogTable,
    entities: Iterable<Kind>,
    valuesOf: (entity: Kind) => Value[],
  ): (identity: string) => number {
    const known = this.#ids[table];
    if (known.size > keptIds) known.clear();
    const unknown = new Map<string, Kind>();
    for (const entity of entities)
      if (!known.has(entity.identity) && !unknown.has(entity.identity))
        unknown.set(entity.identity, entity);
    if (unknown.size > 0) {
      const found = tx.all<{ id: number; identity: string }>(
        `SELECT id, identity FROM ${table} WHERE identity IN (SELECT value FROM json_each(?))`,
        JSON.stringify([...unknown.keys()]),
      );
      for (const row of found) {
        known.set(row.identity, row.id);
        unknown.delete(row.identity);
      }
      const columns = insertColumns[table];
      const insert = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
      for (const [identity, entity] of unknown) {
        const { lastInsertRowid } = tx.run(insert, randomUUID(), identity, ...valuesOf(entity));
        known.set(identity, lastInsertRowid);
      }
    }
    return (identity) => {
      const id = known.get(identity);
      if (id === undefined) throw new Error(`No ${table} row for ${identity}`);
      return id;
    };
  }
}
