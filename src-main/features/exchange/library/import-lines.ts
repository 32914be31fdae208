import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { smartRulesSchema } from "#shared/domain/playlists/smart-rules.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Database } from "#core/db/database.ts";
import { type ExportedTable, exportedTables, referenceName } from "./exported-tables.ts";
import {
  type Footer,
  formatName,
  formatVersion,
  pictureTable,
  type PictureFile,
} from "./export-lines.ts";
import { readLines } from "./read-lines.ts";

const headerSchema = z.object({ format: z.literal(formatName), version: z.int() });
const footerSchema = z.object({
  end: z.literal(formatName),
  lines: z.int().nonnegative(),
  counts: z.record(z.string(), z.int().nonnegative()),
  sha256: z.string(),
});
const rowSchema = z.record(z.string(), z.union([z.string(), z.number()]));
type Row = z.output<typeof rowSchema>;

export interface PreparedImport {
  readonly footer: Footer;
  readonly pictures: readonly PictureFile[];
}

/**
 * Fills an empty database without triggers from an export, checking every line.
 *
 * @param options.ownerId the id that the first profile of the file takes
 * @param options.folder where the pictures of the file go
 * @throws AppError `file_corrupt` or `unsupported` with a sentence that names the line
 */
export function importLines(
  database: Database,
  path: string,
  options: {
    readonly ownerId: number;
    readonly folder: string;
    readonly onBytes: (bytes: number) => void;
  },
): PreparedImport {
  const importing = new Importing(database, options);
  let lineNo = 0;
  database.write(() => {
    for (const { line, bytes } of readLines(path)) {
      lineNo += 1;
      try {
        importing.take(line, lineNo);
      } catch (error) {
        throw inLine(error, lineNo);
      }
      if (lineNo % 1000 === 0) options.onBytes(bytes);
    }
    importing.linkFolders();
  });
  return importing.result();
}

function inLine(error: unknown, lineNo: number): AppError {
  if (error instanceof AppError && !error.code.startsWith("database")) return error;
  const reason = error instanceof Error ? error.message : "it cannot be read";
  return new AppError(
    "file_corrupt",
    `Line ${lineNo.toLocaleString("en")} of the export does not fit (${reason}). Nothing was imported; make the export anew.`,
    { line: lineNo },
    error,
  );
}

class Importing {
  readonly #database: Database;
  readonly #ownerId: number;
  readonly #folder: string;
  readonly #tables: ReadonlyMap<string, TableWriter>;
  readonly #hash = createHash("sha256");
  readonly #counts: Record<string, number> = {};
  readonly #pictures: PictureFile[] = [];
  readonly #parents: (readonly [uuid: string, parentUuid: string])[] = [];
  #lines = 0;
  #footer: Footer | null = null;

  constructor(database: Database, options: { readonly ownerId: number; readonly folder: string }) {
    this.#database = database;
    this.#ownerId = options.ownerId;
    this.#folder = options.folder;
    this.#tables = new Map(
      exportedTables.map((table) => [table.name, new TableWriter(database, table)]),
    );
    for (const name of [...this.#tables.keys(), pictureTable]) this.#counts[name] = 0;
  }

  take(line: string, lineNo: number): void {
    if (this.#footer !== null) throw new AppError("file_corrupt", afterEnd);
    const value = parsed(line, lineNo);
    if (lineNo === 1) {
      checkHeader(value);
      return;
    }
    const footer = footerSchema.safeParse(value);
    if (footer.success) {
      this.#footer = footer.data;
      return;
    }
    this.#hash.update(line).update("\n");
    this.#lines += 1;
    const { table, ...row } = rowSchema.parse(value);
    this.#counts[String(table)] = (this.#counts[String(table)] ?? 0) + 1;
    if (table === pictureTable) this.#takePicture(row);
    else this.#takeRow(String(table), row);
  }

  #takeRow(name: string, row: Row): void {
    const table = this.#tables.get(name);
    if (table === undefined) throw new Error(`there is no table "${name}"`);
    checkRow(name, row);
    if (name === "playlist_folders" && typeof row["parent_uuid"] === "string") {
      this.#parents.push([String(row["uuid"]), row["parent_uuid"]]);
      const { parent_uuid: _later, ...first } = row;
      table.insert(first);
      return;
    }
    const isOwner = name === "users" && this.#counts["users"] === 1;
    if (isOwner && (row["is_admin"] !== 1 || row["is_active"] !== 1))
      throw new Error("the first profile is no active administrator");
    table.insert(row, isOwner ? this.#ownerId : null);
  }

  /** A folder may lie in one that was made after it. */
  linkFolders(): void {
    const link = this.#database.sqlite.prepare(
      "UPDATE playlist_folders SET parent_id = (SELECT id FROM playlist_folders WHERE uuid = ?) WHERE uuid = ?",
    );
    for (const [uuid, parentUuid] of this.#parents) link.run(parentUuid, uuid);
  }

  #takePicture(row: Row): void {
    const { key, data_base64: data } = row;
    if (typeof key !== "string" || typeof data !== "string") throw new Error("no picture");
    const bytes = Buffer.from(data, "base64");
    // Pictures are named by what they show; another one under the name would be shown instead.
    if (createHash("sha256").update(bytes).digest("hex").slice(0, 32) !== key)
      throw new Error("a picture is not the one it is called");
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, key);
    writeFileSync(path, bytes);
    this.#pictures.push({ key, path });
  }

  /** @throws AppError when lines are missing or were changed */
  result(): PreparedImport {
    const footer = this.#footer;
    if (footer === null)
      throw new AppError(
        "file_corrupt",
        "The export ends in the middle: its last line is missing. Nothing was imported; copy or make it anew.",
      );
    const counts = JSON.stringify(sorted(this.#counts)) === JSON.stringify(sorted(footer.counts));
    if (footer.lines !== this.#lines || !counts || footer.sha256 !== this.#hash.digest("hex"))
      throw new AppError(
        "file_corrupt",
        "The export was changed or damaged after it was made: its lines do not add up to what its last line says. Nothing was imported.",
      );
    return { footer, pictures: this.#pictures };
  }
}

const afterEnd = "The export goes on after its last line. Nothing was imported; make it anew.";

function parsed(line: string, lineNo: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (lineNo === 1) throw notOurs(error);
    throw error;
  }
}

function checkHeader(value: unknown): void {
  const header = headerSchema.safeParse(value);
  if (!header.success) throw notOurs(header.error);
  if (header.data.version !== formatVersion)
    throw new AppError(
      "unsupported",
      `The export is of version ${header.data.version}; this Segue reads version ${formatVersion}. Use the Segue that made it, or a newer one.`,
    );
}

function notOurs(cause: unknown): AppError {
  return new AppError(
    "unsupported",
    "This file is no export of a Segue library: it does not begin like one.",
    {},
    cause,
  );
}

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).toSorted(([left], [right]) => (left < right ? -1 : 1));
}

const uuidSchema = z.uuid();
const pictureKey = /^[\w-]{1,128}$/;

/** What the database itself does not check, and what readers rely on. */
function checkRow(table: string, row: Row): void {
  for (const [name, value] of Object.entries(row)) {
    if (/(?:^|_)uuid$/.test(name) && !uuidSchema.safeParse(value).success)
      throw new Error(`"${name}" is no uuid`);
    if (name.endsWith("_key") && /cover|avatar/.test(name) && !pictureKey.test(String(value)))
      throw new Error(`"${name}" names no picture`);
  }
  if (table === "playlists" && row["rules"] !== undefined)
    smartRulesSchema.parse(JSON.parse(String(row["rules"])));
  for (const column of ["preference_value", "state_data", "tags", "custom_metadata"])
    if (row[column] !== undefined) JSON.parse(String(row[column]));
}

class TableWriter {
  readonly #table: ExportedTable;
  readonly #fields: ReadonlyMap<string, "text" | "integer" | "real">;
  readonly #insert: { run(...values: readonly unknown[]): unknown };
  readonly #hasId: boolean;

  constructor(database: Database, table: ExportedTable) {
    this.#table = table;
    const types = new Map(
      database.read
        .all<{ name: string; type: string }>(
          "SELECT name, type FROM pragma_table_info(?)",
          table.name,
        )
        .map(({ name, type }) => [name, type.toLowerCase()]),
    );
    const references = Object.entries(table.references ?? {});
    this.#fields = new Map([
      ...table.columns.map((name) => [name, typeOf(types.get(name))] as const),
      ...references.map(([column]) => [referenceName(column), "text"] as const),
    ]);
    const fixed = Object.entries(table.leftOut ?? {}).filter(([, sql]) => sql !== null);
    const id = types.get("id") === "integer" ? ["id"] : [];
    const columns = [
      ...id,
      ...table.columns,
      ...references.map(([column]) => column),
      ...fixed.map(([column]) => column),
    ];
    const values = [
      ...id.map(() => "?"),
      ...table.columns.map(() => "?"),
      ...references.map(([, target]) => `(SELECT id FROM ${target} WHERE uuid = ?)`),
      ...fixed.map(([, sql]) => sql),
    ];
    this.#insert = database.sqlite.prepare(
      `INSERT INTO ${table.name} (${columns.join(", ")}) VALUES (${values.join(", ")})`,
    );
    this.#hasId = id.length > 0;
  }

  /** @throws Error when a field is unknown or of another type, or a constraint of the table does not hold */
  insert(row: Row, id: number | null = null): void {
    for (const [name, value] of Object.entries(row)) {
      const type = this.#fields.get(name);
      if (type === undefined) throw new Error(`${this.#table.name} has no "${name}"`);
      if (!isOfType(value, type)) throw new Error(`"${name}" is no ${type}`);
    }
    const values = [...this.#fields.keys()].map((name) => row[name] ?? null);
    this.#insert.run(...(this.#hasId ? [id, ...values] : values));
  }
}

function typeOf(declared: string | undefined): "text" | "integer" | "real" {
  return declared === "integer" || declared === "real" ? declared : "text";
}

function isOfType(value: string | number, type: "text" | "integer" | "real"): boolean {
  if (type === "text") return typeof value === "string";
  return typeof value === "number" && (type === "real" || Number.isSafeInteger(value));
}
