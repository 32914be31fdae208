import type { Worker } from "node:worker_threads";
import { fromWireError, type WireError } from "#shared/errors/app-error.ts";

/** What a thread says when it could not do its job; `bug` is for the log. */
export interface FailedMessage {
  readonly kind: "failed";
  readonly error: WireError;
  readonly bug: string | null;
}

/** Messages of a worker until it ends, or `signal` ends it. @throws AppError what the worker failed with */
export async function* messagesOf<Message extends { readonly kind: string }>(
  worker: Worker,
  signal: AbortSignal,
): AsyncGenerator<Message> {
  const waiting: (Message | FailedMessage)[] = [];
  let wake: () => void = () => undefined;
  const ends: Error[] = [];
  const stop = (error: Error): void => {
    ends.push(error);
    wake();
  };
  worker.on("message", (message: Message | FailedMessage) => {
    waiting.push(message);
    wake();
  });
  worker.once("error", stop);
  worker.once("exit", () => stop(new Error("The thread ended without an answer")));
  const abort = (): void => wake();
  signal.addEventListener("abort", abort);
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = waiting.shift();
      if (next !== undefined && isFailed(next)) throw failure(next);
      if (next !== undefined) {
        yield next;
        continue;
      }
      const [ended] = ends;
      if (ended !== undefined) throw ended;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener("abort", abort);
    await worker.terminate();
  }
}

function isFailed(message: { readonly kind: string }): message is FailedMessage {
  return message.kind === "failed";
}

function failure({ error, bug }: FailedMessage): Error {
  return bug === null ? fromWireError(error) : new Error(`A thread failed: ${bug}`);
}
