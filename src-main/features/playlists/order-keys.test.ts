import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderKeysBetween } from "./order-keys.ts";

const random = (seed: number) => {
  let state = seed;
  return (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % limit;
  };
};

describe("order keys", () => {
  // Catches: keys outside of their gap, out of order or twice, wherever entries are put.
  it("lie between their neighbours, ascending, through any run of insertions", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(), count: fc.integer({ min: 1, max: 4 }) }), {
          maxLength: 60,
        }),
        fc.nat(),
        (steps, seed) => {
          const draw = random(seed);
          const keys: string[] = [];
          for (const { at, count } of steps) {
            const place = at % (keys.length + 1);
            const made = orderKeysBetween(
              keys[place - 1] ?? null,
              keys[place] ?? null,
              count,
              draw,
            );
            keys.splice(place, 0, ...made);
          }
          expect(keys).toEqual([...new Set(keys)].toSorted((a, b) => (a < b ? -1 : 1)));
        },
      ),
    );
  });

  // Catches: a place that is given the same key again, so that undoing a removal finds it taken.
  it("are others each time a place is given away", () => {
    const made = Array.from({ length: 200 }, () => orderKeysBetween("a0", "a1", 1)[0]);
    expect(new Set(made).size).toBe(200);
  });

  // Catches: a draw that reaches beyond a neighbour which begins with the key that was found.
  it("stay before a neighbour that begins like them", () => {
    for (let seed = 0; seed < 500; seed += 1) {
      const [key = ""] = orderKeysBetween(null, "a0V", 1, random(seed));
      expect(key < "a0V").toBe(true);
    }
  });
});
