import { z } from "zod";
import { exchangeContract, libraryImportResultSchema } from "#shared/contract/exchange.contract.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { taskKind } from "#core/tasks/task-kind.ts";
import { ItunesService } from "./itunes.service.ts";

export const itunesTaskKind = "exchange.importItunes";

export function createItunesTask(context: FeatureContext) {
  const itunes = new ItunesService(context);
  return taskKind({
    kind: itunesTaskKind,
    payload: exchangeContract["exchange.importItunes"].input.extend({ device: z.string() }),
    result: libraryImportResultSchema,
    concurrency: 1,
    run: (task) => {
      const actor = actorOf(context, task.userId);
      return itunes.importLibrary(task.payload, { actor, device: task.payload.device }, task);
    },
  });
}

/** The profile as it is now: the task may have waited. */
function actorOf({ database }: FeatureContext, userId: number | null): Actor {
  const user = database.read.get<{ uuid: string; name: string; isAdmin: number }>(
    "SELECT uuid, display_name AS name, is_admin AS isAdmin FROM users WHERE id = ? AND is_active = 1",
    userId,
  );
  if (user === undefined || userId === null || user.isAdmin !== 1)
    throw new AppError("not_allowed", "Only an administrator may import a library.");
  return { userId, userUuid: user.uuid, isAdmin: true, displayName: user.name };
}
