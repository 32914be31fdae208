import { z } from "zod";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** Rows of `ui_state`. */
export class UiStateRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** JSON as it was stored, or undefined. */
  get(userId: number, component: string): unknown {
    const row = this.#read.get<{ readonly state_data: string }>(
      "SELECT state_data FROM ui_state WHERE user_id = ? AND component_name = ?",
      userId,
      component,
    );
    return row === undefined ? undefined : z.json().parse(JSON.parse(row.state_data));
  }

  set(tx: WriteTx, userId: number, component: string, json: string, now: number): void {
    tx.run(
      `INSERT INTO ui_state (user_id, component_name, state_data, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (user_id, component_name) DO UPDATE SET
         state_data = excluded.state_data, updated_at = excluded.updated_at`,
      userId,
      component,
      json,
      now,
      now,
    );
  }
}
