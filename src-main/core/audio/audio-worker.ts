import type { Worker } from "node:worker_threads";

import { AppError, fromWireError } from "#shared/errors/app-error.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";

import type { AudioJob, AudioReply } from "./audio-jobs.ts";

/** Hooks of one running job. Exactly one of `done` and `failed` is called, unless the job is stopped first. */
export interface AudioJobListener {
  reply(message: AudioReply): void;
  done(): void;
  failed(error: Error): void;
}

/** A job under way in a thread of its own: a hung or crashed codec takes nothing else with it. */
export interface RunningAudioJob {
  /** Lets the worker send one more chunk (decode jobs). */
  more(): void;
  /** Ends the thread; the listener hears nothing more. */
  stop(): Promise<void>;
}

/** Starts a job in a worker thread. */
export function runAudioJob(job: AudioJob, listener: AudioJobListener): RunningAudioJob {
  // Codecs print their own complaints about damaged files; what matters of them arrives as an error.
  const worker: Worker = spawnWorker(import.meta.url, "./audio.worker.ts", {
    workerData: job,
    stdout: true,
    stderr: true,
  });
  let settled = false;
  const settle = (act: () => void): void => {
    if (settled) return;
    settled = true;
    act();
  };
  worker.on("message", (message: AudioReply) => {
    if (settled) return;
    if (message.type === "end") settle(() => listener.done());
    else if (message.type === "failed") settle(() => listener.failed(fromWireError(message.error)));
    else listener.reply(message);
  });
  worker.on("error", (error: Error) => settle(() => listener.failed(error)));
  worker.on("exit", () =>
    settle(() =>
      listener.failed(new AppError("decode_failed", "Decoding stopped early.", { path: job.path })),
    ),
  );
  return {
    more: () => worker.postMessage("more", []),
    stop: async () => {
      settled = true;
      await worker.terminate();
    },
  };
}
