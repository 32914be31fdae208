import type { JournalEntry, JournalFilter } from "#shared/contract/index.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { JournalListRepository } from "./journal-list.repository.ts";

const pageSize = 500;

/** Columns of the audit trail as a file, and how a cell is read from an entry. */
const columns = {
  time: (entry) => new Date(entry.createdAt).toISOString(),
  actor_name: (entry) => entry.actorName,
  actor_uuid: (entry) => entry.actorUuid ?? "",
  device: (entry) => entry.device,
  kind: (entry) => entry.kind,
  summary: (entry) => entry.summary,
  change_count: (entry) => String(entry.changeCount),
  state: (entry) => entry.state,
  uuid: (entry) => entry.uuid,
  subject_uuid: (entry) => entry.subjectUuid ?? "",
  target_uuid: (entry) => entry.targetUuid ?? "",
} satisfies Record<string, (entry: JournalEntry) => string>;

/**
 * The journal as text, newest first, page by page: CSV by RFC 4180 for spreadsheets, or one JSON object a line.
 *
 * @param filter as in the history panel; what the actor may not see is left out
 */
export async function* exportedJournal(
  list: Pick<JournalListRepository, "list">,
  actor: Actor,
  filter: JournalFilter,
  format: "csv" | "jsonl",
): AsyncGenerator<string> {
  if (format === "csv") yield csvLine(Object.keys(columns));
  let before: string | null = null;
  do {
    const page: ReturnType<JournalListRepository["list"]> = list.list(
      actor,
      filter,
      pageSize,
      before,
    );
    yield page.entries.map((entry) => lineOf(entry, format)).join("");
    before = page.nextCursor;
    // Other work of main comes in between.
    await new Promise(setImmediate);
  } while (before !== null);
}

function lineOf(entry: JournalEntry, format: "csv" | "jsonl"): string {
  const cells = Object.entries(columns).map(([name, cell]) => [name, cell(entry)] as const);
  return format === "csv"
    ? csvLine(cells.map(([, text]) => text))
    : `${JSON.stringify(Object.fromEntries(cells))}\n`;
}

/** One record. A text that a spreadsheet would take for a formula is marked as text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
