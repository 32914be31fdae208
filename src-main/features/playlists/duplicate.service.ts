import { randomUUID } from "node:crypto";
import type { ChannelOutput, HandlerInput } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { orderKeysBetween } from "./order-keys.ts";
import type { PlaylistParts } from "./playlist-parts.ts";
import type { SeenPlaylist } from "./playlist.repository.ts";
import type { SmartEvaluator } from "./playlists.ports.ts";
import type { TreeRepository } from "./tree/tree.repository.ts";

const longestName = 255;

/** Copies of playlists: the caller's own, whoever made the original. */
export class DuplicateService {
  readonly #parts: PlaylistParts;
  readonly #tree: TreeRepository;
  readonly #smart: SmartEvaluator;

  constructor(parts: PlaylistParts, tree: TreeRepository, smart: SmartEvaluator) {
    this.#parts = parts;
    this.#tree = tree;
    this.#smart = smart;
  }

  /** @throws AppError `not_found` */
  async duplicate(
    input: HandlerInput<"playlists.duplicate">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.duplicate">> {
    const { access, context, playlists, entries, events } = this.#parts;
    const seen = access.require(input.uuid, "view", caller);
    const held = await this.#heldByRules(seen, input.as, caller);
    const { playlist } = seen;
    const { userId } = caller.actor;
    const uuid = randomUUID();
    const now = context.now();
    const folderId = seen.ownerId === userId ? seen.folderId : null;
    const rules = input.as === "manual" ? null : playlist.rules;
    const { result: id, changeUuid } = context.journal.change<number>(
      caller,
      (tx) => {
        const last = this.#tree.getKeys(userId, folderId).at(-1) ?? null;
        const created = playlists.create(tx, {
          uuid,
          ownerId: userId,
          folderId,
          name: copyName(playlist.name),
          description: playlist.description,
          coverKey: playlist.coverKey,
          rules,
          orderKey: orderKeysBetween(last, null, 1)[0] ?? "",
          now,
        });
        if (rules !== null && playlist.isFrozen)
          playlists.update(tx, created, { isFrozen: true }, now);
        if (held === null) {
          const uuids = Array.from({ length: playlist.trackCount }, () => randomUUID());
          entries.copy(tx, seen.id, created, uuids, { userId, now });
        } else {
          const keys = orderKeysBetween(null, null, held.length);
          const copied = Array.from(held, (songId, index) => ({
            uuid: randomUUID(),
            orderKey: keys[index] ?? "",
            songId,
          }));
          entries.insert(tx, created, copied, { userId, now });
        }
        return created;
      },
      {
        kind: "playlists.duplicate",
        summary: `Copied "${playlist.name}"`,
        subjectUuid: uuid,
      },
    );
    if (rules !== null && !playlist.isFrozen) this.#smart.rulesChanged(id);
    events.treeChanged(uuid, [userId]);
    return { playlist: access.shown(uuid, caller).playlist, changeUuid };
  }

  /** The songs that rules hold now, where a copy is to keep them; null: the entries are copied, if there are any. */
  async #heldByRules(
    { playlist, ownerId }: SeenPlaylist,
    as: "same" | "manual",
    caller: Caller,
  ): Promise<Uint32Array | null> {
    if (playlist.rules === null || playlist.isFrozen || as === "same") return null;
    const viewKey = `copy ${caller.clientId} ${playlist.uuid}`;
    return this.#smart.songsOf({ viewKey, ownerId, rules: playlist.rules });
  }
}

function copyName(name: string): string {
  const ending = " (copy)";
  return name.slice(0, longestName - ending.length) + ending;
}
