/** A repeatable source of chance: the same seed gives the same music on every machine. */
export interface Random {
  /** Uniform in 0 (included) to 1 (excluded). */
  next(): number;
  /** Uniform between two numbers. */
  between(low: number, high: number): number;
  /** A whole number from 0 to `count` - 1. */
  index(count: number): number;
  /** One of a list that is not empty. */
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  chance(probability: number): boolean;
}

/** Mulberry32: 32 bits of state, even enough for music. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const index = (count: number): number => Math.floor(next() * count);
  return {
    next,
    index,
    between: (low, high) => low + (high - low) * next(),
    pick: (values) => values[index(values.length)] ?? values[0],
    chance: (probability) => next() < probability,
  };
}

/** A seed from a name (FNV-1a). */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name, "utf8")) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
