import { randomUUID } from "node:crypto";
import type { SongRow, SortOrder } from "#shared/contract/index.ts";
import { songSortKeySchema } from "#shared/contract/songs.contract.ts";
import { songSortKeys } from "#shared/domain/library/song-sort-keys.ts";
import { columnName, propertyName } from "./output.ts";
import { type CommandOptions, UsageError } from "./arguments.ts";
import type { CoreConnection } from "./core-connection.ts";

const windowSize = 1000;

/** A page of songs through the very view that the songs page uses. */
export async function listSongs(
  core: CoreConnection,
  options: CommandOptions,
): Promise<{ total: number; rows: SongRow[] }> {
  const viewName = `command-line-${randomUUID()}`;
  const view = await core.request("songs.openView", {
    viewName,
    query: options.query,
    sort: parseSort(options.sort),
  });
  const end = Math.min(view.total, options.offset + options.limit);
  const rows: SongRow[] = [];
  for (let offset = options.offset; offset < end; offset += windowSize) {
    const limit = Math.min(windowSize, end - offset);
    const page = await core.request("songs.getWindow", {
      snapshotId: view.snapshotId,
      offset,
      limit,
    });
    for (const row of page.rows) if (row !== null) rows.push(row);
  }
  await core.request("songs.closeView", { viewName });
  return { total: view.total, rows };
}

/**
 * `artist,-year` to sort orders; keys are column names.
 * @throws UsageError that lists the keys there are
 */
export function parseSort(text: string): SortOrder[] {
  const parts = text.split(",").filter((part) => part !== "");
  if (parts.length > 4) throw new UsageError("--sort takes at most four keys.");
  return parts.map((part) => {
    const descending = part.startsWith("-");
    const key = songSortKeySchema.safeParse(propertyName(descending ? part.slice(1) : part));
    if (key.success) return { key: key.data, descending };
    throw new UsageError(
      `--sort does not know "${part}". It takes ${songSortKeys.map(columnName).join(", ")}.`,
    );
  });
}

/** The newest play events, at most `limit` of them after `offset`. */
export async function listHistory(core: CoreConnection, options: CommandOptions) {
  const rows = [];
  let before: string | null = null;
  let total = 0;
  const wanted = options.offset + options.limit;
  while (rows.length < wanted) {
    const page: Awaited<ReturnType<typeof historyPage>> = await historyPage(
      core,
      before,
      Math.min(500, wanted - rows.length),
    );
    rows.push(...page.events);
    ({ total } = page);
    before = page.nextCursor;
    if (before === null) break;
  }
  return { total, rows: rows.slice(options.offset, wanted) };
}

function historyPage(core: CoreConnection, before: string | null, limit: number) {
  return core.request("users.getHistory", { before, limit });
}
