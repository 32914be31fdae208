import { parentPort, workerData } from "node:worker_threads";
import { setImmediate } from "node:timers/promises";
import { toWireError } from "#shared/errors/app-error.ts";
import { ReadConnection } from "#core/db/read-connection.ts";
import { LibraryImage } from "./library-image.ts";
import { searchWords } from "./search-words.ts";
import type {
  BuiltView,
  FromViewWorker,
  ToViewWorker,
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
const waiting: ViewRequest[] = [];
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

function* build(request: ViewRequest): Generator<void, BuiltView> {
  image.refresh();
  const order = yield* image.order(request.sort, request.userId);
  const words = searchWords(request.query);
  const ids =
    request.restrictTo === undefined
      ? yield* image.matching(order, words)
      : yield* image.matchingAmong(order, words, request.restrictTo);
  const totalDurationSec = yield* image.totalDurationSec(ids);
  return {
    ids,
    totalDurationSec,
    librarySize: image.librarySize,
    libraryRevision: image.revision,
  };
}

async function answer(request: ViewRequest): Promise<void> {
  const { requestId } = request;
  const isNewest = (): boolean => newest.get(request.viewKey) === requestId && !isClosing;
  try {
    if (!isNewest()) throw new Superseded();
    connection.begin();
    send({ type: "opened", requestId, view: await inSlices(build(request), isNewest) });
  } catch (error) {
    if (error instanceof Superseded) send({ type: "superseded", requestId });
    else {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      send({ type: "failed", requestId, error: toWireError(error), stack });
    }
  } finally {
    connection.end();
    if (newest.get(request.viewKey) === requestId) newest.delete(request.viewKey);
  }
}

async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  while (!isClosing) {
    const request = waiting.shift();
    if (request !== undefined) await answer(request);
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
