import { userInfo } from "node:os";
import type { Actor, Caller, Visitor } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { type AccountsHandlers, accountsHandlers } from "./accounts.handlers.ts";
import { profilesParticipant, settingsParticipant } from "./accounts-journal.ts";
import type { AccountsPorts } from "./accounts.ports.ts";
import {
  IdentityService,
  type SessionClient,
  type TrustedClient,
} from "./sessions/identity.service.ts";
import { LoginSlowing } from "./sessions/login-slowing.service.ts";
import { PasswordHashing } from "./sessions/password-hashing.ts";
import { SessionsService } from "./sessions/sessions.service.ts";
import { UserSessionsRepository } from "./sessions/user-sessions.repository.ts";
import { PreferencesRepository } from "./settings/preferences.repository.ts";
import { PreferencesService } from "./settings/preferences.service.ts";
import { UiStateService } from "./settings/ui-state.service.ts";
import { PasswordsService } from "./users/passwords.service.ts";
import { ProfilesService } from "./users/profiles.service.ts";
import { UsersRepository } from "./users/users.repository.ts";

export type { AccountsPorts, PicturesPort, PlaylistsPort } from "./accounts.ports.ts";
export { loggedOut, type SessionClient, type TrustedClient } from "./sessions/identity.service.ts";
export { PasswordHashing } from "./sessions/password-hashing.ts";

export interface AccountsOptions {
  /** Name of the system's user, which the owner is called after. */
  readonly userName?: string;
  readonly passwords?: PasswordHashing;
  readonly ports?: Partial<AccountsPorts>;
}

export interface Accounts {
  readonly handlers: AccountsHandlers;
  /** The first active administrator: who acts when the system vouches for the client. */
  ownerActor(): Actor;
  /** @throws AppError not_found when no active profile is called so */
  trustedCaller(client: TrustedClient): Caller;
  /** Who a window or browser is. Ask anew for every request and every event. */
  visitorOf(client: SessionClient): Visitor;
  /** A request came: its session lasts again from now on. */
  noteActivity(visitor: Visitor): void;
}

/** Builds the feature and makes the owner at the first start. */
export function createAccounts(context: FeatureContext, options: AccountsOptions = {}): Accounts {
  const { read } = context.database;
  const users = new UsersRepository(read);
  const sessionRows = new UserSessionsRepository(read);
  const preferenceRows = new PreferencesRepository(read);
  const passwordHashing = options.passwords ?? new PasswordHashing();
  const slowing = new LoginSlowing(context);
  const ports = { ...noPorts, ...options.ports };

  const identity = new IdentityService(context, users, sessionRows);
  const sessions = new SessionsService({
    context,
    users,
    sessions: sessionRows,
    passwords: passwordHashing,
    slowing,
  });
  const profiles = new ProfilesService({ context, users, sessions: sessionRows, ports });
  const passwords = new PasswordsService({
    context,
    users,
    sessions: sessionRows,
    logins: sessions,
    passwords: passwordHashing,
    slowing,
  });
  const preferences = new PreferencesService(context, preferenceRows);
  const uiState = new UiStateService(context);

  context.journal.register(
    profilesParticipant({ events: context.events, profiles, sessions: sessionRows }),
  );
  context.journal.register(settingsParticipant(preferences, preferenceRows));
  profiles.ensureOwner(options.userName ?? systemUserName());
  return {
    handlers: accountsHandlers({ sessions, profiles, passwords, preferences, uiState }),
    ownerActor: () => identity.ownerActor(),
    trustedCaller: (client) => identity.trustedCaller(client),
    visitorOf: (client) => identity.visitorOf(client),
    noteActivity: (visitor) => identity.noteActivity(visitor),
  };
}

/** For whoever builds the feature alone: nothing above it is there. */
const noPorts: AccountsPorts = {
  pictures: { keep: () => Promise.reject(new Error("Nothing keeps pictures here")) },
  playlists: { handOver: () => 0, deleteAllOf: () => 0 },
  leaving: () => undefined,
};

/** The name of the system's user; empty where the system has none for this process (containers). */
function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
