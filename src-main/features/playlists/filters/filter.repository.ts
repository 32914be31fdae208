import type { SavedFilter } from "#shared/contract/index.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** Rows of `saved_filters`. */
export class FilterRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getAll(userId: number): SavedFilter[] {
    return this.#read.all<SavedFilter>(
      "SELECT uuid, name, query FROM saved_filters WHERE user_id = ? ORDER BY name COLLATE NOCASE, id",
      userId,
    );
  }

  getByName(name: string, userId: number): SavedFilter | undefined {
    return this.#read.get<SavedFilter>(
      "SELECT uuid, name, query FROM saved_filters WHERE user_id = ? AND name = ?",
      userId,
      name,
    );
  }

  getByUuid(uuid: string, userId: number): SavedFilter | undefined {
    return this.#read.get<SavedFilter>(
      "SELECT uuid, name, query FROM saved_filters WHERE user_id = ? AND uuid = ?",
      userId,
      uuid,
    );
  }

  /** The same name takes the new query. */
  save(tx: WriteTx, filter: SavedFilter, userId: number, now: number): void {
    tx.run(
      `INSERT INTO saved_filters (uuid, user_id, name, query, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (user_id, name) DO UPDATE SET query = excluded.query, updated_at = excluded.updated_at
       WHERE query IS NOT excluded.query`,
      filter.uuid,
      userId,
      filter.name,
      filter.query,
      now,
      now,
    );
  }

  delete(tx: WriteTx, uuid: string, userId: number): void {
    tx.run("DELETE FROM saved_filters WHERE uuid = ? AND user_id = ?", uuid, userId);
  }
}
