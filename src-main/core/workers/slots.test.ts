import { expect, test } from "vitest";

import { Slots } from "./slots.ts";

// Catches: more holders than slots, a slot given back twice, someone who left still being let in.
test("lets in as many as there are slots, in order", async () => {
  const slots = new Slots(1);
  const entered: string[] = [];
  const first = await slots.take();
  const leaver = new AbortController();
  const left = slots.take(leaver.signal);
  const second = slots.take().then((giveBack) => {
    entered.push("second");
    return giveBack;
  });
  const third = slots.take().then((giveBack) => {
    entered.push("third");
    return giveBack;
  });
  leaver.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  expect(entered).toEqual([]);
  first();
  first();
  const giveBackSecond = await second;
  await Promise.resolve();
  expect(entered).toEqual(["second"]);
  giveBackSecond();
  (await third)();
  expect(entered).toEqual(["second", "third"]);
});
