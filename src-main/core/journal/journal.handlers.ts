import type { JournalEntry } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { DetailsService } from "./details.service.ts";
import { JournalListRepository } from "./journal-list.repository.ts";
import { JournalRepository } from "./journal.repository.ts";
import { UndoService } from "./undo.service.ts";

export type JournalHandlers = HandlersFor<ChannelsOf<"journal">>;

/** Channels of the journal: what happened, undo and redo. */
export function journalHandlers(
  context: Pick<FeatureContext, "database" | "events" | "journal" | "now">,
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
    "journal.export": () => {
      throw new AppError("unsupported", "The journal cannot be exported yet.");
    },
  };
}
