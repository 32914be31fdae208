import { refuse } from "./query-error.ts";
import type { FieldType } from "./query-fields.ts";

/** How a kind of number is written. */
export interface NumberForm {
  readonly type: Exclude<FieldType, "text" | "playlist" | "date">;
  readonly most: number;
  readonly isWhole: boolean;
  readonly units?: Readonly<Record<string, number>>;
}

const plain = /^\d{1,12}(?:\.\d{1,6})?$/u;
const clock = /^(?:(\d{1,4}):)?(\d{1,5}):(\d{1,2}(?:\.\d{1,3})?)$/u;
const spans =
  /^(?:(\d{1,6}(?:\.\d{1,3})?)h)?(?:(\d{1,6}(?:\.\d{1,3})?)m(?:in)?)?(?:(\d{1,9}(?:\.\d{1,3})?)s(?:ec)?)?$/u;
const bytes = /^(\d{1,12}(?:\.\d{1,6})?)([a-z]*)$/u;
const withUnit = /^(\d{1,12}(?:\.\d{1,6})?)([a-z]+)$/u;

const byteUnits: Readonly<Record<string, number>> = {
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

const expectedOf: Readonly<Record<NumberForm["type"], readonly string[]>> = {
  number: ["120"],
  stars: ["0.5", "4", "4.5"],
  duration: ["5:00", "5m", "300s"],
  bytes: ["10MB", "1.5GB"],
};

/**
 * Reads a number as people write it.
 *
 * @param from where `text` stands in the query, for the error
 * @returns in the field's unit: seconds, bytes, stars, or the number itself
 * @throws QuerySyntaxError
 */
export function parseNumber(form: NumberForm, text: string, from: number, to: number): number {
  const value = numberOf(form, text.trim().toLowerCase());
  const expected = expectedOf[form.type];
  if (value === null) refuse(from, to, sentenceOf(form, text), expected);
  if (form.type === "stars" && (value < 0.5 || value > 5 || !Number.isInteger(value * 2))) {
    refuse(
      from,
      to,
      "Stars go from 0.5 to 5 in halves; is:rated tells songs with stars.",
      expected,
    );
  }
  if (value > form.most) refuse(from, to, `At most ${form.most} makes sense here.`, expected);
  if (form.isWhole && !Number.isInteger(value)) {
    refuse(from, to, "A whole number is wanted here.", expected);
  }
  return value;
}

function numberOf(form: NumberForm, text: string): number | null {
  if (plain.test(text)) return rounded(Number(text));
  switch (form.type) {
    case "duration":
      return secondsOf(text);
    case "bytes":
      return bytesOf(text);
    case "stars":
      return null;
    case "number": {
      const [, amount, unit = ""] = withUnit.exec(text) ?? [];
      const factor = form.units?.[unit];
      return amount === undefined || factor === undefined ? null : rounded(Number(amount) * factor);
    }
  }
}

function secondsOf(text: string): number | null {
  const time = clock.exec(text);
  if (time !== null) {
    const [, hours = "0", minutes = "0", seconds = "0"] = time;
    return rounded(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
  }
  const span = spans.exec(text);
  if (span === null || text === "") return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = span;
  return rounded(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

function bytesOf(text: string): number | null {
  const [, amount, unit = ""] = bytes.exec(text) ?? [];
  const factor = byteUnits[unit];
  return amount === undefined || factor === undefined ? null : Math.round(Number(amount) * factor);
}

/** Thousandths are the finest anybody writes; sums of them would otherwise print with fifteen digits. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function sentenceOf({ type }: NumberForm, text: string): string {
  const shown = text === "" ? "Nothing" : `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
  switch (type) {
    case "duration":
      return `${shown} is not a length of time like 5:00, 5m or 300s.`;
    case "bytes":
      return `${shown} is not a size like 10MB or 1.5GB.`;
    case "stars":
      return `${shown} is not a number of stars from 0.5 to 5.`;
    case "number":
      return `${shown} is not a number.`;
  }
}

/** The number as the printer writes it; {@link parseNumber} reads it back. */
export function printNumber(form: NumberForm, value: number): string {
  if (form.type === "duration" && Number.isInteger(value) && value >= 60) {
    const seconds = String(value % 60).padStart(2, "0");
    const minutes = Math.floor(value / 60) % 60;
    const hours = Math.floor(value / 3600);
    return hours === 0
      ? `${minutes}:${seconds}`
      : `${hours}:${String(minutes).padStart(2, "0")}:${seconds}`;
  }
  if (form.type === "duration") return `${value}s`;
  if (form.type === "bytes") {
    for (const [unit, factor] of [
      ["GB", 1e9],
      ["MB", 1e6],
      ["kB", 1e3],
    ] as const) {
      if (value >= factor && value % factor === 0) return `${value / factor}${unit}`;
    }
  }
  return String(value);
}
