import type { Random } from "#shared/domain/playback/queue-order.ts";
import {
  entryAt,
  indexOfEntry,
  jumpTo,
  type Queue,
  queueSize,
  setShuffled,
} from "#shared/domain/playback/queue.ts";
import type { Change, LiveQueue } from "./live-queue.ts";
import type { RestoredQueue } from "./queue.repository.ts";

/**
 * What a queue becomes when an undo put other entries back: the song that plays goes on where it stands in them, else the
 * queue stands where these entries were left. Which playlist these came from is not known any more.
 */
export function afterUndo(
  former: LiveQueue,
  restored: RestoredQueue,
  random: Random,
): { next: LiveQueue; change: Change } {
  const entries: Queue = {
    ...restored.queue,
    nextEntryId: former.queue.nextEntryId,
    position: null,
    nextRound: null,
  };
  const { position } = former.queue;
  const current = position === null ? undefined : entryAt(former.queue, position);
  const playing = current === undefined ? null : at(entries, current, random);
  if (playing !== null)
    return { next: { ...former, playlistId: null, queue: playing }, change: { entries: true } };
  const left = restored.leftEntryId === null ? null : at(entries, restored.leftEntryId, random);
  const queue = left ?? inOrder(entries, null, random);
  return {
    next: {
      ...former,
      playlistId: null,
      queue,
      positionSec: left === null ? 0 : restored.leftPositionSec,
    },
    change: { entries: true, leave: { cause: "removed", heardSec: 0 }, enters: false },
  };
}

/** The queue with an entry as its current one; null when it does not hold it. */
function at(entries: Queue, entryId: number, random: Random): Queue | null {
  const ordered = isStale(entries) ? { ...entries, order: null } : entries;
  const index = indexOfEntry(ordered, entryId);
  return index === null ? null : inOrder(entries, index, random);
}

function inOrder(entries: Queue, position: number | null, random: Random): Queue {
  return isStale(entries)
    ? setShuffled(jumpTo({ ...entries, order: null }, position), true, random)
    : jumpTo(entries, position);
}

/** Shuffled since: the order is one of other entries. */
function isStale({ order, ...list }: Queue): boolean {
  return order !== null && order.length !== queueSize({ order, ...list });
}
