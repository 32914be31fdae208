import {
  fullOrder,
  inRandomSlots,
  type Random,
  remapAfterRemoval,
  shuffled,
  spliced,
  withRunMoved,
} from "./queue-order.ts";

/**
 * A play queue as a value: every operation answers a new one and leaves the old as it was (arrays are shared, never written),
 * so that undo is keeping the former value.
 *
 * The list is two parallel arrays. Without shuffle it is played as it stands; with shuffle `order` is a permutation of list
 * indexes. All indexes in and out of this file count in the **order of play**, which is what a person sees; the list
 * comes back when shuffle is switched off.
 */
export interface Queue {
  /** Song of each entry, in list order. */
  readonly songIds: Uint32Array;
  /** Identity of each entry, in list order: the same song may stand in the queue twice. Never reused. */
  readonly entryIds: Uint32Array;
  readonly nextEntryId: number;
  /** List indexes in the order of play; null: shuffle is off. */
  readonly order: Uint32Array | null;
  /** Index in the order of play of the current entry; null: none is current. */
  readonly position: number | null;
  /** The order of the round after this one, once somebody looked past the end with shuffle and repeat. */
  readonly nextRound: Uint32Array | null;
}

/** Half-open range `[from, to)` of the order of play. */
export interface QueueRange {
  readonly from: number;
  readonly to: number;
}

export const emptyQueue: Queue = {
  songIds: new Uint32Array(),
  entryIds: new Uint32Array(),
  nextEntryId: 1,
  order: null,
  position: null,
  nextRound: null,
};

export function queueSize(queue: Queue): number {
  return queue.songIds.length;
}

export function isShuffled(queue: Queue): boolean {
  return queue.order !== null;
}

/** Where in the list the entry at `playIndex` stands. */
function listIndexOf(queue: Queue, playIndex: number): number {
  return queue.order === null ? playIndex : (queue.order[playIndex] ?? 0);
}

/** The song at an index of the order of play; undefined outside the queue. */
export function songAt(queue: Queue, playIndex: number): number | undefined {
  return queue.songIds[listIndexOf(queue, playIndex)];
}

/** The entry at an index of the order of play; undefined outside the queue. */
export function entryAt(queue: Queue, playIndex: number): number | undefined {
  return queue.entryIds[listIndexOf(queue, playIndex)];
}

/** Where an entry stands in the order of play; null when it is not in the queue. */
export function indexOfEntry(queue: Queue, entryId: number): number | null {
  const inList = queue.entryIds.indexOf(entryId);
  if (inList < 0) return null;
  return queue.order === null ? inList : queue.order.indexOf(inList);
}

/**
 * The songs become the queue. `startIndex` (into the songs) is current; null: any one. Entries get new ids, so that nobody
 * takes one for an entry of the former queue.
 */
export function replaceAll(
  queue: Queue,
  songIds: Uint32Array,
  options: { readonly startIndex: number | null; readonly isShuffled: boolean },
  random: Random,
): Queue {
  const size = songIds.length;
  const entries = newEntries(queue.nextEntryId, size);
  const base = { songIds, entryIds: entries.ids, nextEntryId: entries.next, nextRound: null };
  if (size === 0)
    return { ...base, order: options.isShuffled ? new Uint32Array() : null, position: null };
  const start =
    options.startIndex === null
      ? Math.floor(random() * size)
      : Math.max(0, Math.min(options.startIndex, size - 1));
  if (!options.isShuffled) return { ...base, order: null, position: start };
  return { ...base, order: startingWith(start, size, random), position: 0 };
}

/** The songs play right after the current one, in their own order. */
export function insertNext(queue: Queue, songIds: Uint32Array): Queue {
  if (songIds.length === 0) return queue;
  const { position } = queue;
  const at = position === null ? 0 : position + 1;
  const listAt = position === null ? 0 : listIndexOf(queue, position) + 1;
  const inserted = withEntries(queue, songIds, listAt);
  if (queue.order === null) return { ...inserted, position: position ?? 0 };
  const shift = songIds.length;
  const moved = queue.order.map((index) => (index >= listAt ? index + shift : index));
  const added = fullOrder(shift).map((index) => index + listAt);
  return { ...inserted, order: spliced(moved, at, added), position: position ?? 0 };
}

/**
 * The songs go to the end. With shuffle they are dealt among what is still to come, after the song that is next already
 * (it may be loaded).
 */
export function append(queue: Queue, songIds: Uint32Array, random: Random): Queue {
  if (songIds.length === 0) return queue;
  const size = queueSize(queue);
  const { position } = queue;
  const inserted = withEntries(queue, songIds, size);
  // Nothing was current: the first that is added becomes it.
  if (queue.order === null) return { ...inserted, position: position ?? size };
  const added = shuffled(
    fullOrder(songIds.length).map((index) => index + size),
    random,
  );
  const kept = position === null ? size : Math.min(position + 2, size);
  const rest = inRandomSlots(queue.order.subarray(kept), added, random);
  const order = spliced(queue.order.subarray(0, kept), kept, rest);
  return { ...inserted, order, position: position ?? size };
}

/**
 * Takes ranges out (they may overlap and pass the end). When the current entry goes, the one after it becomes current, else
 * the one before.
 */
export function removeRanges(queue: Queue, ranges: readonly QueueRange[]): Queue {
  const size = queueSize(queue);
  const isGone = new Uint8Array(size);
  for (const { from, to } of ranges) isGone.fill(1, Math.min(from, size), Math.min(to, size));
  if (!isGone.includes(1)) return queue;

  const goneInList = new Uint8Array(size);
  for (let index = 0; index < size; index += 1)
    if (isGone[index] === 1) goneInList[listIndexOf(queue, index)] = 1;
  const stays = (_value: number, index: number): boolean => goneInList[index] !== 1;
  const left = queue.songIds.filter(stays);
  return {
    songIds: left,
    entryIds: queue.entryIds.filter(stays),
    nextEntryId: queue.nextEntryId,
    order: queue.order === null ? null : remapAfterRemoval(queue.order, goneInList),
    position: positionAfterRemoval(queue.position, isGone, left.length),
    nextRound: null,
  };
}

function positionAfterRemoval(
  position: number | null,
  isGone: Uint8Array,
  left: number,
): number | null {
  if (position === null || left === 0) return null;
  let before = 0;
  for (let index = 0; index < position; index += 1) if (isGone[index] !== 1) before += 1;
  return Math.min(before, left - 1);
}

/**
 * Moves the entries of a range so that they start before the entry at `to` (indexes before the move). With shuffle only the
 * order of play changes. The current entry stays current.
 */
export function moveRange(queue: Queue, range: QueueRange, to: number): Queue {
  const size = queueSize(queue);
  const from = Math.min(range.from, size);
  const end = Math.min(range.to, size);
  const target = Math.min(to, size);
  if (from >= end || (target >= from && target <= end)) return queue;
  const move = (values: Uint32Array): Uint32Array => withRunMoved(values, from, end, target);
  const sources = move(fullOrder(size));
  const position = queue.position === null ? null : sources.indexOf(queue.position);
  if (queue.order !== null)
    return { ...queue, order: move(queue.order), position, nextRound: null };
  return {
    ...queue,
    songIds: move(queue.songIds),
    entryIds: move(queue.entryIds),
    position,
    nextRound: null,
  };
}

/** Empties the queue; shuffle stays as it is. */
export function clearQueue(queue: Queue): Queue {
  return {
    ...emptyQueue,
    nextEntryId: queue.nextEntryId,
    order: queue.order === null ? null : new Uint32Array(),
  };
}

/** Makes the entry at an index of the order of play current. */
export function jumpTo(queue: Queue, playIndex: number | null): Queue {
  return { ...queue, position: playIndex, nextRound: null };
}

/**
 * Shuffle on: the current entry stays current and comes first, all others follow in random order. Off: the list comes back
 * and goes on from the current entry.
 */
export function setShuffled(queue: Queue, on: boolean, random: Random): Queue {
  if (on === isShuffled(queue)) return queue;
  const { position } = queue;
  if (!on) {
    const current = position === null ? null : listIndexOf(queue, position);
    return { ...queue, order: null, position: current, nextRound: null };
  }
  const size = queueSize(queue);
  if (position === null)
    return { ...queue, order: shuffled(fullOrder(size), random), nextRound: null };
  return { ...queue, order: startingWith(position, size, random), position: 0, nextRound: null };
}

/** Songs of the order of play within `[from, to)`, for a window onto the queue. */
export function songsBetween(queue: Queue, from: number, to: number): Uint32Array {
  const end = Math.min(to, queueSize(queue));
  if (queue.order === null) return queue.songIds.slice(from, end);
  return queue.order.slice(from, end).map((index) => queue.songIds[index] ?? 0);
}

function startingWith(first: number, size: number, random: Random): Uint32Array {
  const others = fullOrder(size).filter((index) => index !== first);
  return spliced(shuffled(others, random), 0, Uint32Array.of(first));
}

function newEntries(firstId: number, count: number): { ids: Uint32Array; next: number } {
  return { ids: fullOrder(count).map((index) => index + firstId), next: firstId + count };
}

function withEntries(queue: Queue, songIds: Uint32Array, listAt: number): Queue {
  const entries = newEntries(queue.nextEntryId, songIds.length);
  return {
    ...queue,
    songIds: spliced(queue.songIds, listAt, songIds),
    entryIds: spliced(queue.entryIds, listAt, entries.ids),
    nextEntryId: entries.next,
    nextRound: null,
  };
}
