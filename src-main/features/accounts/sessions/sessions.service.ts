import { randomUUID } from "node:crypto";
import type { AuthState, Profile, UserSession } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { WriteTx } from "#core/db/database.ts";
import { type Caller, noSession, type Visitor } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { foldUsername, toProfile, toSummary } from "#features/accounts/users/user-shapes.ts";
import type { User, UsersRepository } from "#features/accounts/users/users.repository.ts";
import type { LoginSlowing } from "./login-slowing.service.ts";
import type { PasswordHashing } from "./password-hashing.ts";
import { sessionLifeMs } from "./session-life.ts";
import { hashToken, newToken } from "./tokens.ts";
import type { UserSessionsRepository } from "./user-sessions.repository.ts";

/** Logging in and out, locking, and the list of where a profile is logged in. */
export class SessionsService {
  readonly #context: FeatureContext;
  readonly #users: UsersRepository;
  readonly #sessions: UserSessionsRepository;
  readonly #passwords: PasswordHashing;
  readonly #slowing: LoginSlowing;

  constructor(parts: {
    readonly context: FeatureContext;
    readonly users: UsersRepository;
    readonly sessions: UserSessionsRepository;
    readonly passwords: PasswordHashing;
    readonly slowing: LoginSlowing;
  }) {
    this.#context = parts.context;
    this.#users = parts.users;
    this.#sessions = parts.sessions;
    this.#passwords = parts.passwords;
    this.#slowing = parts.slowing;
  }

  /** Who the window is and who it could be. */
  getState({ actor, session }: Visitor): AuthState {
    const users = this.#users.getAll().filter((user) => user.isActive);
    const own = users.find((user) => user.id === actor?.userId);
    return {
      profile: own === undefined ? null : toProfile(own),
      lockedProfile: this.#lockedProfile(users, session.id),
      profiles: users.map(toSummary),
    };
  }

  /**
   * Makes the window the profile's, whoever's it was. An unknown name costs the same work as a wrong password and gets the
   * same answer.
   *
   * @throws AppError `login_failed`, `too_many_attempts`
   */
  async login(
    visitor: Visitor,
    { username, password }: { readonly username: string; readonly password: string | null },
  ): Promise<Profile> {
    const { session } = visitor;
    refuseWithoutSession(visitor);
    this.#slowing.begin(username);
    const found = this.#users.getByUsername(foldUsername(username));
    const user = found?.isActive === true ? found : undefined;
    const newHash = await this.#checkPassword(user, password);
    if (user === undefined) throw loginFailed();
    const { token, loggedIn } = this.#context.database.write((tx) => {
      this.#stillAs(user);
      if (newHash !== null) this.#users.setPasswordHash(tx, user.id, newHash);
      this.#slowing.succeeded(tx, username);
      if (session.id !== null) this.#sessions.delete(tx, session.id);
      this.#users.setLastLogin(tx, user.id, this.#context.now());
      const begun = this.begin(tx, visitor, user.id);
      return { token: begun.token, loggedIn: this.#users.getById(user.id) };
    });
    if (loggedIn === undefined) throw loginFailed();
    session.keep(token);
    this.#announce();
    return toProfile(loggedIn);
  }

  /** The window is nobody's until somebody chooses a profile. */
  logout(visitor: Visitor): void {
    const { session } = visitor;
    refuseWithoutSession(visitor);
    const { id } = session;
    if (id !== null) this.#context.database.write((tx) => this.#sessions.delete(tx, id));
    session.keep(null);
    this.#announce();
  }

  /** Keeps the session and lets it do nothing; an owner who never logged in gets a session to lock. */
  lock(caller: Caller): void {
    const { session, actor } = caller;
    refuseWithoutSession(caller);
    const now = this.#context.now();
    const token = this.#context.database.write((tx) => {
      const begun =
        session.id === null
          ? this.begin(tx, caller, actor.userId)
          : { id: session.id, token: null };
      this.#sessions.lock(tx, begun.id, now);
      return begun.token;
    });
    if (token !== null) session.keep(token);
    this.#announce();
  }

  list({ actor, session }: Caller): UserSession[] {
    return this.#sessions
      .getByUser(actor.userId, this.#context.now())
      .map(({ id, userId: _userId, ...shown }) => ({ ...shown, isCurrent: id === session.id }));
  }

  /** @throws AppError `not_found` when it is not the caller's, or has ended */
  revoke({ actor, session }: Caller, uuid: string): void {
    const now = this.#context.now();
    const isCurrent = session.id !== null && this.#sessions.getById(session.id, now)?.uuid === uuid;
    const ended = this.#context.database.write((tx) =>
      this.#sessions.deleteOfUser(tx, actor.userId, uuid),
    );
    if (ended === 0) throw new AppError("not_found", "That session has ended already.", { uuid });
    if (isCurrent) session.keep(null);
    this.#announce();
  }

  /** @returns how many ended */
  revokeOthers({ actor, session }: Caller): number {
    const revoked = this.#context.database.write((tx) =>
      this.#sessions.deleteAllOfUser(tx, actor.userId, session.id),
    );
    if (revoked > 0) this.#announce();
    return revoked;
  }

  /** Makes a session. Hand the token to the client once the transaction is through. */
  begin(tx: WriteTx, client: Visitor, userId: number): { id: number; token: string } {
    const now = this.#context.now();
    const token = newToken();
    this.#sessions.deleteExpired(tx, now);
    const id = this.#sessions.create(
      tx,
      {
        uuid: randomUUID(),
        userId,
        tokenHash: hashToken(token),
        device: client.device,
        clientLabel: client.session.label,
        expiresAt: now + sessionLifeMs,
      },
      now,
    );
    return { id, token };
  }

  /**
   * @returns the hash to keep from now on where the stored one is weak; else null
   * @throws AppError `login_failed`
   */
  async #checkPassword(user: User | undefined, password: string | null): Promise<string | null> {
    if (user !== undefined && user.passwordHash === null) return null;
    const hash = user?.passwordHash ?? null;
    const given = password ?? "";
    if (!(await this.#passwords.verify(given, hash)) || hash === null) throw loginFailed();
    return this.#passwords.isWeak(hash) ? this.#passwords.hash(given) : null;
  }

  /** The password was checked while other things happened: the profile must still be the one it was checked for. */
  #stillAs(user: User): void {
    const now = this.#users.getById(user.id);
    if (now?.isActive !== true || now.passwordHash !== user.passwordHash) throw loginFailed();
  }

  #lockedProfile(users: readonly User[], sessionId: number | null): AuthState["lockedProfile"] {
    if (sessionId === null) return null;
    const session = this.#sessions.getById(sessionId, this.#context.now());
    if (session === undefined || !session.isLocked) return null;
    const user = users.find(({ id }) => id === session.userId);
    return user === undefined ? null : toSummary(user);
  }

  #announce(): void {
    this.#context.events.emit("auth.changed", {});
  }
}

function loginFailed(): AppError {
  return new AppError("login_failed", "The name or the password is wrong.");
}

/** @throws AppError `unsupported` for the command line, which the system vouches for */
function refuseWithoutSession({ session }: Visitor): void {
  if (session === noSession)
    throw new AppError(
      "unsupported",
      "Only a window can log in, out or be locked. At the command line, --user says who acts.",
    );
}
