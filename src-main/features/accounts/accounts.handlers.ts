import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { SessionsService } from "./sessions/sessions.service.ts";
import type { PreferencesService } from "./settings/preferences.service.ts";
import type { UiStateService } from "./settings/ui-state.service.ts";
import type { PasswordsService } from "./users/passwords.service.ts";
import type { ProfilesService } from "./users/profiles.service.ts";

export type AccountsHandlers = HandlersFor<
  | "app.getUiState"
  | "app.setUiState"
  | ChannelsOf<"auth">
  | Exclude<ChannelsOf<"users">, "users.getHistory" | "users.getStatistics">
>;

export interface AccountsServices {
  readonly sessions: SessionsService;
  readonly profiles: ProfilesService;
  readonly passwords: PasswordsService;
  readonly preferences: PreferencesService;
  readonly uiState: UiStateService;
}

export function accountsHandlers(services: AccountsServices): AccountsHandlers {
  const { sessions, profiles, passwords, preferences, uiState } = services;
  return {
    "app.getUiState": ({ component }, { actor }) => ({
      state: uiState.get(actor.userId, component),
    }),
    "app.setUiState": ({ component, state }, { actor }) => {
      uiState.set(actor.userId, component, state);
      return {};
    },
    "auth.getState": (_input, visitor) => sessions.getState(visitor),
    "auth.login": async (input, visitor) => ({ profile: await sessions.login(visitor, input) }),
    "auth.logout": (_input, visitor) => {
      sessions.logout(visitor);
      return {};
    },
    "auth.lock": (_input, caller) => {
      sessions.lock(caller);
      return {};
    },
    "auth.register": async ({ password, ...input }, caller) => ({
      profile: profiles.register(caller, input, await passwords.hash(password)),
    }),
    "auth.getProfile": (_input, { actor }) => profiles.getProfile(actor),
    "auth.changePassword": async (input, caller) => {
      await passwords.change(caller, input);
      return {};
    },
    "auth.listSessions": (_input, caller) => ({ sessions: sessions.list(caller) }),
    "auth.revokeSession": ({ uuid }, caller) => {
      sessions.revoke(caller, uuid);
      return {};
    },
    "auth.revokeOtherSessions": (_input, caller) => ({ revoked: sessions.revokeOthers(caller) }),
    "users.list": () => ({ profiles: profiles.list() }),
    "users.listOthers": (_input, { actor }) => ({ profiles: profiles.listOthers(actor) }),
    "users.update": (input, caller) => profiles.update(caller, input),
    "users.setRole": (input, caller) => profiles.setRole(caller, input),
    "users.resetPassword": async (input, caller) => {
      await passwords.reset(caller, input);
      return {};
    },
    "users.delete": (input, caller) => profiles.delete(caller, input),
    "users.getPreferences": (_input, { actor }) => ({ preferences: preferences.get(actor) }),
    "users.updatePreferences": ({ changes }, caller) => preferences.update(caller, changes),
    "users.getNotificationSettings": (_input, { actor }) => ({
      settings: preferences.getNotificationSettings(actor),
    }),
    "users.updateNotificationSetting": ({ type, setting }, caller) => ({
      changeUuid: preferences.updateNotificationSetting(caller, type, setting),
    }),
  };
}
