import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A row of `user_sessions`. */
export interface StoredSession {
  readonly id: number;
  readonly uuid: string;
  readonly userId: number;
  readonly device: string;
  readonly clientLabel: string;
  readonly createdAt: number;
  readonly lastActivityAt: number;
  readonly expiresAt: number;
  readonly isLocked: boolean;
}

interface SessionRow {
  readonly id: number;
  readonly uuid: string;
  readonly user_id: number;
  readonly device: string;
  readonly client_label: string;
  readonly created_at: number;
  readonly last_activity_at: number;
  readonly expires_at: number;
  readonly locked_at: number | null;
}

const selectSessions = `SELECT id, uuid, user_id, device, client_label, created_at, last_activity_at, expires_at, locked_at
  FROM user_sessions`;

/** Rows of `user_sessions`. A row that has expired is as good as gone; reads that matter say when they are. */
export class UserSessionsRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  create(
    tx: WriteTx,
    session: {
      readonly uuid: string;
      readonly userId: number;
      readonly tokenHash: string;
      readonly device: string;
      readonly clientLabel: string;
      readonly expiresAt: number;
    },
    now: number,
  ): number {
    return tx.run(
      `INSERT INTO user_sessions (uuid, user_id, token_hash, device, client_label, created_at, last_activity_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      session.uuid,
      session.userId,
      session.tokenHash,
      session.device,
      session.clientLabel,
      now,
      now,
      session.expiresAt,
    ).lastInsertRowid;
  }

  /** The session of a token, locked or not; undefined once it has expired. */
  getByTokenHash(tokenHash: string, now: number): StoredSession | undefined {
    const row = this.#read.get<SessionRow>(
      `${selectSessions} WHERE token_hash = ? AND expires_at > ?`,
      tokenHash,
      now,
    );
    return row === undefined ? undefined : toSession(row);
  }

  getById(id: number, now: number): StoredSession | undefined {
    const row = this.#read.get<SessionRow>(
      `${selectSessions} WHERE id = ? AND expires_at > ?`,
      id,
      now,
    );
    return row === undefined ? undefined : toSession(row);
  }

  /** Those that have not expired, the latest used first. */
  getByUser(userId: number, now: number): StoredSession[] {
    return this.#read
      .all<SessionRow>(
        `${selectSessions} WHERE user_id = ? AND expires_at > ? ORDER BY last_activity_at DESC, id DESC`,
        userId,
        now,
      )
      .map(toSession);
  }

  /** It was used: it lasts until `expiresAt`. */
  touch(tx: WriteTx, id: number, now: number, expiresAt: number): void {
    tx.run(
      "UPDATE user_sessions SET last_activity_at = ?, expires_at = ? WHERE id = ?",
      now,
      expiresAt,
      id,
    );
  }

  lock(tx: WriteTx, id: number, now: number): void {
    tx.run("UPDATE user_sessions SET locked_at = ? WHERE id = ?", now, id);
  }

  delete(tx: WriteTx, id: number): void {
    tx.run("DELETE FROM user_sessions WHERE id = ?", id);
  }

  /** @returns how many ended; 0 when the session is not of this profile */
  deleteOfUser(tx: WriteTx, userId: number, uuid: string): number {
    return tx.run("DELETE FROM user_sessions WHERE user_id = ? AND uuid = ?", userId, uuid).changes;
  }

  /** @param keptId the session that stays; null: none. @returns how many ended */
  deleteAllOfUser(tx: WriteTx, userId: number, keptId: number | null): number {
    return tx.run("DELETE FROM user_sessions WHERE user_id = ? AND id IS NOT ?", userId, keptId)
      .changes;
  }

  /** Those of profiles that may not log in any more. */
  deleteOfInactiveUsers(tx: WriteTx): void {
    tx.run("DELETE FROM user_sessions WHERE user_id IN (SELECT id FROM users WHERE is_active = 0)");
  }

  deleteExpired(tx: WriteTx, now: number): void {
    tx.run("DELETE FROM user_sessions WHERE expires_at <= ?", now);
  }
}

function toSession(row: SessionRow): StoredSession {
  return {
    id: row.id,
    uuid: row.uuid,
    userId: row.user_id,
    device: row.device,
    clientLabel: row.client_label,
    createdAt: row.created_at,
    lastActivityAt: row.last_activity_at,
    expiresAt: row.expires_at,
    isLocked: row.locked_at !== null,
  };
}
