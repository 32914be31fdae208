import type { JournalEntry, JournalFilter } from "#shared/contract/index.ts";
import type { ReadDb } from "#core/db/database.ts";
import type { Actor } from "#core/ipc/caller.ts";

type Parameter = string | number | null;

/** SQL with what it compares. */
interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

interface EntryRow {
  readonly id: number;
  readonly uuid: string;
  readonly actor_uuid: string | null;
  readonly user_id: number | null;
  readonly actor_name: string;
  readonly device: string;
  readonly kind: string;
  readonly summary: string;
  readonly subject_uuid: string | null;
  readonly created_at: number;
  readonly change_count: number;
  readonly is_undoable: 0 | 1;
  readonly state: JournalEntry["state"];
  readonly target_uuid: string | null;
}

const selectEntries = `SELECT j.id, j.uuid, u.uuid AS actor_uuid, j.user_id, j.actor_name, j.device, j.kind, j.summary,
    j.subject_uuid, j.created_at, j.change_count, j.is_undoable, j.state, t.uuid AS target_uuid
  FROM change_journal j LEFT JOIN users u ON u.id = j.user_id LEFT JOIN change_journal t ON t.id = j.target_id`;

/**
 * Whose changes one may read: an administrator everybody's, others their own and those about playlists that they may see.
 * A playlist that is gone is seen by nobody but who changed it.
 */
const visible = `(j.user_id = ? OR j.subject_uuid IN (
    SELECT uuid FROM playlists WHERE user_id = ?
    UNION ALL
    SELECT uuid FROM playlists WHERE is_public = 1
    UNION ALL
    SELECT p.uuid FROM playlist_collaborators c JOIN playlists p ON p.id = c.playlist_id WHERE c.user_id = ?))`;

/** The journal as a person reads it. */
export class JournalListRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  /** Newest first. @param before uuid of the last entry of the former page */
  list(
    actor: Actor,
    filter: JournalFilter,
    limit: number,
    before: string | null,
  ): { entries: JournalEntry[]; nextCursor: string | null; total: number } {
    const total = this.#count(conditionsOf(actor, filter));
    // One more than asked for tells whether there is another page.
    const { sql, parameters } = pageStatement(actor, filter, before);
    const rows = this.#read.all<EntryRow>(sql, ...parameters, limit + 1);
    const entries = rows.slice(0, limit).map((row) => toEntry(row, actor));
    const nextCursor = rows.length > limit ? (entries.at(-1)?.uuid ?? null) : null;
    return { entries, nextCursor, total };
  }

  /** One entry; undefined when it is gone or the actor may not see it. */
  get(actor: Actor, uuid: string): (JournalEntry & { readonly id: number }) | undefined {
    const conditions = [
      ...conditionsOf(actor, {}),
      { sql: "j.uuid = ?", parameters: [uuid] } satisfies Statement,
    ];
    const row = this.#read.get<EntryRow>(
      `${selectEntries} ${whereOf(conditions)}`,
      ...parametersOf(conditions),
    );
    return row === undefined ? undefined : { ...toEntry(row, actor), id: row.id };
  }

  #count(conditions: readonly Statement[]): number {
    return (
      this.#read.pluck<number>(
        `SELECT count(*) FROM change_journal j ${whereOf(conditions)}`,
        ...parametersOf(conditions),
      )[0] ?? 0
    );
  }
}

/** A page of the journal, without its last parameter, how many; exported so that query-plan tests prove each index. */
export function pageStatement(
  actor: Pick<Actor, "isAdmin" | "userId">,
  filter: JournalFilter,
  before: string | null,
): Statement {
  const conditions = conditionsOf(actor, filter);
  if (before !== null)
    conditions.push({
      sql: "j.id < (SELECT id FROM change_journal WHERE uuid = ?)",
      parameters: [before],
    });
  return {
    sql: `${selectEntries} ${whereOf(conditions)} ORDER BY j.id DESC LIMIT ?`,
    parameters: parametersOf(conditions),
  };
}

function conditionsOf(
  actor: Pick<Actor, "isAdmin" | "userId">,
  filter: JournalFilter,
): Statement[] {
  const conditions: Statement[] = [];
  const add = (sql: string, ...parameters: Parameter[]) => conditions.push({ sql, parameters });
  if (!actor.isAdmin) add(visible, actor.userId, actor.userId, actor.userId);
  if (filter.actorUuid === null) add("j.user_id IS NULL");
  else if (filter.actorUuid !== undefined)
    add("j.user_id = (SELECT id FROM users WHERE uuid = ?)", filter.actorUuid);
  if (filter.kinds !== undefined && filter.kinds.length > 0)
    add(
      "EXISTS (SELECT 1 FROM json_each(?) k WHERE substr(j.kind, 1, length(k.value)) = k.value)",
      JSON.stringify(filter.kinds),
    );
  if (filter.subjectUuid !== undefined) add("j.subject_uuid = ?", filter.subjectUuid);
  if (filter.from !== undefined) add("j.created_at >= ?", filter.from);
  if (filter.to !== undefined) add("j.created_at < ?", filter.to);
  for (const word of (filter.text ?? "").split(/\s+/).filter((text) => text !== ""))
    add("j.summary LIKE ? ESCAPE '\\'", `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  return conditions;
}

function whereOf(conditions: readonly Statement[]): string {
  return conditions.length === 0 ? "" : `WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
}

function parametersOf(conditions: readonly Statement[]): Parameter[] {
  return conditions.flatMap(({ parameters }) => parameters);
}

function toEntry(row: EntryRow, actor: Actor): JournalEntry {
  return {
    uuid: row.uuid,
    actorUuid: row.actor_uuid,
    actorName: row.actor_name,
    device: row.device,
    kind: row.kind,
    summary: row.summary,
    subjectUuid: row.subject_uuid,
    createdAt: row.created_at,
    changeCount: row.change_count,
    isUndoable: row.is_undoable === 1,
    state: row.state,
    isOwn: row.user_id === actor.userId,
    targetUuid: row.target_uuid,
  };
}
