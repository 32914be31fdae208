import type { Age, AgeUnit, CalendarDate } from "./query-ast.ts";
import { refuse } from "./query-error.ts";

const age = /^(\d{1,5})([a-z]+)$/u;
const calendar = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u;
const expected = ["30d", "1y", "2026-05", "2026-05-17"] as const;

const units: Readonly<Record<string, AgeUnit>> = {
  h: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  w: "w",
  week: "w",
  weeks: "w",
  m: "m",
  month: "m",
  months: "m",
  y: "y",
  year: "y",
  years: "y",
};

/** @throws QuerySyntaxError */
export function parseDateValue(text: string, from: number, to: number): Age | CalendarDate {
  const wanted = text.trim().toLowerCase();
  const [, amount, word = ""] = age.exec(wanted) ?? [];
  const unit = units[word];
  if (amount !== undefined && unit !== undefined) {
    if (Number(amount) === 0) refuse(from, to, "An age is at least 1.", expected);
    return { kind: "age", amount: Number(amount), unit };
  }
  const [whole, year, month, day] = calendar.exec(wanted) ?? [];
  if (whole === undefined) {
    refuse(
      from,
      to,
      `${wanted === "" ? "Nothing" : `"${text.slice(0, 40)}"`} is neither an age like 30d (h, d, w, m, y) nor a date like 2026-05-17.`,
      expected,
    );
  }
  const date: CalendarDate = {
    kind: "date",
    year: Number(year),
    month: month === undefined ? null : Number(month),
    day: day === undefined ? null : Number(day),
  };
  if (!isDate(date)) refuse(from, to, `The calendar has no ${wanted}.`, expected);
  return date;
}

/** Whether the calendar has it. */
export function isDate({ year, month, day }: CalendarDate): boolean {
  if (year < 1000 || year > 9999) return false;
  if (month === null) return day === null;
  if (month < 1 || month > 12) return false;
  return day === null || (day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate());
}

export function printDateValue(value: Age | CalendarDate): string {
  if (value.kind === "age") return `${value.amount}${value.unit}`;
  const { year, month, day } = value;
  return [year, month, day]
    .filter((part) => part !== null)
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

/** A stretch of time, `from` inclusive, `to` exclusive, epoch milliseconds. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The day, month or year of the calendar.
 *
 * @param zone `local`: as clocks here show it; `utc`: for times that carry their own offset
 */
export function periodOf({ year, month, day }: CalendarDate, zone: "local" | "utc"): Period {
  const at = (y: number, m: number, d: number): number =>
    zone === "utc" ? Date.UTC(y, m, d) : new Date(y, m, d).getTime();
  const first = (month ?? 1) - 1;
  if (month === null) return { fromMs: at(year, 0, 1), toMs: at(year + 1, 0, 1) };
  if (day === null) return { fromMs: at(year, first, 1), toMs: at(year, first + 1, 1) };
  return { fromMs: at(year, first, day), toMs: at(year, first, day + 1) };
}

const hourMs = 3_600_000;

/** The moment that lies so long before `nowMs`. Months and years follow the calendar: 31 May less a month is 30 April. */
export function momentAgo({ amount, unit }: Age, nowMs: number): number {
  switch (unit) {
    case "h":
      return nowMs - amount * hourMs;
    case "d":
      return nowMs - amount * 24 * hourMs;
    case "w":
      return nowMs - amount * 7 * 24 * hourMs;
    case "m":
      return monthsAgo(amount, nowMs);
    case "y":
      return monthsAgo(amount * 12, nowMs);
  }
}

function monthsAgo(months: number, nowMs: number): number {
  const date = new Date(nowMs);
  const day = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() - months);
  const last = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  date.setDate(Math.min(day, last));
  return date.getTime();
}
