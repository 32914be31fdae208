import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Task, TaskProgress } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Database } from "#core/db/database.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { Logger } from "#core/logging/logger.ts";
import type { TaskKind } from "./task-kind.ts";
import { isFinished } from "./task-state.ts";
import { type RunnableTask, TaskRepository } from "./task.repository.ts";

/** A running task that gives no sign for this long is taken for dead. */
const leaseMs = 60_000;
/** Progress is written and told at most this often. */
const progressIntervalMs = 200;

interface Running {
  readonly kind: string;
  readonly abort: AbortController;
  readonly finished: Promise<void>;
}

export interface TaskQueueOptions {
  readonly database: Database;
  readonly events: EventHub;
  readonly logger: Logger;
  readonly now?: () => number;
}

/**
 * The one place where long work runs: a row per task, a lease with heartbeat, progress as events, cancel at any moment,
 * and whatever a crash left running is taken up again at the next start.
 */
export class TaskQueue {
  readonly #database: Database;
  readonly #events: EventHub;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #repository: TaskRepository;
  readonly #kinds = new Map<string, TaskKind>();
  readonly #running = new Map<string, Running>();
  readonly #owner = randomUUID();
  readonly #waiters = new Map<string, Set<() => void>>();
  #heartbeat: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(options: TaskQueueOptions) {
    this.#database = options.database;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
    this.#repository = new TaskRepository(options.database.read);
  }

  /** Makes a kind known; to be done before {@link start}. */
  register<Payload extends z.ZodType, Result extends z.ZodType>(
    kind: TaskKind<Payload, Result>,
  ): void {
    if (this.#kinds.has(kind.kind)) throw new Error(`Task kind ${kind.kind} is registered twice`);
    this.#kinds.set(kind.kind, kind);
  }

  /**
   * Takes up what a dead process left and begins to work. One process owns the data folder at a time, so whatever is
   * marked running now was left by one that died.
   */
  start(): void {
    this.#isOpen = true;
    for (const task of this.#repository.getByStatus("running")) this.#takeUp(task);
    this.#heartbeat = setInterval(() => this.#beat(), leaseMs / 4);
    this.#heartbeat.unref();
    this.#pump();
  }

  /**
   * Puts work in the queue.
   * @param idempotencyKey at most one unfinished task carries it; a second request answers the first one's id
   * @returns the task's uuid
   */
  enqueue(task: {
    readonly kind: string;
    readonly title: string;
    readonly payload: unknown;
    readonly userId: number | null;
    readonly idempotencyKey?: string;
  }): string {
    const kind = this.#kinds.get(task.kind);
    if (kind === undefined) throw new Error(`Unknown task kind ${task.kind}`);
    const active =
      task.idempotencyKey === undefined
        ? undefined
        : this.#repository.getActiveByKey(task.idempotencyKey);
    if (active !== undefined) return active.uuid;
    const uuid = randomUUID();
    this.#database.write((tx) => {
      this.#repository.create(tx, {
        uuid,
        userId: task.userId,
        kind: task.kind,
        title: task.title,
        payload: kind.payload.parse(task.payload),
        idempotencyKey: task.idempotencyKey ?? null,
        now: this.#now(),
      });
    });
    this.#tell(uuid);
    this.#pump();
    return uuid;
  }

  list(limit: number): Task[] {
    return this.#repository.getAll(limit);
  }

  /** @throws AppError `not_found` */
  get(uuid: string): Task {
    const task = this.#repository.getByUuid(uuid);
    if (task === undefined)
      throw new AppError("not_found", "That task is no longer known.", { uuid });
    return task;
  }

  /**
   * Everybody sees what is being done; who asked for it, and administrators, may stop it or have it done again.
   * @throws AppError `not_allowed`, `not_found`
   */
  requireOwn(uuid: string, actor: Actor): void {
    const { title } = this.get(uuid);
    if (actor.isAdmin || this.#repository.isOf(uuid, actor.userId)) return;
    throw new AppError(
      "not_allowed",
      `"${title}" was started by another profile. Ask an administrator to stop or repeat it.`,
      { uuid },
    );
  }

  /** Asks a task to stop; a running one stops at its next step. A finished one is left as it is. */
  cancel(uuid: string): void {
    const running = this.#running.get(uuid);
    if (running !== undefined) {
      running.abort.abort(new AppError("cancelled", "Cancelled."));
      return;
    }
    if (this.get(uuid).status !== "pending") return;
    this.#database.write((tx) =>
      this.#repository.setStatus(tx, uuid, "cancelled", { now: this.#now() }),
    );
    this.#tell(uuid);
  }

  /** Asks the task that waits or runs under this key to stop, if there is one. */
  cancelByKey(idempotencyKey: string): void {
    const active = this.#repository.getActiveByKey(idempotencyKey);
    if (active !== undefined) this.cancel(active.uuid);
  }

  /** Runs a failed or cancelled task again; its checkpoint stays. */
  resume(uuid: string): void {
    const { status } = this.get(uuid);
    if (status !== "failed" && status !== "cancelled") return;
    this.#database.write((tx) =>
      this.#repository.setStatus(tx, uuid, "pending", { now: this.#now() }),
    );
    this.#tell(uuid);
    this.#pump();
  }

  /** Resolves with the task once it is finished, however it ended. */
  async waitFor(uuid: string): Promise<Task> {
    while (!isFinished(this.get(uuid).status)) {
      await new Promise<void>((resolve) => {
        const waiters = this.#waiters.get(uuid) ?? new Set();
        this.#waiters.set(uuid, waiters.add(resolve));
      });
    }
    return this.get(uuid);
  }

  /** Resolves once nothing runs or waits any more, including what finished tasks put in the queue. */
  async idle(): Promise<void> {
    for (;;) {
      const active = this.#repository.getAll(1)[0];
      if (active === undefined || isFinished(active.status) || !this.#isOpen) return;
      await this.waitFor(active.uuid);
    }
  }

  /** Stops working. Running tasks are interrupted and go back to pending: the next start goes on with them. */
  async close(): Promise<void> {
    this.#isOpen = false;
    clearInterval(this.#heartbeat);
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort(new AppError("unavailable", "Segue is closing."));
    await Promise.all(running.map(({ finished }) => finished));
  }

  #takeUp(task: Task): void {
    this.#logger.warn("Taking up a task whose process died", { task: task.uuid, kind: task.kind });
    this.#database.write((tx) =>
      this.#repository.setStatus(tx, task.uuid, "pending", { now: this.#now() }),
    );
  }

  #pump(): void {
    while (this.#isOpen) {
      const free = [...this.#kinds.values()].filter(
        (kind) => this.#runningOf(kind.kind) < kind.concurrency,
      );
      const next =
        free.length === 0 ? undefined : this.#repository.nextPending(free.map((kind) => kind.kind));
      const kind = next === undefined ? undefined : this.#kinds.get(next.kind);
      if (next === undefined || kind === undefined) return;
      const abort = new AbortController();
      this.#begin(next);
      this.#running.set(next.uuid, {
        kind: next.kind,
        abort,
        finished: this.#run(kind, next, abort.signal),
      });
    }
  }

  #begin(task: RunnableTask): void {
    const now = this.#now();
    this.#database.write((tx) =>
      this.#repository.setStatus(tx, task.uuid, "running", {
        now,
        attempt: task.attempt,
        lease: { owner: this.#owner, expiresAt: now + leaseMs },
      }),
    );
    this.#tell(task.uuid);
  }

  async #run(kind: TaskKind, task: RunnableTask, signal: AbortSignal): Promise<void> {
    const progress = this.#progressOf(task.uuid);
    try {
      const result = await kind.run({
        taskUuid: task.uuid,
        payload: kind.payload.parse(task.payload),
        userId: task.userId,
        attempt: task.attempt,
        signal,
        logger: this.#logger,
        report: progress.report,
        checkpoint: task.checkpoint,
        saveCheckpoint: (checkpoint) => {
          this.#database.write((tx) =>
            this.#repository.setCheckpoint(tx, task.uuid, checkpoint, this.#now()),
          );
        },
      });
      progress.flush();
      const checked = kind.result.parse(result);
      this.#finish(task.uuid, () =>
        this.#database.write((tx) =>
          this.#repository.setStatus(tx, task.uuid, "completed", {
            now: this.#now(),
            result: checked,
          }),
        ),
      );
    } catch (error) {
      progress.flush();
      this.#finish(task.uuid, () => this.#recordEnd(task, error, signal));
    }
  }

  #recordEnd(task: RunnableTask, error: unknown, signal: AbortSignal): void {
    const now = this.#now();
    const isClosing = signal.aborted && !this.#isOpen;
    const isCancelled = signal.aborted && this.#isOpen;
    if (!isClosing && !isCancelled && !(error instanceof AppError)) {
      this.#logger.error("Task failed", { task: task.uuid, kind: task.kind, error });
    }
    this.#database.write((tx) => {
      if (isClosing) return this.#repository.setStatus(tx, task.uuid, "pending", { now });
      if (isCancelled) return this.#repository.setStatus(tx, task.uuid, "cancelled", { now });
      const known = error instanceof AppError;
      return this.#repository.setStatus(tx, task.uuid, "failed", {
        now,
        errorCode: known ? error.code : "internal",
        errorMessage: known
          ? error.message
          : "Something went wrong inside Segue. The log has the details.",
      });
    });
  }

  #finish(uuid: string, record: () => void): void {
    try {
      record();
    } catch (error) {
      // The row stays `running`; its lease runs out and the next start takes it up.
      this.#logger.error("The end of a task could not be written", { task: uuid, error });
    }
    this.#running.delete(uuid);
    this.#tell(uuid);
    for (const resolve of this.#waiters.get(uuid) ?? []) resolve();
    this.#waiters.delete(uuid);
    this.#pump();
  }

  #progressOf(uuid: string): { report: (progress: TaskProgress) => void; flush: () => void } {
    let latest: TaskProgress | undefined;
    let writtenAt = 0;
    const flush = (): void => {
      if (latest === undefined) return;
      const progress = latest;
      latest = undefined;
      writtenAt = this.#now();
      this.#database.write((tx) =>
        this.#repository.setProgress(tx, uuid, progress, writtenAt + leaseMs, writtenAt),
      );
      this.#tell(uuid);
    };
    const report = (progress: TaskProgress): void => {
      latest = progress;
      if (this.#now() - writtenAt >= progressIntervalMs) flush();
    };
    return { report, flush };
  }

  #beat(): void {
    const now = this.#now();
    this.#database.write((tx) => {
      for (const uuid of this.#running.keys())
        this.#repository.setProgress(tx, uuid, null, now + leaseMs, now);
    });
  }

  #runningOf(kind: string): number {
    return [...this.#running.values()].filter((running) => running.kind === kind).length;
  }

  #tell(uuid: string): void {
    const task = this.#repository.getByUuid(uuid);
    if (task !== undefined) this.#events.emit("tasks.changed", { task });
  }
}
