import type { JournalEntry } from "#shared/contract/index.ts";
import type { CommandLine } from "./arguments.ts";
import type { CoreConnection } from "./core-connection.ts";
import { type Answer, table } from "./output.ts";

const pageSize = 500;

/** The newest changes, at most `--limit` of them. */
export async function journal(core: CoreConnection, { options }: CommandLine): Promise<Answer> {
  const rows: JournalEntry[] = [];
  let total = 0;
  let before: string | null = null;
  const wanted = options.offset + options.limit;
  do {
    const limit = Math.min(pageSize, wanted - rows.length);
    if (limit < 1) break;
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(core, limit, before);
    rows.push(...page.entries);
    ({ total } = page);
    before = page.nextCursor;
  } while (before !== null);
  const shown = rows.slice(options.offset);
  const lines = shown.map((entry) => [
    new Date(entry.createdAt).toLocaleString(),
    entry.actorName,
    entry.summary,
    entry.state,
    entry.uuid,
  ]);
  return {
    json: { total, rows: shown },
    text:
      lines.length === 0
        ? "Nothing was changed yet."
        : table(["WHEN", "WHO", "WHAT", "STATE", "UUID"], lines),
  };
}

/** Takes back the latest change, or the one named. */
export async function undo(core: CoreConnection, { operands }: CommandLine): Promise<Answer> {
  const [uuid] = operands;
  const { entry } = await core.request("journal.undo", uuid === undefined ? {} : { uuid });
  return {
    json: { entry },
    text: entry === null ? "There is nothing to undo." : `Undid: ${entry.summary}.`,
  };
}

/** Does again what was undone last. */
export async function redo(core: CoreConnection): Promise<Answer> {
  const { entry } = await core.request("journal.redo", {});
  return {
    json: { entry },
    text: entry === null ? "There is nothing to do again." : `Did again: ${entry.summary}.`,
  };
}

function pageOf(core: CoreConnection, limit: number, before: string | null) {
  return core.request("journal.list", { filter: {}, limit, before });
}
