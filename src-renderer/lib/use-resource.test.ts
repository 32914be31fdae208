// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { throttle } from "./use-resource.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("a burst runs at once and once more at its end: the last change is never lost", () => {
  vi.useFakeTimers();
  let runs = 0;
  const throttled = throttle(() => runs++, 500);
  for (let event = 0; event < 50; event++) throttled.call();
  expect(runs).toBe(1);
  vi.advanceTimersByTime(500);
  expect(runs).toBe(2);
  vi.advanceTimersByTime(5000);
  expect(runs).toBe(2);
  throttled.call();
  expect(runs).toBe(3);
});

test("after cancelling nothing runs any more", () => {
  vi.useFakeTimers();
  let runs = 0;
  const throttled = throttle(() => runs++, 500);
  throttled.call();
  throttled.call();
  throttled.cancel();
  vi.advanceTimersByTime(5000);
  expect(runs).toBe(1);
});

test("after a hold the first call waits its turn, and is not lost", () => {
  vi.useFakeTimers();
  let runs = 0;
  const throttled = throttle(() => runs++, 500);
  throttled.hold();
  throttled.call();
  expect(runs).toBe(0);
  vi.advanceTimersByTime(500);
  expect(runs).toBe(1);
});
