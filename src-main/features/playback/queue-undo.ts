import type { JournalParticipant, TouchedRow } from "#core/journal/journal.ts";
import type { QueueKeeper } from "./queue-keeper.service.ts";

/** What undoing changes of a queue means for what plays. */
export function queueUndo(
  keeper: Pick<QueueKeeper, "expectUndo" | "applyUndo" | "tellUndone">,
): JournalParticipant {
  return {
    tables: ["playback_queue_entries"],
    authorize: (_read, touched) => keeper.expectUndo(queuesOf(touched)),
    applied: (tx, touched) => keeper.applyUndo(tx, queuesOf(touched)),
    announce: (_touched, author) => keeper.tellUndone(author),
    describe: () => "the queue",
  };
}

function queuesOf(touched: readonly TouchedRow[]): number[] {
  return [...new Set(touched.map(({ rowId }) => rowId))];
}
