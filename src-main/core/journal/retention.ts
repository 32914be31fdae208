import type { Database, WriteTx } from "#core/db/database.ts";
import { writeOrTry } from "#core/db/dry-run.ts";
import type { Logger } from "#core/logging/logger.ts";
import type { MaintenanceTask } from "#core/runtime/maintenance-task.ts";

/** What the journal keeps. */
export interface JournalRetention {
  readonly days: number;
  readonly entries: number;
  /** The newest of all, however old. */
  readonly always: number;
  /** Changes of queues that can be undone: each holds two whole queues. Older ones stay as a sentence. */
  readonly queueEntries: number;
}

const kept: JournalRetention = { days: 365, entries: 20_000, always: 200, queueEntries: 100 };
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Lets go of what is too old to be undone: entries past a year or past the newest 20,000, with their rows, and the rows of
 * all but the newest changes of queues. The newest 200 entries stay whole but for those.
 *
 * @returns how many entries went or can no longer be undone
 */
export function pruneJournal(tx: WriteTx, now: number, retention = kept): number {
  const newest = (count: number): number =>
    tx.pluck<number>("SELECT id FROM change_journal ORDER BY id DESC LIMIT 1 OFFSET ?", count)[0] ??
    0;
  // Up to here, included, everything may go.
  const freeUpTo = newest(retention.always);
  const old = "id <= ? AND (id <= ? OR created_at < ?)";
  const bounds = [freeUpTo, newest(retention.entries), now - retention.days * dayMs] as const;
  tx.run(`DELETE FROM change_journal_rows WHERE ${rowsOf(old)}`, ...bounds);
  const { changes: gone } = tx.run(`DELETE FROM change_journal WHERE ${old}`, ...bounds);
  const oldQueues = `id IN (
    SELECT id FROM change_journal WHERE kind >= 'queue.' AND kind < 'queue/' AND is_undoable = 1
    ORDER BY id DESC LIMIT -1 OFFSET ${retention.queueEntries})`;
  tx.run(`DELETE FROM change_journal_rows WHERE ${rowsOf(oldQueues)}`);
  const { changes: told } = tx.run(
    `UPDATE change_journal SET is_undoable = 0, first_row_id = NULL, last_row_id = NULL WHERE ${oldQueues}`,
  );
  return gone + told;
}

/** The rows of entries, found by the ranges that these keep. */
function rowsOf(entries: string): string {
  return `id IN (SELECT r.id FROM change_journal j
    CROSS JOIN change_journal_rows r ON r.id BETWEEN j.first_row_id AND j.last_row_id
    WHERE j.id IN (SELECT id FROM change_journal WHERE ${entries}))`;
}

/** Prunes once at a start; a journal that cannot be pruned keeps nobody from listening. */
export function pruneAtStart(parts: {
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => number;
}): void {
  try {
    const pruned = parts.database.write((tx) => pruneJournal(tx, parts.now()));
    if (pruned > 0) parts.logger.info("Pruned the journal", { entries: pruned });
  } catch (error) {
    parts.logger.warn("The journal could not be pruned; tried again at the next start", { error });
  }
}

/** Repairs that the journal offers. */
export function journalMaintenance(parts: {
  readonly database: Database;
  readonly now: () => number;
}): MaintenanceTask[] {
  return [
    {
      name: "prune-journal",
      title: "Let go of old changes",
      run({ dryRun }) {
        const changed = writeOrTry(parts.database, dryRun, (tx) => pruneJournal(tx, parts.now()));
        const would = dryRun ? "would be let go of" : "were let go of";
        return {
          changed,
          summary:
            changed === 0
              ? `Nothing in the journal is older than ${kept.days} days or past ${kept.entries.toLocaleString("en")} changes.`
              : `${changed} changes ${would}; they can no longer be undone.`,
        };
      },
    },
  ];
}
