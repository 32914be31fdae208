/** A number with its total: `3`, `03/12`, `3 of 12`. Zero means "not given". */
export function parseNumberOf(text: string | null): {
  number: number | null;
  total: number | null;
} {
  if (text === null) return { number: null, total: null };
  const match = /^\D{0,3}(\d{1,6})?(?:\s*(?:\/|of)\s*(\d{1,6}))?/u.exec(text);
  return { number: positive(match?.[1]), total: positive(match?.[2]) };
}

function positive(digits: string | undefined): number | null {
  if (digits === undefined) return null;
  const value = Number(digits);
  return value > 0 ? value : null;
}

/** ISO date as precise as given; null when there is no year between 1000 and 2999 in it. */
export function parseDate(text: string | null): string | null {
  if (text === null) return null;
  const match = /^\s*([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|(\d{2})(\d{2})(?!\d))?/u.exec(
    text,
  );
  const year = match?.[1];
  if (match === null || year === undefined) return loneYear(text);
  const month = Number(match[2] ?? match[4] ?? 0);
  const day = Number(match[3] ?? match[5] ?? 0);
  if (month < 1 || month > 12) return year;
  const monthText = `${year}-${String(month).padStart(2, "0")}`;
  if (day < 1 || day > 31) return monthText;
  return `${monthText}-${String(day).padStart(2, "0")}`;
}

/** The year of `circa 1999`, `21.07.1999`, `(P) 1999 A label`. */
function loneYear(text: string): string | null {
  return /(?<![\d-])([12]\d{3})(?!\d)/u.exec(text)?.[1] ?? null;
}

/** `-7.03 dB`, `+2,1`, `-7.03`. Null for what is not a number or beyond any sensible gain (±60 dB). */
export function parseGainDb(text: string | null): number | null {
  const value = parseDecimal(text);
  return value === null || Math.abs(value) > 60 ? null : value;
}

/** Linear peak; decoded audio may exceed full scale, but not by a hundred. */
export function parsePeak(text: string | null): number | null {
  const value = parseDecimal(text);
  return value === null || value <= 0 || value > 100 ? null : value;
}

/**
 * Opus' R128 gain: a signed Q7.8 integer relative to -23 LUFS. Five decibels are added so that it compares with
 * ReplayGain's -18 LUFS. Source: RFC 7845 section 5.2.1.
 */
export function parseR128Gain(text: string | null): number | null {
  if (text === null || !/^\s*[+-]?\d{1,6}\s*$/u.test(text)) return null;
  const value = Number(text);
  return value < -32_768 || value > 32_767 ? null : value / 256 + 5;
}

/** A decimal number at the start of a text, with point or comma. */
export function parseDecimal(text: string | null): number | null {
  if (text === null) return null;
  const match = /^\s*([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?)/u.exec(text);
  if (match?.[1] === undefined) return null;
  const value = Number(match[1].replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

/** `1`, `true`, `yes`. */
export function parseFlag(text: string | null): boolean {
  return text !== null && /^(?:1|true|yes)$/iu.test(text.trim());
}

/**
 * Values of a multi-value tag. A single value with ";" is a list that a format without lists had to join (Picard's and
 * MusicBee's habit); "/", "," and "&" are left alone, since names contain them ("AC/DC", "Tyler, The Creator").
 */
export function splitValues(values: readonly string[]): string[] {
  const result: string[] = [];
  for (const value of values) {
    if (!value.includes(";")) {
      if (!result.includes(value)) result.push(value);
      continue;
    }
    for (const part of value.split(";")) {
      const text = part.trim();
      if (text !== "" && !result.includes(text)) result.push(text);
    }
  }
  return result;
}

const lrcLine = /^\s*\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\]/mu;

/** Whether lyrics carry LRC times. */
export function isSyncedLyrics(text: string): boolean {
  return lrcLine.test(text);
}
