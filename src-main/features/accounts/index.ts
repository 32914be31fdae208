import type { Actor } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { type AccountsHandlers, accountsHandlers } from "./accounts.handlers.ts";
import { AccountsService, systemUserName, toActor } from "./accounts.service.ts";

export interface Accounts {
  readonly handlers: AccountsHandlers;
  /** Who acts when nobody chose a profile: the one local owner. */
  ownerActor(): Actor;
  /** @throws AppError not_found when no active profile has this name */
  actorOf(username: string): Actor;
}

/**
 * Builds the feature and makes the owner at the first start.
 * @param userName name of the system's user, which the owner is called after
 */
export function createAccounts(
  context: Pick<FeatureContext, "database" | "now">,
  userName: string = systemUserName(),
): Accounts {
  const service = new AccountsService(context);
  const owner = toActor(service.ensureOwner(userName));
  return {
    handlers: accountsHandlers(service),
    ownerActor: () => owner,
    actorOf: (username) => service.actorOf(username),
  };
}
