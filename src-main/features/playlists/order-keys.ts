import { randomInt } from "node:crypto";
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/** A list whose keys grew longer than this gets fresh ones. */
export const longestOrderKey = 64;

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const suffixLength = 4;

/** A whole number below `limit`; tests bring their own. */
export type RandomInt = (limit: number) => number;

/**
 * Keys for `count` places between two neighbours, in ascending bytes.
 *
 * Each ends in a few digits drawn by lot: without them the place of a removed entry would be given the very same key again,
 * and undoing the removal would find it taken.
 *
 * @param after key of the neighbour before; null: the beginning
 * @param before key of the neighbour behind; null: the end
 */
export function orderKeysBetween(
  after: string | null,
  before: string | null,
  count: number,
  random: RandomInt = randomInt,
): string[] {
  const keys = generateNKeysBetween(after, before, count);
  return keys.map((key, index) => drawn(key, keys[index + 1] ?? before, random));
}

/** `key` with drawn digits behind it, still before `limit`. */
function drawn(key: string, limit: string | null, random: RandomInt): string {
  let base = key;
  for (;;) {
    const candidate = base + suffix(random);
    if (limit === null || candidate < limit) return candidate;
    // `base` is how `limit` begins, so what follows it may lie beyond: step in between first.
    base = generateKeyBetween(base, limit);
  }
}

/** A key may not end in the lowest digit. */
function suffix(random: RandomInt): string {
  let text = "";
  for (let index = 1; index < suffixLength; index += 1) text += digits[random(digits.length)];
  return text + (digits[1 + random(digits.length - 1)] ?? "V");
}
