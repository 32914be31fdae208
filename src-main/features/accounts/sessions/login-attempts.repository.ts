import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A row of `login_attempts`. */
export interface LoginAttempts {
  readonly failedCount: number;
  readonly lastFailedAt: number;
  readonly nextAttemptAt: number;
}

/** Rows of `login_attempts`. */
export class LoginAttemptsRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  get(nameHash: string): LoginAttempts | undefined {
    const row = this.#read.get<{
      readonly failed_count: number;
      readonly last_failed_at: number;
      readonly next_attempt_at: number;
    }>(
      "SELECT failed_count, last_failed_at, next_attempt_at FROM login_attempts WHERE name_hash = ?",
      nameHash,
    );
    if (row === undefined) return undefined;
    return {
      failedCount: row.failed_count,
      lastFailedAt: row.last_failed_at,
      nextAttemptAt: row.next_attempt_at,
    };
  }

  save(tx: WriteTx, nameHash: string, attempts: LoginAttempts): void {
    tx.run(
      `INSERT INTO login_attempts (name_hash, failed_count, last_failed_at, next_attempt_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (name_hash) DO UPDATE SET failed_count = excluded.failed_count,
         last_failed_at = excluded.last_failed_at, next_attempt_at = excluded.next_attempt_at`,
      nameHash,
      attempts.failedCount,
      attempts.lastFailedAt,
      attempts.nextAttemptAt,
    );
  }

  delete(tx: WriteTx, nameHash: string): void {
    tx.run("DELETE FROM login_attempts WHERE name_hash = ?", nameHash);
  }

  deleteOlderThan(tx: WriteTx, timeMs: number): void {
    tx.run("DELETE FROM login_attempts WHERE last_failed_at <= ?", timeMs);
  }
}
