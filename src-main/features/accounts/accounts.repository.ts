import { z } from "zod";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

export interface User {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly displayName: string;
  readonly isAdmin: boolean;
}

interface UserRow {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly display_name: string;
  readonly is_admin: number;
}

const userColumns = "id, uuid, username, display_name, is_admin";

/** Rows of `users` and `ui_state`. */
export class AccountsRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  create(tx: WriteTx, user: Omit<User, "id">, now: number): void {
    tx.run(
      `INSERT INTO users (uuid, username, display_name, is_active, is_admin, created_at, updated_at)
       VALUES (?, ?, ?, 1, ?, ?, ?)`,
      user.uuid,
      user.username,
      user.displayName,
      user.isAdmin ? 1 : 0,
      now,
      now,
    );
  }

  /** The first active administrator: the profile that the first start made. */
  getOwner(): User | undefined {
    return toUser(
      this.#read.get<UserRow>(
        `SELECT ${userColumns} FROM users WHERE is_admin = 1 AND is_active = 1 ORDER BY id LIMIT 1`,
      ),
    );
  }

  getByUsername(username: string): User | undefined {
    return toUser(
      this.#read.get<UserRow>(
        `SELECT ${userColumns} FROM users WHERE username = ? AND is_active = 1`,
        username,
      ),
    );
  }

  /** JSON as it was stored, or undefined. */
  getUiState(userId: number, component: string): unknown {
    const row = this.#read.get<{ readonly state_data: string }>(
      "SELECT state_data FROM ui_state WHERE user_id = ? AND component_name = ?",
      userId,
      component,
    );
    return row === undefined ? undefined : z.json().parse(JSON.parse(row.state_data));
  }

  setUiState(tx: WriteTx, userId: number, component: string, json: string, now: number): void {
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

function toUser(row: UserRow | undefined): User | undefined {
  if (row === undefined) return undefined;
  return {
    id: row.id,
    uuid: row.uuid,
    username: row.username,
    displayName: row.display_name,
    isAdmin: row.is_admin === 1,
  };
}
