import { randomUUID } from "node:crypto";
import type { SavedFilter } from "#shared/contract/index.ts";
import { readQuery } from "#shared/domain/query/read-query.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { FilterRepository } from "./filter.repository.ts";

/** Searches that a profile gave a name to. */
export class FiltersService {
  readonly #context: FeatureContext;
  readonly #filters: FilterRepository;

  constructor(context: FeatureContext, filters: FilterRepository) {
    this.#context = context;
    this.#filters = filters;
  }

  list({ actor }: Caller): SavedFilter[] {
    return this.#filters.getAll(actor.userId);
  }

  /** @throws AppError `query_invalid` */
  save(
    { name, query }: { readonly name: string; readonly query: string },
    caller: Caller,
  ): { filter: SavedFilter; changeUuid: string | null } {
    readQuery(query);
    const { userId } = caller.actor;
    const known = this.#filters.getByName(name, userId);
    const filter = { uuid: known?.uuid ?? randomUUID(), name, query };
    const { journal, now } = this.#context;
    const { changeUuid } = journal.change(
      caller,
      (tx) => this.#filters.save(tx, filter, userId, now()),
      {
        kind: "filters.save",
        summary:
          known === undefined ? `Saved the search "${name}"` : `Changed the search "${name}"`,
        subjectUuid: filter.uuid,
      },
    );
    if (changeUuid !== null) this.tell(userId);
    return { filter, changeUuid };
  }

  /** @throws AppError `not_found` */
  delete(uuid: string, caller: Caller): { changeUuid: string | null } {
    const { userId } = caller.actor;
    const known = this.#filters.getByUuid(uuid, userId);
    if (known === undefined)
      throw new AppError("not_found", "That search is not there any more.", { uuid });
    const { changeUuid } = this.#context.journal.change(
      caller,
      (tx) => this.#filters.delete(tx, uuid, userId),
      {
        kind: "filters.delete",
        summary: `Deleted the search "${known.name}"`,
        subjectUuid: uuid,
      },
    );
    if (changeUuid !== null) this.tell(userId);
    return { changeUuid };
  }

  tell(userId: number): void {
    this.#context.events.emit("filters.changed", {}, userId);
  }
}
