import { parentPort, threadId, workerData } from "node:worker_threads";

import { demoTracks } from "./catalogue.ts";
import { writeDemoTrack } from "./write-track.ts";

/** The track to make next, by its place in the catalogue. */
export interface DemoOrder {
  readonly index: number;
}

const { folder } = workerData as { folder: string };
const tracks = demoTracks();

parentPort?.on("message", (order: DemoOrder) => {
  const track = tracks[order.index];
  if (track === undefined)
    throw new RangeError(`No demo track ${order.index} (thread ${threadId}).`);
  // A rejection ends the thread with its error, which the owner hears.
  void writeDemoTrack(folder, track).then(() => parentPort?.postMessage(order.index, []));
});
