/** Uniform in [0, 1), as `Math.random`. */
export type Random = () => number;

/** 0, 1, ... size - 1. */
export function fullOrder(size: number): Uint32Array {
  const order = new Uint32Array(size);
  for (let index = 0; index < size; index += 1) order[index] = index;
  return order;
}

/** A copy in random order (Fisher-Yates: every permutation equally likely). */
export function shuffled(values: Uint32Array, random: Random): Uint32Array {
  const order = values.slice();
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const held = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = held;
  }
  return order;
}

/** A copy with `added` before index `at`. */
export function spliced(values: Uint32Array, at: number, added: Uint32Array): Uint32Array {
  const result = new Uint32Array(values.length + added.length);
  result.set(values.subarray(0, at), 0);
  result.set(added, at);
  result.set(values.subarray(at), at + added.length);
  return result;
}

/** Both sequences as one, each in its own order, every way of interleaving them equally likely. */
export function inRandomSlots(
  values: Uint32Array,
  added: Uint32Array,
  random: Random,
): Uint32Array {
  const result = new Uint32Array(values.length + added.length);
  let fromValues = 0;
  let fromAdded = 0;
  for (let index = 0; index < result.length; index += 1) {
    const addedLeft = added.length - fromAdded;
    const takesAdded = Math.floor(random() * (result.length - index)) < addedLeft;
    result[index] = (takesAdded ? added[fromAdded] : values[fromValues]) ?? 0;
    if (takesAdded) fromAdded += 1;
    else fromValues += 1;
  }
  return result;
}

/** A copy in which the run `[from, end)` stands before what was at `to`; `to` lies outside the run. */
export function withRunMoved(
  values: Uint32Array,
  from: number,
  end: number,
  to: number,
): Uint32Array {
  const result = values.slice();
  if (to < from) {
    result.set(values.subarray(from, end), to);
    result.set(values.subarray(to, from), to + end - from);
  } else {
    result.set(values.subarray(end, to), from);
    result.set(values.subarray(from, end), to - (end - from));
  }
  return result;
}

/** The order without the list indexes that go, the others renumbered to close the gaps. */
export function remapAfterRemoval(order: Uint32Array, goneInList: Uint8Array): Uint32Array {
  const renumbered = new Uint32Array(goneInList.length);
  let next = 0;
  for (let index = 0; index < goneInList.length; index += 1) {
    renumbered[index] = next;
    if (goneInList[index] !== 1) next += 1;
  }
  return order.filter((index) => goneInList[index] !== 1).map((index) => renumbered[index] ?? 0);
}

/**
 * The order of a new round: all entries, the one just played not first (when there is another).
 * @param justPlayed list index
 */
export function newRound(size: number, justPlayed: number | null, random: Random): Uint32Array {
  if (justPlayed === null || size < 2) return shuffled(fullOrder(size), random);
  const others = shuffled(
    fullOrder(size).filter((index) => index !== justPlayed),
    random,
  );
  const at = 1 + Math.floor(random() * others.length);
  return spliced(others, at, Uint32Array.of(justPlayed));
}
