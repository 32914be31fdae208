import { type FileHandle, open } from "node:fs/promises";
import type { ByteRange } from "./byte-range.ts";

/** Read at once: a few seconds of music, so that a reader who leaves has cost little. */
const chunkBytes = 256 * 1024;

/** A file as it was when its length was promised. */
export interface KnownFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/**
 * Part of a file, read as it is asked for, never further. The file is opened with the first read and closed at the end, on
 * failure and when the reader leaves. Errors when it is not the promised file any more: its bytes would not fit the headers.
 */
export function streamFile(file: KnownFile, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let handle: FileHandle | null = null;
  let position = start;
  let isCancelled = false;
  const close = async (): Promise<void> => {
    const opened = handle;
    handle = null;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          handle ??= await openKnown(file);
          const bytes = new Uint8Array(Math.min(chunkBytes, end - position));
          const { bytesRead } = await handle.read(bytes, 0, bytes.length, position);
          if (bytesRead === 0) throw changed(file);
          position += bytesRead;
          // The reader may have left while the disk was busy.
          if (isCancelled) {
            await close();
            return;
          }
          controller.enqueue(bytes.subarray(0, bytesRead));
          if (position < end) return;
          await close();
          controller.close();
        } catch (error) {
          await close();
          if (!isCancelled) controller.error(error);
        }
      },
      async cancel() {
        isCancelled = true;
        await close();
      },
    },
    { highWaterMark: 0 },
  );
}

async function openKnown(file: KnownFile): Promise<FileHandle> {
  const handle = await open(file.path, "r");
  const stat = await handle.stat();
  if (stat.size === file.sizeBytes && stat.mtimeMs === file.mtimeMs) return handle;
  await handle.close();
  throw changed(file);
}

function changed(file: KnownFile): Error {
  return new Error(`${file.path} was changed while it was being played.`);
}
