import type { ReadDb, WriteTx } from "#core/db/database.ts";

const key = "library_revision";

/**
 * Takes the next library revision. Rows changed by `tx` carry it, so that the read worker can ask for everything newer
 * than it knows; revisions of rolled back transactions are taken again.
 */
export function nextRevision(tx: WriteTx): number {
  const row = tx.get<{ value: string }>(
    `INSERT INTO app_meta (key, value) VALUES ('${key}', '1')
     ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT),
       updated_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)
     RETURNING value`,
  );
  return Number(row?.value);
}

/** The revision of the last committed change; 0 for a library that never had one. */
export function currentRevision(read: Pick<ReadDb, "get">): number {
  return Number(
    read.get<{ value: string }>("SELECT value FROM app_meta WHERE key = ?", key)?.value ?? 0,
  );
}
