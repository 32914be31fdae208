import { parentPort, workerData } from "node:worker_threads";
import { setImmediate } from "node:timers/promises";
import { toWireError } from "#shared/errors/app-error.ts";
import { ReadConnection } from "#core/db/read-connection.ts";
import { LibraryImage } from "./library-image.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { SmartLists } from "./query/smart-lists.ts";
import type { Viewer } from "./query/query-evaluator.ts";
import { Suggestions } from "./query/suggestions.ts";
import type {
  BuiltView,
  FromViewWorker,
  RulesRequest,
  ToViewWorker,
  ViewJob,
  ViewJobKind,
  ViewJobs,
  ViewRequest,
  ViewWorkerData,
} from "./view-protocol.ts";

/**
 * The read worker: makes views on request, one at a time, in slices. A newer request for the same view takes the place
 * of an older one, which is answered `superseded`; slices that were loaded stay for whoever asks next.
 */
const port = parentPort;
if (port === null) throw new Error("song-view.worker.ts runs as a worker thread");
const { databasePath } = workerData as ViewWorkerData;

const connection = new ReadConnection(databasePath);
const image = new LibraryImage(connection);
const lists = new SmartLists(image, connection);
const suggestions = new Suggestions(connection);
const waiting: ViewJob[] = [];
const newest = new Map<string, number>();
let isWorking = false;
let isClosing = false;
let warming: Generator<void, void> | undefined;
let warmedRevision = -1;

class Superseded extends Error {}

function send(message: FromViewWorker): void {
  port?.postMessage(message);
}

/** Runs a job to its end, letting messages in between its slices. */
async function inSlices<Result>(
  job: Generator<void, Result>,
  mayGoOn: () => boolean,
): Promise<Result> {
  for (;;) {
    const step = job.next();
    if (step.done === true) return step.value;
    await setImmediate();
    if (!mayGoOn()) throw new Superseded();
  }
}

function* build(request: ViewRequest, nowMs: number): Generator<void, BuiltView> {
  const { userId, query, sort, restrictTo } = request;
  const order = yield* image.order(sort, userId);
  const viewer = { userId, nowMs, chain: [] };
  const ids =
    restrictTo === undefined
      ? yield* lists.found(order, query, viewer)
      : yield* lists.foundAmong(order, query, restrictTo, viewer);
  const totalDurationSec = yield* image.totalDurationSec(ids);
  return {
    ids,
    totalDurationSec,
    librarySize: image.librarySize,
    libraryRevision: image.revision,
  };
}

function viewerOf({ userId, playlist, rules }: RulesRequest, nowMs: number): Viewer {
  return {
    userId,
    nowMs,
    chain: playlist === null ? [] : [{ ...playlist, ownerId: userId, rules }],
  };
}

function* run(job: ViewJob): Generator<void, ViewJobs[ViewJobKind]["answer"]> {
  image.refresh();
  switch (job.type) {
    case "open":
      return yield* build(job.request, job.nowMs);
    case "rules":
      return yield* lists.songsOf(job.request.rules, viewerOf(job.request, job.nowMs));
    case "explain": {
      const { rules, songId } = job.request;
      return yield* lists.explain(rules, songId, viewerOf(job.request, job.nowMs));
    }
    case "suggest":
      return suggestions.values(job.request, job.request.userId, image.revision);
    default:
      return assertNever(job);
  }
}

async function answer(job: ViewJob): Promise<void> {
  const { requestId } = job;
  const isNewest = (): boolean => newest.get(job.viewKey) === requestId && !isClosing;
  try {
    if (!isNewest()) throw new Superseded();
    connection.begin();
    send({ type: "done", requestId, answer: await inSlices(run(job), isNewest) });
  } catch (error) {
    if (error instanceof Superseded) send({ type: "superseded", requestId });
    else {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      send({ type: "failed", requestId, error: toWireError(error), stack });
    }
  } finally {
    connection.end();
    if (newest.get(job.viewKey) === requestId) newest.delete(job.viewKey);
  }
}

async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  while (!isClosing) {
    const job = waiting.shift();
    if (job !== undefined) await answer(job);
    else if (!warmOneSlice()) break;
    await setImmediate();
  }
  isWorking = false;
  if (isClosing) {
    connection.close();
    port?.close();
  }
}

/** Loads ahead what the first search wants, a slice at a time. @returns false when there is nothing left to load */
function warmOneSlice(): boolean {
  connection.begin();
  try {
    image.refresh();
    if (warmedRevision !== image.revision) {
      warmedRevision = image.revision;
      warming = image.warm();
    }
    if (warming?.next().done !== false) warming = undefined;
    return warming !== undefined;
  } finally {
    connection.end();
  }
}

port.on("message", (message: ToViewWorker) => {
  if (message.type === "close") isClosing = true;
  else {
    newest.set(message.viewKey, message.requestId);
    waiting.push(message);
  }
  void work();
});

void work();
