import { randomUUID } from "node:crypto";
import type { ChannelOutput, HandlerInput, PlaylistDetail } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { songCount } from "./change-entries.ts";
import type { EntriesService } from "./entries/entries.service.ts";
import { orderKeysBetween } from "./order-keys.ts";
import type { PlaylistParts } from "./playlist-parts.ts";
import type { SeenPlaylist } from "./playlist.repository.ts";
import type { SmartEvaluator } from "./playlists.ports.ts";
import type { SharingRepository } from "./sharing/sharing.repository.ts";
import type { TreeRepository } from "./tree/tree.repository.ts";

export interface PlaylistsServiceParts {
  readonly parts: PlaylistParts;
  readonly entries: EntriesService;
  readonly tree: TreeRepository;
  readonly sharing: SharingRepository;
  readonly smart: SmartEvaluator;
}

/** Playlists as a whole: what there is, and what they are called. */
export class PlaylistsService {
  readonly #parts: PlaylistParts;
  readonly #entries: EntriesService;
  readonly #tree: TreeRepository;
  readonly #sharing: SharingRepository;
  readonly #smart: SmartEvaluator;

  constructor(parts: PlaylistsServiceParts) {
    this.#parts = parts.parts;
    this.#entries = parts.entries;
    this.#tree = parts.tree;
    this.#sharing = parts.sharing;
    this.#smart = parts.smart;
  }

  list(caller: Caller): ChannelOutput<"playlists.list"> {
    const { userId } = caller.actor;
    return {
      playlists: this.#parts.playlists.getVisible(userId).map(({ playlist }) => playlist),
      folders: this.#tree
        .getFolders(userId)
        .map(({ id: _id, parentId: _parentId, ...folder }) => folder),
    };
  }

  /** @throws AppError `not_found` */
  get(uuid: string, caller: Caller): PlaylistDetail {
    const seen = this.#parts.access.shown(uuid, caller);
    return {
      ...seen.playlist,
      collaborators: this.#sharing.getCollaborators(seen.id),
      ...this.#parts.entries.countTroubles(seen.id),
    };
  }

  /** @throws AppError `not_found` for a folder that is not the caller's, `query_invalid` for rules that cannot be read */
  create(
    input: HandlerInput<"playlists.create">,
    caller: Caller,
  ): ChannelOutput<"playlists.create"> {
    const { context, playlists, ports } = this.#parts;
    const { userId } = caller.actor;
    const folderId = this.folderIdOf(input.folderUuid ?? null, caller);
    if (input.rules !== undefined && input.selection !== undefined)
      throw new AppError(
        "invalid_input",
        "A smart playlist takes its songs from its rules. Make one playlist by rules and another by hand.",
      );
    const rules = input.rules === undefined ? null : this.#smart.prepare(input.rules, userId, null);
    const songIds =
      input.selection === undefined ? null : ports.songs.resolveSelection(input.selection);
    const uuid = randomUUID();
    const { result: id, changeUuid } = context.journal.change(
      caller,
      (tx) => {
        const created = playlists.create(tx, {
          uuid,
          ownerId: userId,
          folderId,
          name: input.name,
          description: input.description ?? null,
          coverKey: null,
          rules,
          orderKey: this.lastKeyIn(folderId, userId),
          now: context.now(),
        });
        const place = { playlist: { id: created, playlist: { uuid } }, beforeEntryUuid: null };
        if (songIds !== null) this.#entries.insert(tx, songIds, place, caller);
        return created;
      },
      {
        kind: "playlists.create",
        summary:
          songIds === null
            ? `Created "${input.name}"`
            : `Created "${input.name}" with ${songCount(songIds.length)}`,
        subjectUuid: uuid,
      },
    );
    if (input.rules !== undefined) this.#smart.rulesChanged(id);
    this.#parts.events.treeChanged(uuid, [userId]);
    return { playlist: this.#seen(uuid, caller).playlist, changeUuid };
  }

  /** @throws AppError `not_allowed`, `invalid_input` for rules of a playlist made by hand */
  async update(
    input: HandlerInput<"playlists.update">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.update">> {
    const { access, context, playlists, ports, events } = this.#parts;
    const { uuid } = input;
    const before = access.require(uuid, "editDetails", caller);
    const { coverTransferUuid, ...changes } = input.changes;
    if (changes.rules !== undefined) {
      if (before.playlist.kind !== "smart")
        throw new AppError(
          "invalid_input",
          `"${before.playlist.name}" is made by hand and has no rules. Create a smart playlist instead.`,
        );
      changes.rules = this.#smart.prepare(changes.rules, before.ownerId, before.playlist);
    }
    const coverKey =
      typeof coverTransferUuid === "string"
        ? await ports.pictures.keep(coverTransferUuid, caller)
        : coverTransferUuid;
    // The picture took its time: whether the caller still may is asked again.
    const seen = access.require(uuid, "editDetails", caller);
    const audienceBefore = playlists.audienceOf(seen.id);
    const { changeUuid } = context.journal.change(
      caller,
      (tx) => {
        playlists.update(tx, seen.id, { ...changes, coverKey }, context.now());
      },
      {
        kind: "playlists.update",
        summary: updateSummary(seen.playlist.name, input.changes),
        subjectUuid: uuid,
      },
    );
    if (changeUuid !== null) {
      if (changes.rules !== undefined) this.#smart.rulesChanged(seen.id);
      events.changed({ id: seen.id, uuid }, "details", seen.playlist.revision);
      if (changes.isPublic !== undefined) this.#tellOfSight(seen, audienceBefore);
    }
    return { playlist: this.#seen(uuid, caller).playlist, changeUuid };
  }

  /** @throws AppError `not_found` for a folder that is not the caller's */
  folderIdOf(folderUuid: string | null, caller: Caller): number | null {
    if (folderUuid === null) return null;
    const folder = this.#tree
      .getFolders(caller.actor.userId)
      .find(({ uuid }) => uuid === folderUuid);
    if (folder === undefined)
      throw new AppError("not_found", "That folder is not there any more. Choose another one.");
    return folder.id;
  }

  /** A key behind everything in a folder; null: at the top. */
  lastKeyIn(folderId: number | null, userId: number): string {
    const last = this.#tree.getKeys(userId, folderId).at(-1) ?? null;
    return orderKeysBetween(last, null, 1)[0] ?? "";
  }

  #seen(uuid: string, caller: Caller): SeenPlaylist {
    return this.#parts.access.shown(uuid, caller);
  }

  /** It appeared in some trees, or went from them: whoever saw it before or sees it now asks anew. */
  #tellOfSight(seen: SeenPlaylist, before: readonly number[] | null): void {
    const after = this.#parts.playlists.audienceOf(seen.id);
    if (before === null || after === null) this.#parts.events.treeChanged(seen.playlist.uuid, null);
  }
}

function updateSummary(name: string, changes: HandlerInput<"playlists.update">["changes"]): string {
  const { isPublic, isCollaborative } = changes;
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (given.length !== 1) return `Changed the details of "${name}"`;
  if (changes.name !== undefined) return `Renamed "${name}" to "${changes.name}"`;
  if (changes.description !== undefined) return `Described "${name}"`;
  if (changes.rules !== undefined) return `Changed the rules of "${name}"`;
  if (isPublic !== undefined) return isPublic ? `Made "${name}" public` : `Made "${name}" private`;
  if (isCollaborative !== undefined)
    return isCollaborative
      ? `Let collaborators change "${name}"`
      : `Let collaborators only look at "${name}"`;
  return `Changed the cover of "${name}"`;
}
