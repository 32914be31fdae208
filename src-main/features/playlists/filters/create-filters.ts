import type { ReadDb } from "#core/db/database.ts";
import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { ChangeAuthor, JournalParticipant, TouchedRow } from "#core/journal/journal.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { FilterRepository } from "./filter.repository.ts";
import { FiltersService } from "./filters.service.ts";

/** Builds saved searches and lets their changes be undone. */
export function createFilters(context: FeatureContext): {
  readonly handlers: HandlersFor<ChannelsOf<"filters">>;
} {
  const service = new FiltersService(context, new FilterRepository(context.database.read));
  context.journal.register(new FiltersUndo((userId) => service.tell(userId)));
  return {
    handlers: {
      "filters.list": (_input, caller) => ({ filters: service.list(caller) }),
      "filters.save": (input, caller) => service.save(input, caller),
      "filters.delete": (input, caller) => service.delete(input.uuid, caller),
    },
  };
}

/** Saved searches are their profile's own, and so is the undoing of their changes. */
class FiltersUndo implements JournalParticipant {
  readonly tables = ["saved_filters"] as const;
  readonly #tell: (userId: number) => void;

  constructor(tell: (userId: number) => void) {
    this.#tell = tell;
  }

  announce(_touched: readonly TouchedRow[], { actor }: ChangeAuthor): void {
    this.#tell(actor.userId);
  }

  describe(read: ReadDb, { rowId, row }: TouchedRow): string | null {
    const name =
      row?.["name"] ?? read.pluck<string>("SELECT name FROM saved_filters WHERE id = ?", rowId)[0];
    return typeof name === "string" ? `the search "${name}"` : null;
  }
}
