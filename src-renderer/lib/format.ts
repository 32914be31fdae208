/** How numbers, times and dates read. English first; the locale is one constant so that another can follow. */
const locale = "en-GB";

const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** `100,412` */
export function formatCount(count: number): string {
  return integer.format(count);
}

/** `1 song`, `2,310 songs` */
export function formatCounted(count: number, singular: string, plural: string): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** Length of a song as a clock: `4:02`, `1:03:09`. Seconds are cut, as every player does. */
export function formatClock(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** A sum of lengths in words: `42 s`, `18 min`, `1 h 42 min`, `12 days 4 h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0
    ? `${formatCount(days)} days`
    : `${formatCount(days)} days ${hours % 24} h`;
}

/** A length for screen readers: `4 minutes 2 seconds`. */
export function formatSpokenDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor((whole % 3600) / 60), "minute"],
    [whole % 60, "second"],
  ] as const;
  const said = parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}${amount === 1 ? "" : "s"}`);
  return said.length === 0 ? "0 seconds" : said.join(" ");
}

/** `3.2 MB`, in powers of 1000 as file managers show. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  let amount = bytes;
  let unit: (typeof units)[number] = units[0];
  for (const next of units.slice(1)) {
    if (amount < 999.5) break;
    amount /= 1000;
    unit = next;
  }
  return `${unit === "B" ? integer.format(amount) : oneDecimal.format(amount)} ${unit}`;
}

const dayAndMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const fullDate = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** A day near now by its name, else by its date: `Today`, `Yesterday`, `3 days ago`, `12 Nov`, `12 Nov 2024`. */
export function formatRelativeDay(timeMs: number, nowMs: number): string {
  const days = calendarDay(nowMs) - calendarDay(timeMs);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days > 1 && days < 7) return `${days} days ago`;
  const isSameYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isSameYear ? dayAndMonth : fullDate).format(timeMs);
}

const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const agoUnits = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["week", 604_800],
  ["month", 2_629_800],
  ["year", 31_557_600],
] as const;

/** `just now`, `5 minutes ago`, `yesterday`, `3 weeks ago` */
export function formatAgo(timeMs: number, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - timeMs) / 1000);
  const unit = agoUnits.findLast(([, length]) => seconds >= length);
  return unit === undefined ? "just now" : ago.format(-Math.floor(seconds / unit[1]), unit[0]);
}

/** `12 Nov 2026, 20:15` */
export function formatDateTime(timeMs: number): string {
  return dateAndTime.format(timeMs);
}

const wallClock = new Intl.DateTimeFormat(locale, {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
const dayOfYear = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});
const dayWithYear = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const monthOfYear = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" });

/** `20:15` as the clock stood `utcOffsetMin` minutes east of UTC, wherever the reader is now. */
export function formatTimeAtOffset(timeMs: number, utcOffsetMin: number): string {
  return wallClock.format(timeMs + utcOffsetMin * 60_000);
}

/** `12 November`, or `12 November 2024`, for a calendar day written as `2024-11-12`. */
export function formatDayHeading(day: string, hasYear: boolean): string {
  return (hasYear ? dayWithYear : dayOfYear).format(Date.parse(`${day}T00:00:00Z`));
}

/** `November 2026` */
export function formatMonth(timeMs: number): string {
  return monthOfYear.format(timeMs);
}

/** Number of the local calendar day, for differences between days (a day may have 23 or 25 hours). */
function calendarDay(timeMs: number): number {
  const date = new Date(timeMs);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** Stars for reading aloud and for tooltips: `3.5 stars`. `rating` counts half stars, 1 to 10. */
export function formatRating(rating: number | null): string {
  if (rating === null) return "Not rated";
  const stars = rating / 2;
  return stars === 1 ? "1 star" : `${stars} stars`;
}

/** `44.1 kHz` */
export function formatSampleRate(hertz: number): string {
  return `${oneDecimal.format(hertz / 1000)} kHz`;
}

/** `1,411 kbit/s` */
export function formatBitrate(kilobitsPerSecond: number): string {
  return `${integer.format(kilobitsPerSecond)} kbit/s`;
}

/** `-7.25 dB`, always with its sign. */
export function formatDecibels(decibels: number): string {
  return `${decibels > 0 ? "+" : ""}${decibels.toFixed(2)} dB`;
}
