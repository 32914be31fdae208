import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Task, TaskStatus } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { createTestDatabase } from "#test-support/test-database.ts";
import { type TaskContext, taskKind } from "./task-kind.ts";
import { TaskQueue } from "./task-queue.ts";
import { mayFollow } from "./task-state.ts";

type Run = (context: TaskContext<{ steps: number }>) => Promise<{ done: number }>;

let test: ReturnType<typeof createTestDatabase>;
let clockMs: number;
let told: Task[];

beforeEach(() => {
  test = createTestDatabase();
  clockMs = 1_000_000;
  told = [];
});
afterEach(() => test[Symbol.dispose]());

function makeQueue(run: Run): TaskQueue {
  const events = new EventHub();
  events.subscribe(({ name, payload }) => {
    if (name === "tasks.changed") told.push((payload as { task: Task }).task);
  });
  const queue = new TaskQueue({
    database: test.database,
    events,
    logger: silentLogger,
    now: () => clockMs,
  });
  queue.register(
    taskKind({
      kind: "count",
      payload: z.strictObject({ steps: z.int() }),
      result: z.strictObject({ done: z.int() }),
      concurrency: 1,
      run,
    }),
  );
  return queue;
}

const work = { kind: "count", title: "Counting", payload: { steps: 3 }, userId: null };

/** Runs until it is told to stop. */
const untilAborted: Run = async ({ signal }) => {
  while (!signal.aborted) await setImmediate();
  throw signal.reason;
};

describe("TaskQueue", () => {
  it("runs a task to its result and tells every step", async () => {
    const queue = makeQueue(async ({ payload }) => ({ done: payload.steps }));
    queue.start();
    const task = await queue.waitFor(queue.enqueue(work));
    expect(task).toMatchObject({ status: "completed", result: { done: 3 }, attempt: 1 });
    expect(told.map(({ status }) => status)).toEqual(["pending", "running", "completed"]);
    await queue.close();
  });

  // Catches: a second scan of the same folder running beside the first; a finished one that blocks the next.
  it("keeps one unfinished task a key", async () => {
    const queue = makeQueue(async () => ({ done: 1 }));
    const keyed = { ...work, idempotencyKey: "folder 1" };
    const first = queue.enqueue(keyed);
    expect(queue.enqueue(keyed)).toBe(first);
    queue.start();
    await queue.waitFor(first);
    expect(queue.enqueue(keyed)).not.toBe(first);
    await queue.close();
  });

  it("cancels a running task, and one that waits", async () => {
    const queue = makeQueue(untilAborted);
    queue.start();
    const running = queue.enqueue(work);
    const waiting = queue.enqueue(work);
    await setImmediate();
    queue.cancel(waiting);
    queue.cancel(running);
    expect((await queue.waitFor(running)).status).toBe("cancelled");
    expect((await queue.waitFor(waiting)).status).toBe("cancelled");
    await queue.close();
  });

  // Catches: a bug's text shown to a person, an expected failure's sentence lost.
  it("keeps the sentence of an expected failure and hides a bug's", async () => {
    const failures: Error[] = [
      new AppError("disk_full", "The disk is full."),
      new TypeError("x is undefined"),
    ];
    const queue = makeQueue(() => Promise.reject(failures.shift() ?? new Error("none")));
    queue.start();
    expect(await queue.waitFor(queue.enqueue(work))).toMatchObject({
      status: "failed",
      errorCode: "disk_full",
      errorMessage: "The disk is full.",
    });
    const bug = await queue.waitFor(queue.enqueue(work));
    expect(bug.errorCode).toBe("internal");
    expect(bug.errorMessage).not.toContain("undefined");
    await queue.close();
  });

  it("resumes a failed task from its checkpoint", async () => {
    const seen: unknown[] = [];
    const queue = makeQueue(async (context) => {
      const { attempt, checkpoint } = context;
      seen.push(checkpoint);
      if (attempt === 1) {
        context.saveCheckpoint({ at: 2 });
        throw new AppError("unavailable", "Not now.");
      }
      return { done: attempt };
    });
    queue.start();
    const uuid = queue.enqueue(work);
    await queue.waitFor(uuid);
    queue.resume(uuid);
    expect(await queue.waitFor(uuid)).toMatchObject({
      status: "completed",
      attempt: 2,
      errorCode: null,
    });
    expect(seen).toEqual([null, { at: 2 }]);
    await queue.close();
  });

  // Catches: work lost when the process dies or closes while it runs.
  it("takes up at the next start what was running", async () => {
    const dying = makeQueue(untilAborted);
    dying.start();
    const uuid = dying.enqueue(work);
    await setImmediate();
    await dying.close();
    expect(dying.get(uuid).status).toBe("pending");
    test.database.write((tx) => tx.run("UPDATE tasks SET status = 'running', attempt = 1"));
    const next = makeQueue(async ({ attempt }) => ({ done: attempt }));
    next.start();
    expect(await next.waitFor(uuid)).toMatchObject({ status: "completed", result: { done: 2 } });
    await next.close();
  });

  // Catches: a write and an event for each of a hundred thousand files.
  it("tells progress a few times a second, and the last of it always", async () => {
    const queue = makeQueue(async ({ report }) => {
      for (let done = 1; done <= 1000; done += 1) {
        clockMs += 1;
        report({
          phase: "count",
          phaseIndex: 0,
          phaseCount: 1,
          done,
          total: 1000,
          unitsPerSec: null,
          secondsLeft: null,
        });
      }
      return { done: 1000 };
    });
    queue.start();
    await queue.waitFor(queue.enqueue(work));
    const running = told.filter(
      ({ status, progress }) => status === "running" && progress !== null,
    );
    expect(running.length).toBeLessThanOrEqual(8);
    expect(running.at(-1)?.progress).toMatchObject({ done: 1000 });
    await queue.close();
  });
});

describe("the state machine", () => {
  const all: TaskStatus[] = ["pending", "running", "completed", "failed", "cancelled"];

  // Catches: a finished task set going again, a waiting one completed without having run.
  it("allows these steps and no other", () => {
    const allowed = all.flatMap((from) =>
      all.filter((to) => mayFollow(from, to)).map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual([
      "pending > running",
      "pending > cancelled",
      "running > pending",
      "running > completed",
      "running > failed",
      "running > cancelled",
      "failed > pending",
      "cancelled > pending",
    ]);
  });
});
