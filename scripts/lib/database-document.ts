import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type BetterSqlite3 from "better-sqlite3";

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}
interface ForeignKey {
  readonly from: string;
  readonly table: string;
  readonly to: string;
  readonly on_delete: string;
}
interface Item {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

/** The database guide in Markdown: every table, column, reference, index and trigger as a migrated database has them. */
export function databaseDocument(sqlite: BetterSqlite3.Database, schemaFolder: string): string {
  const items = sqlite
    .prepare<[], Item>("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name")
    .all();
  const comments = commentsOf(schemaFolder);
  const tables = items.filter(({ type, name }) => type === "table" && !name.startsWith("sqlite_"));
  return [
    "# The database",
    "",
    "Made by `npm run docs:database` from the schema in `src-main/core/db/schema/`; do not edit. Times are milliseconds since the",
    "Unix epoch, UTC. Ids are integers inside the process; only `uuid` leaves it. Foreign keys are on, the journal is WAL.",
    "",
    ...tables.flatMap((table) => [...tableSection(sqlite, table, items, comments), ""]),
  ].join("\n");
}

type Comments = ReadonlyMap<string, string>;

function tableSection(
  sqlite: BetterSqlite3.Database,
  table: Item,
  items: readonly Item[],
  comments: Comments,
): string[] {
  const columns = sqlite.pragma(`table_info("${table.name}")`) as Column[];
  const references = sqlite.pragma(`foreign_key_list("${table.name}")`) as ForeignKey[];
  const indexes = items.filter(
    ({ type, tbl_name, sql }) => type === "index" && tbl_name === table.name && sql !== null,
  );
  const triggers = items.filter(
    ({ type, tbl_name }) => type === "trigger" && tbl_name === table.name,
  );
  const text = comments.get(table.name);
  return [
    `## \`${table.name}\``,
    "",
    ...(text === undefined ? [] : [text, ""]),
    "| Column | Type | Null | Default | What it is |",
    "| --- | --- | --- | --- | --- |",
    ...columns.map((column) => columnRow(table.name, column, references, comments)),
    ...(indexes.length === 0
      ? []
      : ["", "Indexes:", "", ...indexes.map((index) => `- \`${oneLine(index.sql ?? "")}\``)]),
    ...(triggers.length === 0
      ? []
      : ["", `Triggers: ${triggers.map(({ name }) => `\`${name}\``).join(", ")}.`]),
  ];
}

function columnRow(
  table: string,
  column: Column,
  references: readonly ForeignKey[],
  comments: Comments,
): string {
  const reference = references.find(({ from }) => from === column.name);
  const facts = [
    column.pk > 0 ? "primary key" : "",
    reference === undefined
      ? ""
      : `refers to \`${reference.table}.${reference.to}\`, on delete ${reference.on_delete.toLowerCase()}`,
    comments.get(`${table}.${column.name}`) ?? "",
  ].filter((fact) => fact !== "");
  const isNullable = column.notnull === 0 && column.pk === 0;
  const standard = column.dflt_value === null ? "" : `\`${oneLine(column.dflt_value)}\``;
  return `| \`${column.name}\` | ${column.type.toLowerCase()} | ${isNullable ? "yes" : "no"} | ${standard} | ${facts.join("; ")} |`;
}

/** Doc comments of the schema files, keyed `table` and `table.column`. */
function commentsOf(folder: string): Comments {
  const comments = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    const source = readFileSync(join(folder, file), "utf8");
    for (const match of source.matchAll(
      /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?export const \w+ = sqliteTable\(\s*"(\w+)"/g,
    )) {
      const [whole, comment, table = ""] = match;
      if (comment !== undefined) comments.set(table, plain(comment));
      const end = source.indexOf("\nexport const ", match.index + whole.length);
      const body = source.slice(match.index + whole.length, end === -1 ? undefined : end);
      for (const [, columnComment = "", column = ""] of body.matchAll(
        /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(\w+):/g,
      )) {
        comments.set(`${table}.${column}`, plain(columnComment));
      }
    }
  }
  return comments;
}

function plain(comment: string): string {
  return oneLine(comment.replace(/^\s*\*\s?/gm, "")).replaceAll("|", "\\|");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
