import { newRound, type Random } from "./queue-order.ts";
import { type Queue, queueSize, songAt } from "./queue.ts";

/** Tells which of these songs can be played now. Asked in batches, because the answer is a query. */
export type PlayableAmong = (songIds: readonly number[]) => ReadonlySet<number>;

/** Entries looked at before giving up: a queue on an unplugged drive must not stop the app. */
const maxSteps = 10_000;
const firstBatch = 8;

/** Where playing goes on. `queue` is the one to go on with: its order may be that of a new round. */
export interface Step {
  readonly queue: Queue;
  readonly index: number;
}

/**
 * The next entry that can be played after the current one, or null. With `wraps` the queue starts over at its end: in the
 * same order, or shuffled anew without an immediate repeat.
 *
 * The first answer holds the queue with that new order drawn (`nextRound`), so that what was announced as upcoming is what
 * comes; keep it.
 */
export function stepAhead(
  queue: Queue,
  wraps: boolean,
  playable: PlayableAmong,
  random: Random,
): { readonly queue: Queue; readonly step: Step | null } {
  const size = queueSize(queue);
  const from = queue.position === null ? 0 : queue.position + 1;
  const inRound = firstPlayable(queue, from, size, playable);
  if (inRound.index !== null) return { queue, step: { queue, index: inRound.index } };
  if (!wraps || inRound.left === 0) return { queue, step: null };
  const prepared = withNextRound(queue, random);
  const round: Queue =
    prepared.nextRound === null
      ? prepared
      : { ...prepared, order: prepared.nextRound, nextRound: null };
  // In list order what comes before the current entry, then itself; a new shuffled round has everything ahead.
  const end = round.order === null && queue.position !== null ? from : size;
  const { index } = firstPlayable(round, 0, end, playable, inRound.left);
  return { queue: prepared, step: index === null ? null : { queue: round, index } };
}

/** The nearest playable entry before the current one, or null: back through the order of play, over the start when it wraps. */
export function stepBack(queue: Queue, wraps: boolean, playable: PlayableAmong): Step | null {
  if (queue.position === null) return null;
  const before = lastPlayable(queue, 0, queue.position, playable);
  if (before.index !== null) return { queue, index: before.index };
  // A shuffled round has no other before it: its order was drawn after that was played.
  if (!wraps || queue.order !== null) return null;
  const { index } = lastPlayable(
    queue,
    queue.position + 1,
    queueSize(queue),
    playable,
    before.left,
  );
  return index === null ? null : { queue, index };
}

/** The entry at the current position or the first playable one after it, then from the top; null: none. */
export function settle(queue: Queue, playable: PlayableAmong): number | null {
  const from = queue.position ?? 0;
  const ahead = firstPlayable(queue, from, queueSize(queue), playable);
  if (ahead.index !== null) return ahead.index;
  return firstPlayable(queue, 0, from, playable, ahead.left).index;
}

function withNextRound(queue: Queue, random: Random): Queue {
  if (queue.order === null || queue.nextRound !== null) return queue;
  const justPlayed = queue.position === null ? null : (queue.order[queue.position] ?? null);
  return { ...queue, nextRound: newRound(queueSize(queue), justPlayed, random) };
}

interface Found {
  readonly index: number | null;
  /** Steps that may still be taken. */
  readonly left: number;
}

function firstPlayable(
  queue: Queue,
  from: number,
  to: number,
  playable: PlayableAmong,
  allowed = maxSteps,
): Found {
  return search(queue, to - from, (step) => from + step, playable, allowed);
}

function lastPlayable(
  queue: Queue,
  from: number,
  to: number,
  playable: PlayableAmong,
  allowed = maxSteps,
): Found {
  return search(queue, to - from, (step) => to - 1 - step, playable, allowed);
}

/** Looks at `count` entries, in growing batches: most often the first one answers. */
function search(
  queue: Queue,
  count: number,
  indexOf: (step: number) => number,
  playable: PlayableAmong,
  allowed: number,
): Found {
  const end = Math.min(count, allowed);
  let batch = firstBatch;
  for (let start = 0; start < end; start += batch, batch *= 4) {
    const songs: number[] = [];
    for (let step = start; step < Math.min(start + batch, end); step += 1)
      songs.push(songAt(queue, indexOf(step)) ?? 0);
    const able = playable(songs);
    const hit = songs.findIndex((songId) => able.has(songId));
    if (hit >= 0) return { index: indexOf(start + hit), left: allowed - start - hit };
  }
  return { index: null, left: allowed - Math.max(0, end) };
}
