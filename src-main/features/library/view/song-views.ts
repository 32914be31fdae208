import { randomUUID } from "node:crypto";
import type { Worker } from "node:worker_threads";
import { AppError, fromWireError } from "#shared/errors/app-error.ts";
import type { Logger } from "#core/logging/logger.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import type {
  BuiltView,
  FromViewWorker,
  ToViewWorker,
  ViewJob,
  ViewJobKind,
  ViewJobs,
  ViewRequest,
  ViewWorkerData,
} from "./view-protocol.ts";
import type { PlaylistLines, ViewSnapshot } from "./view-snapshot.ts";

/** Snapshots of a view that stay readable: the shown one, and those a selection may still have to come from. */
const keptSnapshots = 3;
/** Views over all windows; the one opened longest ago goes first. */
const keptViews = 32;

interface Pending {
  readonly resolve: (answer: ViewJobs[ViewJobKind]["answer"]) => void;
  readonly reject: (error: Error) => void;
}

export interface OpenedView extends ViewRequest {
  readonly viewKey: string;
}

/** A list that did not come from the worker. */
export interface RegisteredView extends Pick<ViewSnapshot, "ids" | "sort" | "view"> {
  readonly viewKey: string;
  readonly playlist?: PlaylistLines | null;
}

/**
 * Main's side of the read worker: asks for views, keeps their last snapshots and answers from them synchronously. A
 * worker that died is started anew with the next request.
 */
export class SongViews {
  readonly #databasePath: string;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #pending = new Map<number, Pending>();
  /** By view, oldest first. */
  readonly #views = new Map<string, ViewSnapshot[]>();
  readonly #byId = new Map<string, ViewSnapshot>();
  #worker: Worker | undefined;
  #lastRequestId = 0;
  #isClosed = false;

  /** @param now epoch milliseconds, for ages in queries */
  constructor(databasePath: string, logger: Logger, now: () => number = Date.now) {
    this.#databasePath = databasePath;
    this.#logger = logger;
    this.#now = now;
    this.#worker = this.#start();
  }

  /**
   * Makes a snapshot.
   * @throws AppError `cancelled` when a newer request for the same view came in
   */
  async open(request: OpenedView): Promise<ViewSnapshot> {
    const view = await this.build(request);
    return this.register({ viewKey: request.viewKey, ids: view.ids, sort: request.sort, view });
  }

  /**
   * Lets the worker order and filter without keeping a snapshot.
   * @throws AppError `cancelled` when a newer request for the same view came in
   */
  build({ viewKey, ...request }: OpenedView): Promise<BuiltView> {
    return this.ask("open", viewKey, request);
  }

  /**
   * Lets the worker do a job.
   * @throws AppError `cancelled` when a newer job of the same key came in, `query_invalid` and others by the worker
   */
  ask<Kind extends ViewJobKind>(
    type: Kind,
    viewKey: string,
    request: ViewJobs[Kind]["request"],
  ): Promise<ViewJobs[Kind]["answer"]> {
    if (this.#isClosed) throw new AppError("unavailable", "Segue is closing.");
    this.#worker ??= this.#start();
    const worker = this.#worker;
    this.#lastRequestId += 1;
    const requestId = this.#lastRequestId;
    return new Promise<ViewJobs[Kind]["answer"]>((resolve, reject) => {
      this.#pending.set(requestId, { resolve, reject });
      // Only work under way keeps the process alive, so that a command can simply end.
      worker.ref();
      const job = { type, requestId, viewKey, nowMs: this.#now(), request } as ViewJob;
      worker.postMessage(job satisfies ToViewWorker);
    });
  }

  /** Keeps a list that was made elsewhere, so that every channel that takes a snapshot takes it too. */
  register(list: RegisteredView): ViewSnapshot {
    const { viewKey, ids, sort, view, playlist = null } = list;
    const snapshot = { snapshotId: randomUUID(), ids, sort, view, playlist };
    this.#keep(viewKey, snapshot);
    return snapshot;
  }

  /** @throws AppError `not_found` when the snapshot is gone */
  get(snapshotId: string): ViewSnapshot {
    const snapshot = this.#byId.get(snapshotId);
    if (snapshot !== undefined) return snapshot;
    throw new AppError("not_found", "This list is out of date. Open it again.", { snapshotId });
  }

  /** Forgets a view's snapshots. */
  closeView(viewKey: string): void {
    for (const { snapshotId } of this.#views.get(viewKey) ?? []) this.#byId.delete(snapshotId);
    this.#views.delete(viewKey);
  }

  /** Stops the worker; requests under way answer `unavailable`. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    this.#failAll(new AppError("unavailable", "Segue is closing."));
    if (worker === undefined) return;
    worker.ref();
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage({ type: "close" } satisfies ToViewWorker);
    await ended;
  }

  #start(): Worker {
    const data: ViewWorkerData = { databasePath: this.#databasePath };
    const worker = spawnWorker(import.meta.url, "./song-view.worker.ts", { workerData: data });
    worker.unref();
    worker.on("message", (message: FromViewWorker) => this.#receive(worker, message));
    worker.on("error", (error) => {
      this.#logger.error("The read worker died", { error });
      this.#forget(worker);
    });
    worker.on("exit", () => this.#forget(worker));
    return worker;
  }

  #forget(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#failAll(new AppError("unavailable", "The list could not be made. Try again."));
  }

  #failAll(error: AppError): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #receive(worker: Worker, message: FromViewWorker): void {
    const pending = this.#pending.get(message.requestId);
    this.#pending.delete(message.requestId);
    if (this.#pending.size === 0) worker.unref();
    if (pending === undefined) return;
    switch (message.type) {
      case "done":
        pending.resolve(message.answer);
        return;
      case "superseded":
        pending.reject(new AppError("cancelled", "A newer request took its place."));
        return;
      case "failed":
        if (message.error.code === "internal") {
          this.#logger.error("The read worker failed", { stack: message.stack });
        }
        pending.reject(fromWireError(message.error));
        return;
    }
  }

  #keep(viewKey: string, snapshot: ViewSnapshot): void {
    const kept = [...(this.#views.get(viewKey) ?? []), snapshot];
    for (const old of kept.splice(0, Math.max(0, kept.length - keptSnapshots))) {
      this.#byId.delete(old.snapshotId);
    }
    this.#views.delete(viewKey);
    this.#views.set(viewKey, kept);
    this.#byId.set(snapshot.snapshotId, snapshot);
    for (const oldest of this.#views.keys()) {
      if (this.#views.size <= keptViews) break;
      this.closeView(oldest);
    }
  }
}
