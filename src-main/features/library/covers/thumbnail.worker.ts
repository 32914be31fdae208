import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { downscale, sizeWithin } from "./downscale.ts";
import { decodePicture, encodeAsJpeg } from "./image-codecs.adapter.ts";
import { pictureSize } from "./picture-size.ts";
import type { ThumbnailAnswer, ThumbnailOrder } from "./thumbnail.messages.ts";

/** More pixels than any cover has; their decoding would take more memory than they are worth. Told before decoding. */
const largestPixels = 40_000_000;

const port = parentPort;
let queue: Promise<void> = Promise.resolve();

port?.on("message", (order: ThumbnailOrder) => {
  queue = queue.then(() => answer(order));
});

async function answer(order: ThumbnailOrder): Promise<void> {
  const thumbnailed: ThumbnailAnswer = { id: order.id, bytes: await thumbnail(order) };
  port?.postMessage(thumbnailed);
}

/** Null when the original has to do: it is small enough, of another kind, or damaged. */
async function thumbnail(order: ThumbnailOrder): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bytes = new Uint8Array(readFileSync(order.path));
    const stated = pictureSize(bytes, order.mime);
    if (stated === null || stated.width * stated.height > largestPixels) return null;
    const pixels = await decodePicture(bytes, order.mime);
    if (pixels === null) return null;
    const size = sizeWithin(pixels, order.edge);
    return size === null ? null : await encodeAsJpeg(downscale(pixels, size.width, size.height));
  } catch {
    // A picture that cannot be decoded here may still be one that a browser shows.
    return null;
  }
}
