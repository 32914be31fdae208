import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { RuledSongs } from "#features/library/index.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SmartRepository } from "./smart.repository.ts";

/** After so long without another change the totals are counted. */
const settledMs = 2000;
/** Changes that never end, as of a scan, put counting off no longer than this. */
const longestWaitMs = 15_000;

/** What other songs can be in a smart playlist for. */
const causes: ReadonlySet<string> = new Set([
  "library.changed",
  "history.added",
  "playlists.changed",
]);

/**
 * Keeps the totals of smart playlists and tells windows that show one when other songs are in it. Two seconds after the library,
 * plays, ratings or playlists changed all of them are evaluated, one after the other, in the read worker, which takes what
 * people ask for in between. What follows from time alone (`added<30d`) is found when a playlist is opened.
 */
export class SmartTotals {
  readonly #parts: PlaylistParts;
  readonly #smart: SmartRepository;
  /** By playlist: what was in it when it was last evaluated. */
  readonly #known = new Map<number, number>();
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  #firstAskedAt: number | null = null;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(parts: PlaylistParts, smart: SmartRepository) {
    this.#parts = parts;
    this.#smart = smart;
    this.#unsubscribe = parts.context.events.subscribe(({ name }) => {
      if (causes.has(name)) this.soon();
    });
  }

  /** Counts all smart playlists when changes have settled. */
  soon(): void {
    if (this.#isClosed) return;
    const now = Date.now();
    this.#firstAskedAt ??= now;
    const wait = Math.min(settledMs, Math.max(0, this.#firstAskedAt + longestWaitMs - now));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.run().catch((error: unknown) => {
        this.#parts.context.logger.error("Smart playlists were not counted", { error });
      });
    }, wait);
    this.#timer.unref();
  }

  /** Counts all smart playlists now; while that is under way, another call waits for it. */
  async run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#firstAskedAt = null;
    this.#running ??= this.#countAll().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /**
   * Evaluates one as its owner sees it and keeps its totals.
   * @throws AppError `cancelled`, `query_invalid`, `conflict`
   */
  async evaluate(
    viewKey: string,
    playlist: {
      readonly id: number;
      readonly uuid: string;
      readonly name: string;
      readonly ownerId: number;
      readonly rules: SmartRules;
    },
  ): Promise<RuledSongs> {
    const { ownerId: userId, rules, id, uuid, name } = playlist;
    const request = { userId, rules, playlist: { id, uuid, name } };
    const songs = await this.#parts.ports.songs.songsOfRules(viewKey, request);
    this.#keep(playlist, songs);
    return songs;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    await this.#running;
  }

  async #countAll(): Promise<void> {
    for (const playlist of this.#smart.getLive()) {
      if (this.#isClosed) return;
      try {
        await this.evaluate(`totals ${playlist.id}`, playlist);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // Rules that cannot be evaluated say so to whoever opens the playlist.
        this.#parts.context.logger.info("A smart playlist was not counted", {
          playlist: playlist.uuid,
          code: error.code,
        });
      }
    }
  }

  #keep(
    { id, uuid, rules }: { readonly id: number; readonly uuid: string; readonly rules: SmartRules },
    { ids, totalDurationSec }: RuledSongs,
  ): void {
    const { context, events } = this.#parts;
    const live = this.#smart.getLiveById(id);
    // Frozen, deleted or given other rules meanwhile: its totals are not these.
    if (live === undefined || JSON.stringify(live.rules) !== JSON.stringify(rules)) return;
    const totals = { trackCount: ids.length, totalDurationMs: Math.round(totalDurationSec * 1000) };
    const mark = markOf(ids);
    const known = this.#known.get(id);
    this.#known.set(id, mark);
    const hasOtherTotals =
      live.trackCount !== totals.trackCount || live.totalDurationMs !== totals.totalDurationMs;
    const isOther = hasOtherTotals || (known !== undefined && known !== mark);
    if (!isOther && known !== undefined) return;
    context.database.write((tx) => this.#smart.setTotals(tx, id, totals, isOther, context.now()));
    const [audience] = this.#parts.playlists.getAudiences([id]);
    if (isOther && audience !== undefined) {
      events.changed({ id, uuid }, "entries", audience.revision);
    }
  }
}

/** Tells one list of songs from another (FNV-1a); a mistake would leave one event out. */
function markOf(ids: Uint32Array): number {
  let mark = 0x811c9dc5;
  for (const id of ids) mark = Math.imul(mark ^ id, 0x01000193);
  return mark >>> 0;
}
