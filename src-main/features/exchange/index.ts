import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { TaskKind } from "#core/tasks/task-kind.ts";
import { exchangeHandlers } from "./exchange.handlers.ts";
import type { ExchangePorts } from "./exchange.ports.ts";
import { ExchangeService } from "./exchange.service.ts";
import { createItunesTask } from "./itunes/itunes-task.ts";
import { LibraryService } from "./library/library.service.ts";
import { exportTask, importTask } from "./library/library-tasks.ts";

export type { ExchangePorts } from "./exchange.ports.ts";

/** Ways in and out for whole libraries. */
export interface Exchange {
  readonly handlers: HandlersFor<ChannelsOf<"exchange">>;
  /** To be registered before the queue starts. */
  readonly taskKinds: readonly TaskKind[];
}

/** Builds the feature. */
export function createExchange(context: FeatureContext, ports: ExchangePorts): Exchange {
  const library = new LibraryService(context, ports);
  return {
    handlers: exchangeHandlers(new ExchangeService(context, library)),
    taskKinds: [exportTask(library), importTask(library), createItunesTask(context)],
  };
}
