import type { HandlerInput } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { itunesTaskKind } from "./itunes/itunes-task.ts";
import type { LibraryService } from "./library/library.service.ts";
import { exportTaskKind, importTaskKind } from "./library/library-tasks.ts";

interface Started {
  readonly taskId: string;
}

/** Puts ways in and out for whole libraries in the queue. What can be refused at once is. */
export class ExchangeService {
  readonly #context: FeatureContext;
  readonly #library: LibraryService;

  constructor(context: FeatureContext, library: LibraryService) {
    this.#context = context;
    this.#library = library;
  }

  /** @throws AppError `not_found` when the file was not sent by the caller */
  importItunes(input: HandlerInput<"exchange.importItunes">, caller: Caller): Started {
    this.#context.transfers.fileOf(input.transferUuid, caller);
    const payload = { ...input, device: caller.device };
    return this.#start(itunesTaskKind, "Importing from iTunes", payload, caller);
  }

  exportLibrary(caller: Caller): Started {
    return this.#start(exportTaskKind, "Exporting the library", {}, caller);
  }

  /** @throws AppError `not_found`, `conflict` when the library is not empty */
  importLibrary(input: HandlerInput<"exchange.importLibrary">, caller: Caller): Started {
    this.#context.transfers.fileOf(input.transferUuid, caller);
    this.#library.refuseUnlessEmpty();
    return this.#start(importTaskKind, "Importing a library", input, caller);
  }

  #start(kind: string, title: string, payload: unknown, { actor }: Caller): Started {
    return { taskId: this.#context.tasks.enqueue({ kind, title, payload, userId: actor.userId }) };
  }
}
