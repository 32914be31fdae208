import type { ChannelOutput, HandlerInput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SeenPlaylist } from "#features/playlists/playlist.repository.ts";
import type { TreeRepository } from "#features/playlists/tree/tree.repository.ts";
import type { Profile, SharingRepository } from "./sharing.repository.ts";

/** Who takes part in a playlist, and whose it is. */
export class SharingService {
  readonly #parts: PlaylistParts;
  readonly #sharing: SharingRepository;
  readonly #tree: TreeRepository;

  constructor(parts: PlaylistParts, sharing: SharingRepository, tree: TreeRepository) {
    this.#parts = parts;
    this.#sharing = sharing;
    this.#tree = tree;
  }

  /**
   * Lets a profile in, changes what it may do, or takes it out; everybody may take out themselves.
   * @throws AppError `not_allowed`, `not_found` for a profile that is not there
   */
  setCollaborator(
    input: HandlerInput<"playlists.setCollaborator">,
    caller: Caller,
  ): ChannelOutput<"playlists.setCollaborator"> {
    const { access, context, playlists, events } = this.#parts;
    const { uuid, permission } = input;
    const isLeaving = permission === null && input.userUuid === caller.actor.userUuid;
    const seen = access.require(uuid, isLeaving ? "view" : "share", caller);
    const { name } = seen.playlist;
    const profile = this.#profile(input.userUuid, permission !== null);
    if (profile.id === seen.ownerId)
      throw new AppError(
        "invalid_input",
        `"${name}" belongs to ${profile.displayName} and is shared with everybody else. To change that, hand it over.`,
      );
    const former = this.#sharing.getPermission(seen.id, profile.id);
    const { changeUuid } = context.journal.change(
      caller,
      (tx) => {
        if (permission === null) this.#sharing.remove(tx, seen.id, profile.id);
        else this.#sharing.set(tx, seen.id, profile.id, permission, context.now());
      },
      {
        kind: "playlists.setCollaborator",
        summary: sharingSummary(name, profile.displayName, permission, isLeaving),
        subjectUuid: uuid,
      },
    );
    if (changeUuid === null) return { changeUuid };
    for (const told of playlists.getAudiences([seen.id])) events.tell(told, "details");
    if ((former === null) !== (permission === null)) events.treeChanged(uuid, [profile.id]);
    if (former === null && permission !== null)
      events.shared({ uuid, name }, caller.actor.displayName, profile.id);
    return { changeUuid };
  }

  /**
   * Gives a playlist to another profile. The former owner stays as its admin, so it becomes collaborative.
   * @throws AppError `not_allowed`, `not_found` for a profile that is not there
   */
  handOver(
    input: HandlerInput<"playlists.handOver">,
    caller: Caller,
  ): ChannelOutput<"playlists.handOver"> {
    const { access, context, playlists, events } = this.#parts;
    const seen = access.require(input.uuid, "handOver", caller);
    const heir = this.#profile(input.userUuid, true);
    const { name } = seen.playlist;
    if (heir.id === seen.ownerId)
      throw new AppError("invalid_input", `"${name}" belongs to ${heir.displayName} already.`);
    const { changeUuid } = context.journal.change(
      caller,
      (tx) => {
        const now = context.now();
        this.#sharing.remove(tx, seen.id, heir.id);
        const last = this.#tree.getKeys(heir.id, null).at(-1) ?? null;
        const orderKey = orderKeysBetween(last, null, 1)[0];
        const changes = { ownerId: heir.id, folderId: null, orderKey, isCollaborative: true };
        playlists.update(tx, seen.id, changes, now);
        this.#sharing.set(tx, seen.id, seen.ownerId, "admin", now);
      },
      {
        kind: "playlists.handOver",
        summary: `Handed "${name}" over to ${heir.displayName}`,
        subjectUuid: input.uuid,
      },
    );
    this.#tellOfOwner(seen, heir);
    events.shared({ uuid: input.uuid, name }, caller.actor.displayName, heir.id);
    return { changeUuid };
  }

  #tellOfOwner(seen: SeenPlaylist, heir: Profile): void {
    const { playlists, events } = this.#parts;
    for (const told of playlists.getAudiences([seen.id])) events.tell(told, "details");
    events.treeChanged(seen.playlist.uuid, [seen.ownerId, heir.id]);
  }

  #profile(uuid: string, mustBeActive: boolean): Profile {
    const profile = this.#sharing.getProfile(uuid);
    if (profile === undefined || (mustBeActive && !profile.isActive))
      throw new AppError("not_found", "There is no such profile any more. Choose another one.");
    return profile;
  }
}

function sharingSummary(
  name: string,
  who: string,
  permission: "view" | "edit" | "admin" | null,
  isLeaving: boolean,
): string {
  if (isLeaving) return `Left "${name}"`;
  switch (permission) {
    case null:
      return `Stopped sharing "${name}" with ${who}`;
    case "view":
      return `Let ${who} look at "${name}"`;
    case "edit":
      return `Let ${who} edit "${name}"`;
    case "admin":
      return `Made ${who} an admin of "${name}"`;
  }
}
