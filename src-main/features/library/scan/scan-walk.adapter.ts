import { spawnWorker } from "#core/workers/spawn-worker.ts";
import type { WalkMessage, WalkRequest } from "./scan-walk.messages.ts";

/**
 * Walks one watched folder in a thread of its own and hands over what it tells.
 *
 * @throws the signal's reason when aborted; the thread is ended at once, even in the middle of a folder.
 */
export async function walkInThread(
  request: WalkRequest,
  signal: AbortSignal,
  onMessage: (message: WalkMessage) => void,
): Promise<void> {
  signal.throwIfAborted();
  const worker = spawnWorker(import.meta.url, "./scan-walk.worker.ts", { workerData: request });
  const abort = (): void => {
    void worker.terminate();
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      let failure: unknown = null;
      worker.on("message", (message: WalkMessage) => {
        if (signal.aborted || failure !== null) return;
        try {
          onMessage(message);
        } catch (error) {
          failure = error;
          void worker.terminate();
        }
      });
      worker.once("error", reject);
      worker.once("exit", (code) => {
        if (signal.aborted) reject(signal.reason);
        else if (failure !== null) reject(failure);
        else if (code === 0) resolve();
        else reject(new Error(`The walking thread ended with code ${code}`));
      });
    });
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
