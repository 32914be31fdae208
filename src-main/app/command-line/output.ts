/** What a command found: the JSON document, and the same for a person. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
}

/** Names of the contract that are not simply the column's name in camel case. */
const columnNames: Readonly<Record<string, string>> = { heardSec: "duration_played_sec" };

/** Renames the keys of an answer to the database's column names, all the way down. */
export function toColumns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toColumns);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [columnName(key), toColumns(inner)]),
  );
}

/** `durationSec` to `duration_sec`. */
export function columnName(key: string): string {
  return columnNames[key] ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `duration_sec` to `durationSec`. */
export function propertyName(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** `3:07`, `1:02:07`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0")))
    .join(":");
}

/** Lines up columns for a terminal; the last one is not padded. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.min(
      48,
      Math.max(displayWidth(name), ...rows.map((row) => displayWidth(row[column] ?? ""))),
    ),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const shown = cut(cell, widths[column] ?? 48);
        const isLast = column === cells.length - 1;
        return isLast
          ? shown
          : shown + " ".repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(shown)));
      })
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.map(line)].join("\n");
}

/** Cells a terminal gives a text: East Asian wide characters take two. Control characters from tags are taken out. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(character)
      ? 2
      : 1;
  return width;
}

function cut(text: string, width: number): string {
  // A tag must not be able to steer the terminal.
  const clean = text.replace(/\p{Cc}/gu, " ");
  if (displayWidth(clean) <= width) return clean;
  let shown = "";
  for (const character of clean) {
    if (displayWidth(shown + character) > width - 1) break;
    shown += character;
  }
  return `${shown}…`;
}
