import { parentPort, workerData } from "node:worker_threads";

import { encodePeaks } from "#shared/domain/playback/peaks-format.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { assertNever } from "#shared/lib/assert-never.ts";

import type { AudioJob, AudioReply } from "./audio-jobs.ts";
import { openDecoder } from "./decode/open-decoder.ts";
import { PeaksAccumulator } from "./peaks-accumulator.ts";
import { transcodeToWav } from "./transcode-to-wav.ts";

/** Chunks that may be under way to a slow listener before decoding waits. */
const chunksAhead = 4;

function reply(message: AudioReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function decode(path: string): Promise<void> {
  const decoder = await openDecoder(path);
  let credit = chunksAhead;
  let wake: (() => void) | null = null;
  parentPort?.on("message", () => {
    credit += 1;
    wake?.();
  });
  try {
    reply({ type: "header", header: decoder.header });
    for (let chunk = decoder.next(); chunk !== null; chunk = decoder.next()) {
      if (credit === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      credit -= 1;
      reply(
        { type: "chunk", chunk },
        chunk.map((samples) => samples.buffer),
      );
    }
  } finally {
    decoder.close();
  }
}

async function peaks(path: string, columns: number): Promise<void> {
  const decoder = await openDecoder(path);
  try {
    const accumulator = new PeaksAccumulator();
    for (let chunk = decoder.next(); chunk !== null; chunk = decoder.next()) accumulator.add(chunk);
    reply({ type: "peaks", bytes: encodePeaks(accumulator.finish(columns)) });
  } finally {
    decoder.close();
  }
}

async function run(job: AudioJob): Promise<void> {
  switch (job.kind) {
    case "decode":
      return decode(job.path);
    case "peaks":
      return peaks(job.path, job.columns);
    case "transcode":
      return transcodeToWav(job.path, job.target, {
        started: (totalBytes) => reply({ type: "transcode_started", totalBytes }),
        progress: (writtenBytes) => reply({ type: "transcode_progress", writtenBytes }),
      });
    default:
      return assertNever(job);
  }
}

try {
  await run(workerData as AudioJob);
  reply({ type: "end" });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const { code, message, details } = error;
  reply({ type: "failed", error: { code, message, details } });
} finally {
  parentPort?.close();
}
