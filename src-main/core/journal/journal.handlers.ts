import type { JournalEntry } from "#shared/contract/index.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { DetailsService } from "./details.service.ts";
import { exportedJournal } from "./export-journal.ts";
import { JournalListRepository } from "./journal-list.repository.ts";
import { JournalRepository } from "./journal.repository.ts";
import { UndoService } from "./undo.service.ts";

export type JournalHandlers = HandlersFor<ChannelsOf<"journal">>;

/** Channels of the journal: what happened, undo and redo. */
export function journalHandlers(
  context: Pick<FeatureContext, "database" | "events" | "journal" | "now" | "transfers">,
): JournalHandlers {
  const { database, journal } = context;
  const list = new JournalListRepository(database.read);
  const entries = new JournalRepository(database.read);
  const undo = new UndoService(context);
  const details = new DetailsService(database.read, list, journal);
  const entryOf = (actor: Actor, uuid: string | null | undefined): JournalEntry | null => {
    const found = typeof uuid === "string" ? list.get(actor, uuid) : undefined;
    if (found === undefined) return null;
    const { id: _id, ...entry } = found;
    return entry;
  };
  return {
    "journal.list": ({ filter, limit, before }, { actor }) =>
      list.list(actor, filter, limit, before),
    "journal.getState": (_input, { actor }) => ({
      undo: entryOf(actor, entries.nextUndo(actor.userId)?.uuid),
      redo: entryOf(actor, entries.nextRedo(actor.userId)?.uuid),
    }),
    "journal.getDetails": ({ uuid, limit }, { actor }) => details.get(actor, uuid, limit),
    "journal.undo": ({ uuid }, caller) => ({
      entry: entryOf(caller.actor, undo.undo(caller, uuid)),
    }),
    "journal.redo": (_input, caller) => ({ entry: entryOf(caller.actor, undo.redo(caller)) }),
    "journal.undoTo": ({ uuid }, caller) => ({ undone: undo.undoTo(caller, uuid) }),
    "journal.export": async ({ filter, format }, caller) => {
      const { total } = list.list(caller.actor, filter, 1, null);
      const day = new Date(context.now()).toISOString().slice(0, 10);
      const text = exportedJournal(list, caller.actor, filter, format);
      const kept = await context.transfers.keepFile(caller, `Segue journal ${day}.${format}`, text);
      return { transferUuid: kept.transferUuid, fileName: kept.fileName, entries: total };
    },
  };
}
