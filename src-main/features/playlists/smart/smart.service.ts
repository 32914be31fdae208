import { randomUUID } from "node:crypto";
import type { ChannelOutput, Explanation, HandlerInput } from "#shared/contract/index.ts";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { readQuery } from "#shared/domain/query/read-query.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { changeEntries } from "#features/playlists/change-entries.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SeenPlaylist } from "#features/playlists/playlist.repository.ts";
import { explanationOf } from "./explain-rules.ts";
import type { RulesCheck } from "./rules-check.ts";
import type { SmartTotals } from "./smart-totals.ts";
import type { SmartRepository } from "./smart.repository.ts";

interface SmartServiceParts {
  readonly parts: PlaylistParts;
  readonly smart: SmartRepository;
  readonly check: RulesCheck;
  readonly totals: SmartTotals;
}

/** Smart playlists: what rules hold, why, and keeping that. */
export class SmartService {
  readonly #parts: PlaylistParts;
  readonly #smart: SmartRepository;
  readonly #check: RulesCheck;
  readonly #totals: SmartTotals;

  constructor({ parts, smart, check, totals }: SmartServiceParts) {
    this.#parts = parts;
    this.#smart = smart;
    this.#check = check;
    this.#totals = totals;
  }

  /** @throws AppError `query_invalid`, `cancelled` when the window asked again meanwhile */
  async preview(
    { rules, limit }: HandlerInput<"playlists.previewRules">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.previewRules">> {
    const { songs } = this.#parts.ports;
    const { userId } = caller.actor;
    const viewKey = `preview ${userId} ${caller.clientId}`;
    const held = await songs.songsOfRules(viewKey, { userId, rules, playlist: null });
    const rows = songs.songRows(held.ids.subarray(0, limit), userId);
    return {
      trackCount: held.ids.length,
      totalDurationSec: held.totalDurationSec,
      totalBytes: held.totalBytes,
      matchCount: held.matchCount,
      rows: rows.filter((row) => row !== null),
    };
  }

  /** A live one is counted anew; a frozen one takes in what its rules say today, as one change. */
  async refresh(uuid: string, caller: Caller): Promise<ChannelOutput<"playlists.refresh">> {
    const seen = this.#require(uuid, "view", caller);
    if (!seen.playlist.isFrozen) {
      await this.#totals.evaluate(keyOf("refresh", caller), this.#liveOf(seen));
      return { playlist: this.#again(uuid, caller), changeUuid: null };
    }
    const frozen = this.#require(uuid, "editEntries", caller);
    const songIds = await this.#songsOf(frozen, caller);
    const now = this.#parts.context.now();
    const standing = this.#parts.entries.getInOrder(frozen.id).songIds;
    const isSame =
      standing.length === songIds.length && standing.every((id, index) => id === songIds[index]);
    const { changeUuid } = changeEntries(
      this.#parts,
      frozen,
      caller,
      { kind: "playlists.refresh", summary: () => `Refreshed "${frozen.playlist.name}"` },
      (tx) => {
        this.#smart.setRefreshed(tx, frozen.id, now);
        if (isSame) return 0;
        this.#smart.deleteEntries(tx, frozen.id);
        this.#smart.insertEntries(tx, frozen.id, entriesOf(songIds), caller.actor.userId, now);
        return songIds.length + 1;
      },
    );
    return { playlist: this.#again(uuid, caller), changeUuid };
  }

  /** @throws AppError `not_allowed`, `invalid_input` for a playlist made by hand */
  async setFrozen(
    { uuid, isFrozen }: HandlerInput<"playlists.setFrozen">,
    caller: Caller,
  ): Promise<ChannelOutput<"playlists.setFrozen">> {
    const seen = this.#require(uuid, "editDetails", caller);
    if (seen.playlist.isFrozen === isFrozen) return { playlist: seen.playlist, changeUuid: null };
    const { name } = seen.playlist;
    const songIds = isFrozen ? await this.#songsOf(seen, caller) : new Uint32Array(0);
    const now = this.#parts.context.now();
    const { changeUuid } = changeEntries(
      this.#parts,
      // Asked again: the evaluation took its time.
      this.#require(uuid, "editDetails", caller),
      caller,
      {
        kind: "playlists.setFrozen",
        summary: () => (isFrozen ? `Froze "${name}"` : `Let "${name}" follow its rules again`),
      },
      (tx) => {
        if (!isFrozen) this.#smart.deleteEntries(tx, seen.id);
        this.#parts.playlists.update(tx, seen.id, { isFrozen }, now);
        if (isFrozen)
          this.#smart.insertEntries(tx, seen.id, entriesOf(songIds), caller.actor.userId, now);
        this.#smart.recount(tx, [seen.id]);
        this.#smart.setRefreshed(tx, seen.id, now);
        return 1;
      },
    );
    if (!isFrozen) {
      const thawed = this.#require(uuid, "view", caller);
      await this.#totals.evaluate(keyOf("thaw", caller), this.#liveOf(thawed));
    }
    return { playlist: this.#again(uuid, caller), changeUuid };
  }

  /** Why a song is in it, or not: as its owner's profile stands to the rules. */
  async explain(
    { of, songUuid }: HandlerInput<"playlists.explain">,
    caller: Caller,
  ): Promise<Explanation> {
    const { songs } = this.#parts.ports;
    const seen = "uuid" in of ? this.#require(of.uuid, "view", caller) : null;
    const rules = "uuid" in of ? rulesOf(seen) : of.rules;
    const ownerId = seen?.ownerId ?? caller.actor.userId;
    const songId = songs.idOfUuid(songUuid);
    const song = songs.detail(songUuid, ownerId);
    if (songId === undefined) throw new Error("A song with details and without id");
    const playlist = seen === null ? null : { ...seen.playlist, id: seen.id };
    const ruled = await songs.explainSong(keyOf("explain", caller), {
      userId: ownerId,
      rules,
      playlist:
        playlist === null ? null : { id: playlist.id, uuid: playlist.uuid, name: playlist.name },
      songId,
    });
    const query = this.#check.readable(readQuery(rules.query), ownerId);
    return explanationOf(query, rules.limit, ruled, {
      song,
      isOwn: ownerId === caller.actor.userId,
      isKnownPlaylist: (name) => this.#check.isKnown(name, ownerId),
    });
  }

  async #songsOf(seen: SeenPlaylist, caller: Caller): Promise<Uint32Array> {
    const { id, uuid, name, ownerId, rules } = this.#liveOf(seen);
    const request = { userId: ownerId, rules, playlist: { id, uuid, name } };
    const { ids } = await this.#parts.ports.songs.songsOfRules(keyOf("freeze", caller), request);
    return ids;
  }

  #liveOf(seen: SeenPlaylist) {
    const { uuid, name } = seen.playlist;
    return { id: seen.id, uuid, name, ownerId: seen.ownerId, rules: rulesOf(seen) };
  }

  #require(
    uuid: string,
    action: "view" | "editEntries" | "editDetails",
    caller: Caller,
  ): SeenPlaylist {
    const seen = this.#parts.access.require(uuid, action, caller);
    rulesOf(seen);
    return seen;
  }

  #again(uuid: string, caller: Caller) {
    return this.#parts.access.shown(uuid, caller).playlist;
  }
}

/** @throws AppError `invalid_input` for a playlist made by hand */
function rulesOf(seen: SeenPlaylist | null): SmartRules {
  const rules = seen?.playlist.rules ?? null;
  if (rules !== null) return rules;
  throw new AppError(
    "invalid_input",
    `"${seen?.playlist.name ?? ""}" is made by hand and has no rules.`,
  );
}

function keyOf(what: string, caller: Caller): string {
  return `${what} ${caller.actor.userId} ${caller.clientId} ${randomUUID()}`;
}

function entriesOf(songIds: Uint32Array): (readonly [string, string, number])[] {
  const keys = orderKeysBetween(null, null, songIds.length);
  return Array.from(songIds, (id, index) => [randomUUID(), keys[index] ?? "", id] as const);
}
