import { AppError } from "#shared/errors/app-error.ts";

import { runAudioJob } from "./audio-worker.ts";
import type { PcmChunk, PcmHeader } from "./pcm.ts";

/** A file being decoded: what is known of it, and its samples as they come. Iterate once; leaving the loop stops the work. */
export interface DecodedAudio extends AsyncIterable<PcmChunk> {
  readonly header: PcmHeader;
}

type Event =
  | { readonly type: "chunk"; readonly chunk: PcmChunk }
  | { readonly type: "end" }
  | { readonly type: "error"; readonly error: Error };

export function cancelled(): AppError {
  return new AppError("cancelled", "Stopped.");
}

/**
 * Decodes a file of any format Segue knows in a worker thread, chunk by chunk, at its own sample rate. Resolves when the
 * header is known; a listener that does not iterate holds the work back after a few chunks.
 *
 * Rejects with AppError `file_not_found`, `file_unreadable`, `unsupported`, `decode_failed`, `cancelled`; iterating can throw the same.
 */
export async function decodeAudio(
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<DecodedAudio> {
  const { signal } = options;
  if (signal?.aborted === true) throw cancelled();
  const events: Event[] = [];
  let wake: () => void = () => undefined;
  const header = Promise.withResolvers<PcmHeader>();
  const push = (event: Event): void => {
    events.push(event);
    wake();
  };
  const fail = (error: Error): void => {
    header.reject(error);
    push({ type: "error", error });
  };
  const job = runAudioJob(
    { kind: "decode", path },
    {
      reply(message) {
        if (message.type === "header") header.resolve(message.header);
        else if (message.type === "chunk") push(message);
      },
      done: () => push({ type: "end" }),
      failed: fail,
    },
  );
  const abort = (): void => {
    void job.stop();
    fail(cancelled());
  };
  signal?.addEventListener("abort", abort, { once: true });
  const finish = async (): Promise<void> => {
    signal?.removeEventListener("abort", abort);
    await job.stop();
  };

  async function* chunks(): AsyncGenerator<PcmChunk, void, void> {
    try {
      for (;;) {
        const event = events.shift();
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        if (event.type === "end") return;
        if (event.type === "error") throw event.error;
        job.more();
        yield event.chunk;
      }
    } finally {
      await finish();
    }
  }

  try {
    const known = await header.promise;
    return { header: known, [Symbol.asyncIterator]: chunks };
  } catch (error) {
    await finish();
    throw error;
  }
}
