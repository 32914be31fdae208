import type { HandlersFor } from "#core/ipc/router.ts";
import type { AccountsService } from "./accounts.service.ts";

export type AccountsHandlers = HandlersFor<"app.getUiState" | "app.setUiState">;

export function accountsHandlers(accounts: AccountsService): AccountsHandlers {
  return {
    "app.getUiState": ({ component }, { actor }) => ({
      state: accounts.getUiState(actor.userId, component),
    }),
    "app.setUiState": ({ component, state }, { actor }) => {
      accounts.setUiState(actor.userId, component, state);
      return {};
    },
  };
}
