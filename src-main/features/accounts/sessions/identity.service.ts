import { AppError } from "#shared/errors/app-error.ts";
import type { Actor, Caller, ClientSession, Visitor } from "#core/ipc/caller.ts";
import { noSession } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { foldUsername, toActor } from "#features/accounts/users/user-shapes.ts";
import type { UsersRepository } from "#features/accounts/users/users.repository.ts";
import { hashToken } from "./tokens.ts";
import { sessionLifeMs } from "./session-life.ts";
import type { UserSessionsRepository } from "./user-sessions.repository.ts";

/** A window or browser as its transport knows it. */
export interface SessionClient {
  readonly clientId: string;
  readonly device: string;
  readonly label: string;
  /** What the client brought: a token; `loggedOut`: it has logged out; null: it never logged in. */
  readonly token: string | null;
  /** Puts another token in the client's place. */
  keep(token: string): void;
}

/** A client that the system itself vouches for: who may read the data folder is the owner, or whom they name. */
export interface TrustedClient {
  readonly clientId: string;
  readonly device: string;
  /** A profile's name; left out: the owner. */
  readonly user?: string | undefined;
}

/** In the place of a token: nobody, until a profile is chosen. */
export const loggedOut = "none";

/** How often a session's use is written down at most. */
const touchEveryMs = 60_000;

/** Who a window is. Asked for every request and every event, so that what ends a session ends it at once. */
export class IdentityService {
  readonly #context: Pick<FeatureContext, "database" | "now" | "logger">;
  readonly #users: UsersRepository;
  readonly #sessions: UserSessionsRepository;

  constructor(
    context: Pick<FeatureContext, "database" | "now" | "logger">,
    users: UsersRepository,
    sessions: UserSessionsRepository,
  ) {
    this.#context = context;
    this.#users = users;
    this.#sessions = sessions;
  }

  /**
   * A valid session is its profile, a locked one nobody. A client that never logged in is the owner while that needs no
   * password, so that the library of one person asks nothing.
   */
  visitorOf(client: SessionClient): Visitor {
    const { clientId, device, label, token } = client;
    const found =
      token === null || token === loggedOut
        ? undefined
        : this.#sessions.getByTokenHash(hashToken(token), this.#context.now());
    const session: ClientSession = {
      id: found?.id ?? null,
      label,
      keep: (next) => client.keep(next ?? loggedOut),
    };
    const actor = found === undefined ? this.#withoutSession(token) : this.#ofSession(found);
    return { actor, clientId, device, session };
  }

  /** @throws AppError not_found when no active profile is called so */
  trustedCaller(client: TrustedClient): Caller {
    const { clientId, device, user } = client;
    const actor = user === undefined ? this.ownerActor() : this.actorOf(user);
    return { actor, clientId, device, session: noSession };
  }

  /** The first active administrator; there always is one. */
  ownerActor(): Actor {
    const owner = this.#users.getOwner();
    if (owner === undefined) throw new Error("The library has no active administrator");
    return toActor(owner);
  }

  /** @throws AppError not_found when no active profile has this name */
  actorOf(username: string): Actor {
    const user = this.#users.getByUsername(foldUsername(username));
    if (user === undefined || !user.isActive)
      throw new AppError(
        "not_found",
        `There is no profile named "${username}". \`users\` lists them.`,
        { username },
      );
    return toActor(user);
  }

  /** A request came with this session: it lasts from now on again. Written at most once a minute. */
  noteActivity({ actor, session }: Visitor): void {
    if (actor === null || session.id === null) return;
    const now = this.#context.now();
    const found = this.#sessions.getById(session.id, now);
    if (found === undefined || now - found.lastActivityAt < touchEveryMs) return;
    try {
      this.#context.database.write((tx) =>
        this.#sessions.touch(tx, found.id, now, now + sessionLifeMs),
      );
    } catch (error) {
      // What was asked for matters more than when; a full disk says so itself soon enough.
      this.#context.logger.warn("The use of a session could not be written down", { error });
    }
  }

  #ofSession(found: { readonly userId: number; readonly isLocked: boolean }): Actor | null {
    if (found.isLocked) return null;
    const user = this.#users.getById(found.userId);
    return user === undefined || !user.isActive ? null : toActor(user);
  }

  /** @param token null: never logged in; anything else: logged out, expired or revoked */
  #withoutSession(token: string | null): Actor | null {
    if (token === loggedOut) return null;
    const owner = this.#users.getOwner();
    if (owner === undefined || owner.passwordHash !== null) return null;
    // A token of another library, or an old one, where nobody else ever was: there is nothing to choose.
    return token === null || this.#users.hadOneProfileOnly() ? toActor(owner) : null;
  }
}
