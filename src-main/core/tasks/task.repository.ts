import { z } from "zod";
import { taskProgressSchema } from "#shared/contract/tasks.contract.ts";
import type { Task, TaskProgress, TaskStatus } from "#shared/contract/index.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";
import { mayFollow } from "./task-state.ts";

interface TaskRow {
  readonly id: number;
  readonly uuid: string;
  readonly user_id: number | null;
  readonly kind: string;
  readonly title: string;
  readonly payload: string;
  readonly status: TaskStatus;
  readonly progress: string | null;
  readonly checkpoint: string | null;
  readonly result: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly attempt: number;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly completed_at: number | null;
}

/** A task with what only its runner needs. */
export interface RunnableTask {
  readonly uuid: string;
  readonly userId: number | null;
  readonly kind: string;
  readonly payload: unknown;
  readonly checkpoint: unknown;
  readonly attempt: number;
}

export interface NewTask {
  readonly uuid: string;
  readonly userId: number | null;
  readonly kind: string;
  readonly title: string;
  readonly payload: unknown;
  readonly idempotencyKey: string | null;
  readonly now: number;
}

/** Rows of `tasks`. Every change of status goes through {@link TaskRepository.setStatus}, which keeps the state machine. */
export class TaskRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  create(tx: WriteTx, task: NewTask): void {
    tx.run(
      `INSERT INTO tasks (uuid, user_id, kind, title, payload, idempotency_key, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      task.uuid,
      task.userId,
      task.kind,
      task.title,
      JSON.stringify(task.payload),
      task.idempotencyKey,
      task.now,
      task.now,
    );
  }

  getByUuid(uuid: string): Task | undefined {
    const row = this.#read.get<TaskRow>("SELECT * FROM tasks WHERE uuid = ?", uuid);
    return row === undefined ? undefined : toTask(row);
  }

  /** Whether this profile asked for it. */
  isOf(uuid: string, userId: number): boolean {
    return (
      this.#read.get("SELECT 1 FROM tasks WHERE uuid = ? AND user_id = ?", uuid, userId) !==
      undefined
    );
  }

  /** Active ones first, then by age, newest first. */
  getAll(limit: number): Task[] {
    return this.#read
      .all<TaskRow>(
        "SELECT * FROM tasks ORDER BY status IN ('pending', 'running') DESC, id DESC LIMIT ?",
        limit,
      )
      .map(toTask);
  }

  /** The unfinished task of a key, if any. */
  getActiveByKey(key: string): Task | undefined {
    const row = this.#read.get<TaskRow>(
      "SELECT * FROM tasks WHERE idempotency_key = ? AND status IN ('pending', 'running')",
      key,
    );
    return row === undefined ? undefined : toTask(row);
  }

  nextPending(kinds: readonly string[]): RunnableTask | undefined {
    const row = this.#read.get<TaskRow>(
      `SELECT * FROM tasks WHERE status = 'pending' AND kind IN (SELECT value FROM json_each(?))
       ORDER BY priority DESC, id LIMIT 1`,
      JSON.stringify(kinds),
    );
    if (row === undefined) return undefined;
    return {
      uuid: row.uuid,
      userId: row.user_id,
      kind: row.kind,
      payload: JSON.parse(row.payload),
      checkpoint: row.checkpoint === null ? null : JSON.parse(row.checkpoint),
      attempt: row.attempt + 1,
    };
  }

  getByStatus(status: TaskStatus): Task[] {
    return this.#read
      .all<TaskRow>("SELECT * FROM tasks WHERE status = ? ORDER BY id", status)
      .map(toTask);
  }

  /** @throws Error when the state machine forbids it: a bug of the caller */
  setStatus(tx: WriteTx, uuid: string, status: TaskStatus, change: StatusChange): void {
    const from = this.getByUuid(uuid)?.status;
    if (from === undefined || !mayFollow(from, status))
      throw new Error(`Task ${uuid} may not go from ${from} to ${status}`);
    tx.run(
      `UPDATE tasks SET status = ?, updated_at = ?, error_code = ?, error_message = ?, result = ?,
         attempt = coalesce(?, attempt), lease_owner = ?, lease_expires_at = ?,
         started_at = CASE WHEN ? = 'running' THEN ? ELSE started_at END,
         completed_at = CASE WHEN ? IN ('completed', 'failed', 'cancelled') THEN ? END
       WHERE uuid = ?`,
      status,
      change.now,
      change.errorCode ?? null,
      change.errorMessage ?? null,
      change.result === undefined ? null : JSON.stringify(change.result),
      change.attempt ?? null,
      change.lease?.owner ?? null,
      change.lease?.expiresAt ?? null,
      status,
      change.now,
      status,
      change.now,
      uuid,
    );
  }

  /** Progress, and the heartbeat with it. */
  setProgress(
    tx: WriteTx,
    uuid: string,
    progress: TaskProgress | null,
    leaseExpiresAt: number,
    now: number,
  ): void {
    tx.run(
      `UPDATE tasks SET progress = coalesce(?, progress), lease_expires_at = ?, updated_at = ?
       WHERE uuid = ? AND status = 'running'`,
      progress === null ? null : JSON.stringify(progress),
      leaseExpiresAt,
      now,
      uuid,
    );
  }

  setCheckpoint(tx: WriteTx, uuid: string, checkpoint: unknown, now: number): void {
    tx.run(
      "UPDATE tasks SET checkpoint = ?, updated_at = ? WHERE uuid = ?",
      JSON.stringify(checkpoint),
      now,
      uuid,
    );
  }
}

export interface StatusChange {
  readonly now: number;
  readonly attempt?: number;
  readonly lease?: { readonly owner: string; readonly expiresAt: number };
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly result?: unknown;
}

function toTask(row: TaskRow): Task {
  return {
    uuid: row.uuid,
    kind: row.kind,
    title: row.title,
    status: row.status,
    progress: row.progress === null ? null : taskProgressSchema.parse(JSON.parse(row.progress)),
    errorCode: row.error_code,
    errorMessage: row.error_message,
    result: row.result === null ? null : z.json().parse(JSON.parse(row.result)),
    attempt: row.attempt,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
  };
}
