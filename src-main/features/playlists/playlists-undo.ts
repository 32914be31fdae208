import { AppError } from "#shared/errors/app-error.ts";
import {
  type PlaylistAction,
  playlistActions,
} from "#shared/domain/playlists/playlist-permissions.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";
import type { ChangeAuthor, JournalParticipant, TouchedRow } from "#core/journal/journal.ts";
import { valuesIn } from "#core/journal/touched-rows.ts";
import { checked } from "./playlist-access.ts";
import type { PlaylistParts } from "./playlist-parts.ts";
import type { SmartEvaluator } from "./playlists.ports.ts";
import type { TreeRepository } from "./tree/tree.repository.ts";

/** What undoing a change of a column asks of a person. */
const columnActions: Readonly<Record<string, PlaylistAction>> = {
  user_id: "handOver",
  folder_id: "place",
  order_key: "place",
};

/** Columns whose change shows in the tree, not in the playlist alone. */
const treeColumns = new Set(["user_id", "folder_id", "order_key", "is_public"]);

/** Undo and redo of playlists: permission is asked again, numbers go on, windows hear of it. */
export class PlaylistsUndo implements JournalParticipant {
  readonly tables = [
    "playlists",
    "playlist_tracks",
    "playlist_collaborators",
    "playlist_folders",
  ] as const;
  readonly #parts: PlaylistParts;
  readonly #smart: Pick<SmartEvaluator, "rulesChanged" | "recount">;

  readonly #tree: Pick<TreeRepository, "getFolderInItself">;

  constructor(
    parts: PlaylistParts,
    smart: Pick<SmartEvaluator, "rulesChanged" | "recount">,
    tree: Pick<TreeRepository, "getFolderInItself">,
  ) {
    this.#parts = parts;
    this.#tree = tree;
    this.#smart = smart;
  }

  /** @throws AppError `not_allowed`, or `not_found` when the person may not even see the playlist any more */
  authorize(read: ReadDb, touched: readonly TouchedRow[], { actor }: ChangeAuthor): void {
    const coming = new Map(
      touched
        .filter(({ table, operation }) => table === "playlists" && operation === "insert")
        .map(({ rowId, row }) => [rowId, row?.["user_id"]]),
    );
    for (const [id, action] of actionsOf(read, touched)) {
      const owner = coming.get(id);
      if (owner === undefined) checked(this.#parts.playlists.getById(id, actor.userId), action);
      else if (owner !== actor.userId)
        throw new AppError(
          "not_allowed",
          "That playlist belonged to another profile; only its owner can bring it back.",
        );
    }
  }

  /** @throws AppError `conflict` when a folder would come to lie in itself, because of where others were put since */
  applied(tx: WriteTx, touched: readonly TouchedRow[]): void {
    const movedFolders = touched.filter(
      ({ table, column }) => table === "playlist_folders" && column === "parent_id",
    );
    const circle = this.#tree.getFolderInItself(
      tx,
      movedFolders.map(({ rowId }) => rowId),
    );
    if (circle !== null)
      throw new AppError(
        "conflict",
        `The folder "${circle}" would lie in itself, because of where folders were put since; nothing was put back.`,
      );
    const ids = idsOf(touched, "playlist_tracks", tx);
    if (ids.length > 0) this.#parts.playlists.bumpRevisions(tx, ids, this.#parts.context.now());
    const frozen = touched.filter(
      ({ table, column }) => table === "playlists" && column === "is_frozen",
    );
    if (frozen.length > 0)
      this.#smart.recount(
        tx,
        frozen.map(({ rowId }) => rowId),
      );
  }

  announce(touched: readonly TouchedRow[]): void {
    const { playlists, events, context } = this.#parts;
    const { read } = context.database;
    const withEntries = new Set(idsOf(touched, "playlist_tracks", read));
    const ids = new Set([
      ...withEntries,
      ...idsOf(touched, "playlists", read),
      ...idsOf(touched, "playlist_collaborators", read),
    ]);
    for (const told of playlists.getAudiences([...ids]))
      events.tell(told, withEntries.has(told.id) ? "entries" : "details");
    for (const { table, column, rowId } of touched)
      if (table === "playlists" && (column === "rules" || column === "is_frozen"))
        this.#smart.rulesChanged(rowId);
    // Who saw it before and does not now cannot be asked any more: everybody looks anew.
    if (touched.some(showsInTree)) events.treeChanged(null, null);
  }

  describe(read: ReadDb, touched: TouchedRow): string | null {
    const name = nameOf(read, touched);
    if (name === null) return null;
    switch (touched.table as (typeof this.tables)[number]) {
      case "playlists":
        return `"${name}"`;
      case "playlist_folders":
        return `the folder "${name}"`;
      case "playlist_tracks":
        return `${songOf(read, touched)} in "${name}"`;
      case "playlist_collaborators":
        return `who takes part in "${name}"`;
      default:
        return assertNever(touched.table as never);
    }
  }
}

function showsInTree({ table, operation, column }: TouchedRow): boolean {
  switch (table) {
    case "playlist_tracks":
      return false;
    case "playlists":
      return operation !== "update" || (column !== null && treeColumns.has(column));
    default:
      return true;
  }
}

/** The most that is asked for each playlist that is touched. */
function actionsOf(
  read: ReadDb,
  touched: readonly TouchedRow[],
): ReadonlyMap<number, PlaylistAction> {
  const actions = new Map<number, PlaylistAction>();
  const ask = (id: number, action: PlaylistAction): void => {
    const known = actions.get(id);
    if (known === undefined || playlistActions.indexOf(action) > playlistActions.indexOf(known))
      actions.set(id, action);
  };
  for (const id of idsOf(touched, "playlist_tracks", read)) ask(id, "editEntries");
  for (const id of idsOf(touched, "playlist_collaborators", read)) ask(id, "share");
  for (const { table, operation, column, rowId } of touched) {
    if (table !== "playlists") continue;
    ask(rowId, operation === "update" ? (columnActions[column ?? ""] ?? "editDetails") : "delete");
  }
  return actions;
}

/** What was found out of the rows of an undo: they are asked about before it, in it and after it. */
const known = new WeakMap<readonly TouchedRow[], Map<string, number[]>>();

/** Playlists that rows of a table belong to, each once. */
function idsOf(touched: readonly TouchedRow[], table: string, read: ReadDb): number[] {
  const byTable = known.get(touched) ?? new Map<string, number[]>();
  known.set(touched, byTable);
  const ids = byTable.get(table) ?? findIds(touched, table, read);
  byTable.set(table, ids);
  return ids;
}

function findIds(touched: readonly TouchedRow[], table: string, read: ReadDb): number[] {
  const rows = touched.filter((each) => each.table === table);
  if (table === "playlists") return [...new Set(rows.map(({ rowId }) => rowId))];
  const there = rows.filter(({ operation }) => operation === "update").map(({ rowId }) => rowId);
  const whole = valuesIn(read, touched, table, "playlist_id").filter(
    (id): id is number => typeof id === "number",
  );
  const found =
    there.length === 0
      ? []
      : read.pluck<number>(
          `SELECT DISTINCT playlist_id FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(there),
        );
  return [...new Set([...whole, ...found])];
}

function nameOf(read: ReadDb, { table, rowId, row }: TouchedRow): string | null {
  const own = table === "playlists" || table === "playlist_folders";
  if (own && typeof row?.["name"] === "string") return row["name"];
  const of = table === "playlist_folders" ? "playlist_folders" : "playlists";
  const playlistId = row?.["playlist_id"];
  const id = own
    ? rowId
    : typeof playlistId === "number"
      ? playlistId
      : (read.pluck<number>(`SELECT playlist_id FROM ${table} WHERE id = ?`, rowId)[0] ?? null);
  return read.pluck<string>(`SELECT name FROM ${of} WHERE id = ?`, id)[0] ?? null;
}

function songOf(read: ReadDb, { rowId, row }: TouchedRow): string {
  const songId = row?.["song_id"];
  const title =
    typeof songId === "number"
      ? read.pluck<string>("SELECT title FROM songs WHERE id = ?", songId)[0]
      : read.pluck<string>(
          `SELECT coalesce(s.title, t.source_title) FROM playlist_tracks t
           LEFT JOIN songs s ON s.id = t.song_id WHERE t.id = ?`,
          rowId,
        )[0];
  return title === undefined ? "a song" : `"${title}"`;
}
