import { randomUUID } from "node:crypto";
import type { ChannelInput, Profile, ProfileSummary } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Actor, Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { AccountsPorts } from "#features/accounts/accounts.ports.ts";
import type { UserSessionsRepository } from "#features/accounts/sessions/user-sessions.repository.ts";
import { foldUsername, toProfile, toSummary } from "./user-shapes.ts";
import type { User, UserChanges, UsersRepository } from "./users.repository.ts";

type Changed = { readonly profile: Profile; readonly changeUuid: string | null };

/** Adding, changing and deleting profiles. There is always an active administrator. */
export class ProfilesService {
  readonly #context: FeatureContext;
  readonly #users: UsersRepository;
  readonly #sessions: UserSessionsRepository;
  readonly #ports: AccountsPorts;

  constructor(parts: {
    readonly context: FeatureContext;
    readonly users: UsersRepository;
    readonly sessions: UserSessionsRepository;
    readonly ports: AccountsPorts;
  }) {
    this.#context = parts.context;
    this.#users = parts.users;
    this.#sessions = parts.sessions;
    this.#ports = parts.ports;
  }

  /** Makes the one local owner when there is no administrator: the first start asks nothing. */
  ensureOwner(systemUserName: string): void {
    if (this.#users.getOwner() !== undefined) return;
    const displayName = systemUserName.trim() === "" ? "Owner" : systemUserName.trim();
    this.#context.database.write((tx) =>
      this.#users.create(
        tx,
        {
          uuid: randomUUID(),
          username: this.#freeName(foldUsername(displayName)),
          displayName,
          email: null,
          passwordHash: null,
          isAdmin: true,
        },
        this.#context.now(),
      ),
    );
  }

  /** @param passwordHash null: without a password. @throws AppError `conflict` when name or address are taken */
  register(
    caller: Caller,
    input: Omit<ChannelInput<"auth.register">, "password">,
    passwordHash: string | null,
  ): Profile {
    const uuid = randomUUID();
    const username = foldUsername(input.username);
    const { displayName, email, isAdmin } = input;
    const user = this.#context.journal.changeForGood(
      caller,
      (tx) => {
        this.#refuseTaken({ username, email });
        this.#users.create(
          tx,
          { uuid, username, displayName, email, passwordHash, isAdmin },
          this.#context.now(),
        );
        return this.#existing(uuid);
      },
      {
        kind: "auth.register",
        summary: `Added the profile "${displayName}"`,
        subjectUuid: uuid,
      },
    );
    this.#announce();
    return toProfile(user);
  }

  getProfile(actor: Actor): Profile {
    return toProfile(this.#existing(actor.userUuid));
  }

  list(): Profile[] {
    return this.#users.getAll().map(toProfile);
  }

  listOthers(actor: Actor): ProfileSummary[] {
    return this.#users
      .getAll()
      .filter((user) => user.isActive && user.id !== actor.userId)
      .map(toSummary);
  }

  /** @throws AppError `not_allowed` for another's profile, unless the caller is an administrator; `conflict` */
  async update(caller: Caller, { uuid, changes }: ChannelInput<"users.update">): Promise<Changed> {
    const isOwn = uuid === caller.actor.userUuid;
    if (!isOwn && !caller.actor.isAdmin)
      throw new AppError(
        "not_allowed",
        "Only an administrator may change another's profile. You can change your own.",
      );
    const { avatarTransferUuid, username, displayName, email } = changes;
    const avatarKey =
      typeof avatarTransferUuid === "string"
        ? await this.#ports.pictures.keep(avatarTransferUuid, caller)
        : avatarTransferUuid;
    const written: UserChanges = {
      ...(username === undefined ? {} : { username: foldUsername(username) }),
      ...(displayName === undefined ? {} : { displayName }),
      ...(email === undefined ? {} : { email }),
      ...(avatarKey === undefined ? {} : { avatarKey }),
    };
    return this.#change(caller, uuid, written, "users.update", (user) =>
      isOwn ? "Changed their own profile" : `Changed the profile "${user.displayName}"`,
    );
  }

  /** @throws AppError `conflict` when no active administrator would be left */
  setRole(caller: Caller, { uuid, isAdmin, isActive }: ChannelInput<"users.setRole">): Changed {
    const written: UserChanges = {
      ...(isAdmin === undefined ? {} : { isAdmin }),
      ...(isActive === undefined ? {} : { isActive }),
    };
    return this.#change(caller, uuid, written, "users.setRole", (user) =>
      roleSummary(user, isAdmin, isActive),
    );
  }

  /** @throws AppError `conflict` for one's own profile; `not_found` */
  delete(
    caller: Caller,
    { uuid, handPlaylistsToUuid }: ChannelInput<"users.delete">,
  ): { playlistsHandedOver: number; playlistsDeleted: number } {
    const user = this.#existing(uuid);
    if (user.id === caller.actor.userId)
      throw new AppError(
        "conflict",
        "You cannot delete the profile that you use. Ask another administrator to do it.",
      );
    const heir = handPlaylistsToUuid === null ? null : this.#existing(handPlaylistsToUuid);
    if (heir !== null && (heir.id === user.id || !heir.isActive))
      throw new AppError(
        "invalid_input",
        "The playlists need an active profile that stays. Choose another one.",
      );
    this.#ports.leaving(user.id);
    const { playlists } = this.#ports;
    const counts = this.#context.journal.changeForGood(
      caller,
      (tx) => {
        const handed = heir === null ? 0 : playlists.handOver(tx, user.id, heir.id);
        const deleted = playlists.deleteAllOf(tx, user.id);
        this.#users.delete(tx, user.id);
        this.refuseWithoutAdmin();
        return { playlistsHandedOver: handed, playlistsDeleted: deleted };
      },
      {
        kind: "users.delete",
        summary: `Deleted the profile "${user.displayName}"`,
        subjectUuid: uuid,
      },
    );
    this.#announce();
    const everybodysTree = { playlistUuid: null, what: "tree", revision: 0 } as const;
    this.#context.events.emit("playlists.changed", everybodysTree);
    return counts;
  }

  /** @throws AppError `conflict` when nobody could run the installation any more */
  refuseWithoutAdmin(): void {
    if (this.#users.getOwner() !== undefined) return;
    throw new AppError(
      "conflict",
      "Segue needs at least one active administrator. Make another profile one first.",
    );
  }

  #change(
    caller: Caller,
    uuid: string,
    changes: UserChanges,
    kind: string,
    summary: (user: User) => string,
  ): Changed {
    const before = this.#existing(uuid);
    const { result, changeUuid } = this.#context.journal.change(
      caller,
      (tx) => {
        this.#refuseTaken(changes, before.id);
        this.#users.update(tx, before.id, changes, this.#context.now());
        this.refuseWithoutAdmin();
        this.#sessions.deleteOfInactiveUsers(tx);
        return this.#existing(uuid);
      },
      { kind, summary: summary(before), subjectUuid: uuid },
    );
    if (changeUuid !== null) this.#announce();
    return { profile: toProfile(result), changeUuid };
  }

  #existing(uuid: string): User {
    const user = this.#users.getByUuid(uuid);
    if (user === undefined)
      throw new AppError("not_found", "This profile does not exist any more.", { uuid });
    return user;
  }

  /** @param ownId the profile that may go on using what it has */
  #refuseTaken({ username, email }: UserChanges, ownId?: number): void {
    const named = username === undefined ? undefined : this.#users.getByUsername(username);
    if (named !== undefined && named.id !== ownId)
      throw new AppError(
        "conflict",
        `There is a profile named "${named.username}" already. Choose another name.`,
        { field: "username" },
      );
    const addressed =
      email === undefined || email === null ? undefined : this.#users.getByEmail(email);
    if (addressed !== undefined && addressed.id !== ownId)
      throw new AppError(
        "conflict",
        `Another profile uses the address ${addressed.email ?? ""} already.`,
        { field: "email" },
      );
  }

  /** A profile that is no administrator may have the name already. */
  #freeName(wanted: string): string {
    const taken = new Set(this.#users.getAll().map(({ username }) => username));
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted}${number}`;
      if (!taken.has(name)) return name;
    }
  }

  #announce(): void {
    this.#context.events.emit("auth.changed", {});
  }
}

function roleSummary(
  { displayName }: User,
  isAdmin: boolean | undefined,
  isActive: boolean | undefined,
): string {
  const parts = [
    isAdmin === undefined
      ? null
      : isAdmin
        ? `Made "${displayName}" an administrator`
        : `Took administration from "${displayName}"`,
    isActive === undefined
      ? null
      : isActive
        ? `Let "${displayName}" log in again`
        : `Locked "${displayName}" out`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? `Changed the profile "${displayName}"` : parts.join("; ");
}
