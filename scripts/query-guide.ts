import { eventFilters, flags, parts, queryFields } from "#shared/domain/query/query-fields.ts";

/** The tables of docs/guide/search.md, from the table of fields itself; a test holds the page to them. */
export function queryGuideTables(): string {
  const fields = queryFields.map(({ name, aliases, operators, example, help }) => [
    [name, ...aliases].map((word) => `\`${word}\``).join(", "),
    help,
    operators.map((operator) => `\`${operator}\``).join(" "),
    `\`${example}\``,
  ]);
  const filters = Object.entries(eventFilters).map(([name, { help, example }]) => [
    `\`${name}\``,
    help,
    `\`${example}\``,
  ]);
  const words = (table: Readonly<Record<string, { help: string; aliases: readonly string[] }>>) =>
    Object.entries(table).map(([name, { help, aliases }]) => [
      [name, ...aliases].map((word) => `\`${word}\``).join(", "),
      help,
    ]);
  return [
    "### Fields",
    rows(["Field", "What it is", "Compared with", "Example"], fields),
    "### In brackets after `plays` and `skips`",
    rows(["Filter", "What it is", "Example"], filters),
    "### is:",
    rows(["Word", "The song"], words(flags)),
    "### has:",
    rows(["Word", "The song has"], words(parts)),
  ].join("\n\n");
}

function rows(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const written = all.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [written[0] ?? "", rule, ...written.slice(1)].join("\n");
}
