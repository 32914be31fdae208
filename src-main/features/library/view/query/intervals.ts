import type { DateTest, NumberTest } from "#shared/domain/query/query-ast.ts";
import { momentAgo, periodOf } from "#shared/domain/query/date-values.ts";

/** Whole numbers `from` <= n < `to`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** What a comparison asks of a value, as stretches of whole numbers: one of them, or with `isNegated` none. */
export interface Stretches {
  readonly intervals: readonly Interval[];
  /** A song without a value meets this, and no comparison otherwise. */
  readonly isNegated: boolean;
}

/** Beyond every value and still exact in SQLite. */
const least = -9_000_000_000_000_000;
const most = 9_000_000_000_000_000;

/** How a stored whole number relates to what is typed. */
export interface NumberScale {
  /** Stored per unit typed. */
  readonly scale: number;
  /** How lists show it, and so what a whole number typed means: `5:00` is everything shown so. */
  readonly shown: "exact" | "floor" | "round";
}

export function numberStretches(test: NumberTest, { scale, shown }: NumberScale): Stretches {
  const cell = (value: number): Interval => {
    const stored = Math.round(value * scale);
    if (scale === 1 || shown === "exact" || !Number.isInteger(value)) {
      return { from: stored, to: stored + 1 };
    }
    const from = shown === "floor" ? stored : stored - scale / 2;
    return { from, to: from + scale };
  };
  if ("values" in test) {
    return { intervals: test.values.map(cell), isNegated: test.operator === "!=" };
  }
  if (test.operator === "..") {
    const from = test.from === null ? least : cell(test.from).from;
    const to = test.to === null ? most : cell(test.to).to;
    return one(from, to);
  }
  const { from, to } = cell(test.value);
  switch (test.operator) {
    case "<":
      return one(least, from);
    case "<=":
      return one(least, to);
    case ">":
      return one(to, most);
    case ">=":
      return one(from, most);
  }
}

/** Hours of a day: a range that ends before it begins passes midnight. */
export function hourStretches(test: NumberTest): Stretches {
  if (test.operator === ".." && test.from !== null && test.to !== null && test.from > test.to) {
    const intervals = [
      { from: test.from, to: 24 },
      { from: 0, to: test.to + 1 },
    ];
    return { intervals, isNegated: false };
  }
  return numberStretches(test, { scale: 1, shown: "exact" });
}

/** Whether a test speaks of ages, whose moments are the same everywhere, or of dates of somebody's calendar. */
export function isOfAge(test: DateTest): boolean {
  if ("values" in test) return false;
  if (test.operator === "..") return test.from?.kind === "age";
  return test.value.kind === "age";
}

/** @param zone in which dates are meant, see {@link periodOf} */
export function dateStretches(test: DateTest, nowMs: number, zone: "local" | "utc"): Stretches {
  if ("values" in test) {
    const intervals = test.values.map((date) => {
      const { fromMs, toMs } = periodOf(date, zone);
      return { from: fromMs, to: toMs };
    });
    return { intervals, isNegated: test.operator === "!=" };
  }
  if (test.operator === "..") {
    const { from, to } = test;
    if (from?.kind === "age" && to?.kind === "age") {
      const moments = [momentAgo(from, nowMs), momentAgo(to, nowMs)];
      return one(Math.min(...moments), Math.max(...moments) + 1);
    }
    const start = from?.kind === "date" ? periodOf(from, zone).fromMs : least;
    return one(start, to?.kind === "date" ? periodOf(to, zone).toMs : most);
  }
  if (test.value.kind === "age") {
    const moment = momentAgo(test.value, nowMs);
    switch (test.operator) {
      // Younger than an age is after its moment.
      case "<":
        return one(moment + 1, most);
      case "<=":
        return one(moment, most);
      case ">":
        return one(least, moment);
      case ">=":
        return one(least, moment + 1);
    }
  }
  const { fromMs, toMs } = periodOf(test.value, zone);
  switch (test.operator) {
    case "<":
      return one(least, fromMs);
    case "<=":
      return one(least, toMs);
    case ">":
      return one(toMs, most);
    case ">=":
      return one(fromMs, most);
  }
}

export function isWithin({ intervals, isNegated }: Stretches, value: number): boolean {
  return intervals.some(({ from, to }) => value >= from && value < to) !== isNegated;
}

function one(from: number, to: number): Stretches {
  return { intervals: [{ from, to }], isNegated: false };
}
