import { type PreparedLibrary, adoptLibrary } from "#core/db/adopt-library.ts";
import type { Database } from "#core/db/database.ts";
import { nextRevision } from "#features/library/index.ts";
import { exportedTables } from "./exported-tables.ts";

/** What stands in the way of importing a library, in the words of a sentence. */
const belongings = [
  ["songs", "song", "songs"],
  ["library_folders", "watched folder", "watched folders"],
  ["playlists", "playlist", "playlists"],
  ["playlist_folders", "playlist folder", "playlist folders"],
  ["play_history", "play", "plays"],
  ["saved_filters", "saved search", "saved searches"],
] as const;

/** A whole library, read and replaced. */
export class LibraryRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What the library has, `3 songs`; null when it is empty. */
  contents(): string | null {
    for (const [table, one, several] of belongings) {
      const count = this.#count(table);
      if (count > 0) return count === 1 ? `1 ${one}` : `${count.toLocaleString("en")} ${several}`;
    }
    const profiles = this.#count("users");
    return profiles > 1 ? `${profiles} profiles` : null;
  }

  /** Rows that an export has, roughly. */
  countRows(): number {
    return exportedTables.reduce((total, { name }) => total + this.#count(name), 0);
  }

  /** Keys of pictures that people chose, in a fixed order. */
  pictureKeys(): string[] {
    return this.#database.read.pluck(
      `SELECT avatar_key FROM users WHERE avatar_key IS NOT NULL
       UNION SELECT cover_key FROM playlists WHERE cover_key IS NOT NULL ORDER BY 1`,
    );
  }

  /**
   * Takes a prepared library over; the caller's profile becomes the first of its profiles.
   * @throws whatever `check` throws; nothing is changed then
   * @returns the library's new revision
   */
  adopt(prepared: Pick<PreparedLibrary, "path" | "ownerId">, check: () => void): number {
    let revision = 0;
    adoptLibrary(
      this.#database,
      {
        ...prepared,
        tables: exportedTables.map(({ name }) => name),
        emptied: ["change_journal_rows"],
        secretColumns: ["password_hash"],
      },
      {
        check,
        finish: (tx) => {
          revision = nextRevision(tx);
          tx.run("UPDATE songs SET revision = ?", revision);
        },
      },
    );
    return revision;
  }

  #count(table: string): number {
    return this.#database.read.pluck<number>(`SELECT count(*) FROM ${table}`)[0] ?? 0;
  }
}
