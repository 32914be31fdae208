import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Database } from "#core/db/database.ts";
import { exportedTables, exportSql } from "./exported-tables.ts";

export const formatName = "segue-library";
/** Raised when an older Segue could not read what is written. */
export const formatVersion = 1;
export const pictureTable = "pictures";

/** A picture that a person chose, as a file. */
export interface PictureFile {
  readonly key: string;
  readonly path: string;
}

export interface ExportFacts {
  readonly appVersion: string;
  readonly exportedAt: number;
  /** Of profiles and playlists; covers of songs are in the music. */
  readonly pictures: readonly PictureFile[];
}

/** What the last line says of those between the first and it. */
export interface Footer {
  readonly lines: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Of the lines with their ends, hexadecimal. */
  readonly sha256: string;
}

/**
 * A library as lines of JSON, without their ends: a header, one line for each row, a footer. Nulls are left out. All of one
 * moment when the connection is in a transaction.
 */
export function* exportLines(
  database: Pick<Database, "sqlite">,
  facts: ExportFacts,
): Generator<string, Footer> {
  yield JSON.stringify({
    format: formatName,
    version: formatVersion,
    app_version: facts.appVersion,
    exported_at: facts.exportedAt,
  });
  const hash = createHash("sha256");
  const counts: Record<string, number> = {};
  let lines = 0;
  const counted = (table: string, line: string): string => {
    hash.update(line).update("\n");
    counts[table] = (counts[table] ?? 0) + 1;
    lines += 1;
    return line;
  };
  for (const table of exportedTables) {
    counts[table.name] = 0;
    const rows = database.sqlite.prepare<[], Record<string, unknown>>(exportSql(table)).iterate();
    for (const row of rows) yield counted(table.name, lineOf(table.name, row));
  }
  counts[pictureTable] = 0;
  for (const { key, path } of facts.pictures) {
    const data = readFileSync(path).toString("base64");
    yield counted(pictureTable, lineOf(pictureTable, { key, data_base64: data }));
  }
  const footer: Footer = { lines, counts, sha256: hash.digest("hex") };
  yield JSON.stringify({ end: formatName, ...footer });
  return footer;
}

function lineOf(table: string, row: Readonly<Record<string, unknown>>): string {
  const line: Record<string, unknown> = { table };
  for (const [name, value] of Object.entries(row)) if (value !== null) line[name] = value;
  return JSON.stringify(line);
}
