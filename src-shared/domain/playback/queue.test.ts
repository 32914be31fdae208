import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlayableAmong, settle, stepAhead, stepBack } from "./queue-steps.ts";
import {
  append,
  clearQueue,
  emptyQueue,
  entryAt,
  indexOfEntry,
  insertNext,
  isShuffled,
  jumpTo,
  moveRange,
  type Queue,
  queueSize,
  removeRanges,
  replaceAll,
  setShuffled,
  songAt,
  songsBetween,
} from "./queue.ts";

/** A queue as a child would build it: entries in a list, the same entries in the order of play, and which one plays. */
interface Model {
  list: number[];
  play: number[];
  current: number | null;
  shuffled: boolean;
}

type Command =
  | {
      readonly kind: "replace";
      readonly count: number;
      readonly start: number | null;
      readonly on: boolean;
    }
  | { readonly kind: "next" | "append"; readonly count: number }
  | { readonly kind: "remove"; readonly ranges: { from: number; to: number }[] }
  | { readonly kind: "move"; readonly from: number; readonly to: number; readonly target: number }
  | { readonly kind: "jump"; readonly index: number }
  | { readonly kind: "shuffle"; readonly on: boolean }
  | { readonly kind: "clear" };

const small = fc.nat(14);
const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    kind: fc.constant("replace" as const),
    count: small,
    start: fc.option(small),
    on: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("next" as const, "append" as const), count: fc.nat(5) }),
  fc.record({
    kind: fc.constant("remove" as const),
    ranges: fc.array(fc.record({ from: small, to: small }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("move" as const), from: small, to: small, target: small }),
  fc.record({ kind: fc.constant("jump" as const), index: small }),
  fc.record({ kind: fc.constant("shuffle" as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant("clear" as const) }),
);

/** Repeatable randomness (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.trunc(state + 0x6d2b79f5);
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function songs(count: number, first = 1): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => first + index);
}

function entriesInOrder(queue: Queue): number[] {
  return Array.from({ length: queueSize(queue) }, (_, index) => entryAt(queue, index) ?? -1);
}

function currentOf(queue: Queue): number | null {
  return queue.position === null ? null : (entryAt(queue, queue.position) ?? -1);
}

/** What must hold of any queue whatever was done to it. */
function checkInvariants(queue: Queue): void {
  const size = queueSize(queue);
  const inList = [...songs(size, 0)];
  const sorted = queue.order === null ? inList : [...queue.order].toSorted((a, b) => a - b);
  expect(sorted).toEqual(inList);
  expect(queue.entryIds).toHaveLength(size);
  expect(new Set(queue.entryIds).size).toBe(size);
  expect(queue.entryIds.every((entry) => entry < queue.nextEntryId)).toBe(true);
  expect(queue.position === null ? size === 0 : queue.position < size).toBe(true);
}

function same(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(expected);
}

function apply(queue: Queue, command: Command, random: () => number): Queue {
  switch (command.kind) {
    case "replace": {
      const options = { startIndex: command.start, isShuffled: command.on };
      return replaceAll(queue, songs(command.count), options, random);
    }
    case "next":
      return insertNext(queue, songs(command.count, 100));
    case "append":
      return append(queue, songs(command.count, 200), random);
    case "remove":
      return removeRanges(queue, command.ranges);
    case "move":
      return moveRange(queue, command, command.target);
    case "jump":
      return command.index < queueSize(queue) ? jumpTo(queue, command.index) : queue;
    case "shuffle":
      return setShuffled(queue, command.on, random);
    case "clear":
      return clearQueue(queue);
  }
}

/** The same on the model. Where chance decides, it takes the queue's word and checks what is not up to chance. */
function applyToModel(model: Model, command: Command, before: Queue, after: Queue): Model {
  const added = songs(after.nextEntryId - before.nextEntryId, before.nextEntryId);
  const order = entriesInOrder(after);
  switch (command.kind) {
    case "replace": {
      const list = [...added];
      const first = command.start === null ? null : list[Math.min(command.start, list.length - 1)];
      const current = first === null ? currentOf(after) : (first ?? null);
      if (command.on && list.length > 0) same(order[0], current);
      return { list, play: command.on ? order : list, current, shuffled: command.on };
    }
    case "next": {
      const at = (entries: number[]): number =>
        model.current === null ? 0 : entries.indexOf(model.current) + 1;
      return {
        ...model,
        list: model.list.toSpliced(at(model.list), 0, ...added),
        play: model.play.toSpliced(at(model.play), 0, ...added),
        current: model.current ?? added[0] ?? null,
      };
    }
    case "append": {
      const list = [...model.list, ...added];
      if (!model.shuffled)
        return { ...model, list, play: list, current: model.current ?? added[0] ?? null };
      // The old ones keep their order, what was played and what is next stays in front.
      same(
        order.filter((entry) => model.play.includes(entry)),
        model.play,
      );
      const fixed = model.current === null ? 0 : model.play.indexOf(model.current) + 2;
      same(order.slice(0, Math.min(fixed, model.play.length)), model.play.slice(0, fixed));
      return { ...model, list, play: order, current: model.current ?? order[0] ?? null };
    }
    case "remove": {
      const gone = new Set(command.ranges.flatMap(({ from, to }) => model.play.slice(from, to)));
      const at = model.current === null ? -1 : model.play.indexOf(model.current);
      const stays = (entry: number): boolean => !gone.has(entry);
      const current =
        model.play.slice(Math.max(0, at)).find(stays) ??
        model.play.slice(0, Math.max(0, at)).findLast(stays) ??
        null;
      return { ...model, list: model.list.filter(stays), play: model.play.filter(stays), current };
    }
    case "move": {
      const run = model.play.slice(command.from, command.to);
      const isInside = command.target >= command.from && command.target <= command.to;
      if (run.length === 0 || isInside) return model;
      const play = model.play.filter((entry) => !run.includes(entry));
      const before = model.play.slice(command.target).find((entry) => !run.includes(entry));
      play.splice(before === undefined ? play.length : play.indexOf(before), 0, ...run);
      return { ...model, play, list: model.shuffled ? model.list : play };
    }
    case "jump":
      return { ...model, current: model.play[command.index] ?? model.current };
    case "shuffle":
      if (command.on === model.shuffled) return model;
      if (command.on && model.current !== null) same(order[0], model.current);
      return { ...model, play: command.on ? order : model.list, shuffled: command.on };
    case "clear":
      return { list: [], play: [], current: null, shuffled: model.shuffled };
  }
}

/** Would catch: an operation that loses, doubles or misplaces an entry, or changes what is playing. */
test("every operation does what it does to a plain list", () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 30 }), fc.integer(), (script, seed) => {
      const random = randomFrom(seed);
      let queue: Queue = emptyQueue;
      let model: Model = { list: [], play: [], current: null, shuffled: false };
      for (const command of script) {
        const frozen = entriesInOrder(queue);
        const next = apply(queue, command, random);
        expect(entriesInOrder(queue)).toEqual(frozen);
        checkInvariants(next);
        model = applyToModel(model, command, queue, next);
        queue = next;
        expect([...queue.entryIds]).toEqual(model.list);
        expect(entriesInOrder(queue)).toEqual(model.play);
        expect(currentOf(queue)).toBe(model.current);
        expect(isShuffled(queue)).toBe(model.shuffled);
      }
    }),
    { numRuns: 400 },
  );
});

const everything: PlayableAmong = (ids) => new Set(ids);

/** Would catch: repeats before everything was played, or the same song twice in a row at the turn of a round. */
test("shuffle with repeat plays each song once a round and never the same twice in a row", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.integer(), (size, seed) => {
      const random = randomFrom(seed);
      const options = { startIndex: null, isShuffled: true };
      let queue = replaceAll(emptyQueue, songs(size), options, random);
      const heard = [songAt(queue, 0)];
      for (let step = 1; step < size * 5; step += 1) {
        const announced = stepAhead(queue, true, everything, random);
        const again = stepAhead(announced.queue, true, everything, random);
        expect(again.step?.index).toBe(announced.step?.index);
        if (again.step === null) throw new Error("a repeating queue came to an end");
        queue = jumpTo(again.step.queue, again.step.index);
        heard.push(songAt(queue, queue.position ?? -1));
        expect(heard.at(-1)).not.toBe(heard.at(-2));
      }
      for (let round = 0; round < 5; round += 1)
        expect(new Set(heard.slice(round * size, (round + 1) * size)).size).toBe(size);
    }),
  );
});

/** Would catch: steps that miss a playable song, find an unplayable one, or look the wrong way round the end. */
test("a step finds the nearest playable entry, as a plain search does", () => {
  const scene = fc.record({
    able: fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
    position: fc.nat(59),
    wraps: fc.boolean(),
  });
  fc.assert(
    fc.property(scene, ({ able, position: at, wraps }) => {
      const position = at % able.length;
      const isAble = (index: number): boolean => able[index] === true;
      const playable: PlayableAmong = (ids) => new Set(ids.filter((id) => isAble(id - 1)));
      const all = able.map((_, index) => index);
      const queue: Queue = jumpTo(
        replaceAll(
          emptyQueue,
          songs(able.length),
          { startIndex: 0, isShuffled: false },
          Math.random,
        ),
        position,
      );
      const ahead = [...all.slice(position + 1), ...(wraps ? all.slice(0, position + 1) : [])];
      const back = [
        ...all.slice(0, position).toReversed(),
        ...(wraps ? all.slice(position + 1).toReversed() : []),
      ];
      const from = [...all.slice(position), ...all.slice(0, position)];
      expect(stepAhead(queue, wraps, playable, Math.random).step?.index).toBe(ahead.find(isAble));
      expect(stepBack(queue, wraps, playable)?.index).toBe(back.find(isAble));
      expect(settle(queue, playable) ?? undefined).toBe(from.find(isAble));
    }),
  );
});

/** Would catch: a queue of dead files that keeps the app busy. */
test("a search gives up after ten thousand entries", () => {
  const queue = replaceAll(
    emptyQueue,
    songs(100_000),
    { startIndex: 0, isShuffled: false },
    Math.random,
  );
  let asked = 0;
  const nothing: PlayableAmong = (ids) => {
    asked += ids.length;
    return new Set();
  };
  expect(stepAhead(queue, true, nothing, Math.random).step).toBeNull();
  expect(asked).toBeLessThanOrEqual(10_000);
});

test("shuffle off goes on in the list from the song that plays", () => {
  const random = randomFrom(7);
  const list = replaceAll(emptyQueue, songs(10), { startIndex: 3, isShuffled: false }, random);
  const shuffled = setShuffled(list, true, random);
  expect(songAt(shuffled, 0)).toBe(4);
  const later = jumpTo(shuffled, 5);
  const playing = songAt(later, 5);
  const back = setShuffled(later, false, random);
  expect([...songsBetween(back, 0, 10)]).toEqual([...songs(10)]);
  expect(songAt(back, back.position ?? -1)).toBe(playing);
});

test("shuffled, a song to play next plays next", () => {
  const random = randomFrom(3);
  const queue = jumpTo(
    replaceAll(emptyQueue, songs(10), { startIndex: null, isShuffled: true }, random),
    4,
  );
  const next = insertNext(queue, Uint32Array.of(77, 78));
  expect([...songsBetween(next, 5, 7)]).toEqual([77, 78]);
  expect(indexOfEntry(next, entryAt(queue, 4) ?? -1)).toBe(4);
});

/** Would catch: a shuffle that favours places (the classic naive swap does). */
test("every order is equally likely", () => {
  const random = randomFrom(42);
  const counts = new Map<string, number>();
  const rounds = 24_000;
  for (let round = 0; round < rounds; round += 1) {
    const queue = replaceAll(emptyQueue, songs(4), { startIndex: null, isShuffled: true }, random);
    const key = [...songsBetween(queue, 0, 4)].join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  // 1,000 expected each, standard deviation 31: six of them is chance one in a hundred million.
  for (const count of counts.values()) expect(Math.abs(count - rounds / 24)).toBeLessThan(190);
});
