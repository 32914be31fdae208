import type { ChannelInput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { type Caller, noSession } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { LoginSlowing } from "#features/accounts/sessions/login-slowing.service.ts";
import type { PasswordHashing } from "#features/accounts/sessions/password-hashing.ts";
import type { SessionsService } from "#features/accounts/sessions/sessions.service.ts";
import type { UserSessionsRepository } from "#features/accounts/sessions/user-sessions.repository.ts";
import type { User, UsersRepository } from "./users.repository.ts";

/** Changing passwords. Whatever was logged in with the former one ends. */
export class PasswordsService {
  readonly #context: FeatureContext;
  readonly #users: UsersRepository;
  readonly #sessions: UserSessionsRepository;
  readonly #logins: SessionsService;
  readonly #passwords: PasswordHashing;
  readonly #slowing: LoginSlowing;

  constructor(parts: {
    readonly context: FeatureContext;
    readonly users: UsersRepository;
    readonly sessions: UserSessionsRepository;
    readonly logins: SessionsService;
    readonly passwords: PasswordHashing;
    readonly slowing: LoginSlowing;
  }) {
    this.#context = parts.context;
    this.#users = parts.users;
    this.#sessions = parts.sessions;
    this.#logins = parts.logins;
    this.#passwords = parts.passwords;
    this.#slowing = parts.slowing;
  }

  /** @returns null for no password */
  hash(password: string | null): Promise<string | null> {
    return password === null ? Promise.resolve(null) : this.#passwords.hash(password);
  }

  /**
   * Changes one's own password; the window stays logged in, the profile's others end.
   * @throws AppError `login_failed` when the current one is wrong, `too_many_attempts`
   */
  async change(
    caller: Caller,
    { currentPassword, newPassword }: ChannelInput<"auth.changePassword">,
  ): Promise<void> {
    const { actor, session } = caller;
    const user = this.#users.getById(actor.userId);
    if (user === undefined) throw gone();
    if (user.passwordHash !== null) await this.#check(user, currentPassword ?? "");
    const hash = await this.hash(newPassword);
    const token = this.#context.journal.changeForGood(
      caller,
      (tx) => {
        this.#refuseUnlessStill(user);
        this.#users.setPasswordHash(tx, user.id, hash);
        this.#slowing.succeeded(tx, user.username);
        this.#sessions.deleteAllOfUser(tx, user.id, session.id);
        // An owner who never had to log in would be locked out of this very window.
        const needsSession = session.id === null && session !== noSession && hash !== null;
        return needsSession ? this.#logins.begin(tx, caller, user.id).token : null;
      },
      {
        kind: "auth.changePassword",
        summary: hash === null ? "Removed their password" : "Changed their password",
        subjectUuid: user.uuid,
      },
    );
    if (token !== null) session.keep(token);
    this.#context.events.emit("auth.changed", {});
  }

  /**
   * An administrator gives another profile a password, or none.
   * @throws AppError `not_found`; `conflict` for one's own, which wants the current one
   */
  async reset(
    caller: Caller,
    { uuid, newPassword }: ChannelInput<"users.resetPassword">,
  ): Promise<void> {
    const user = this.#users.getByUuid(uuid);
    if (user === undefined) throw gone();
    if (user.id === caller.actor.userId)
      throw new AppError("conflict", "Change your own password on your profile's page.");
    const hash = await this.hash(newPassword);
    this.#context.journal.changeForGood(
      caller,
      (tx) => {
        this.#users.setPasswordHash(tx, user.id, hash);
        this.#slowing.succeeded(tx, user.username);
        this.#sessions.deleteAllOfUser(tx, user.id, null);
      },
      {
        kind: "users.resetPassword",
        summary: `Reset the password of "${user.displayName}"`,
        subjectUuid: uuid,
      },
    );
    this.#context.events.emit("auth.changed", {});
  }

  /** Slowed like a log-in: whoever finds the window open must not be able to try them all. */
  async #check(user: User, password: string): Promise<void> {
    this.#slowing.begin(user.username);
    if (!(await this.#passwords.verify(password, user.passwordHash)))
      throw new AppError("login_failed", "The current password is wrong.");
  }

  #refuseUnlessStill(user: User): void {
    const now = this.#users.getById(user.id);
    if (now?.passwordHash !== user.passwordHash)
      throw new AppError("conflict", "The password was changed elsewhere meanwhile. Try again.");
  }
}

function gone(): AppError {
  return new AppError("not_found", "This profile does not exist any more.");
}
