import type { ChannelOutput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Actor } from "#core/ipc/caller.ts";
import { type HistoryCursor, HistoryRepository } from "./history.repository.ts";
import type { ReadDb } from "#core/db/database.ts";

const topCount = 10;

/** What a profile heard: event by event, and in sum. */
export class HistoryService {
  readonly #repository: HistoryRepository;

  constructor(read: ReadDb) {
    this.#repository = new HistoryRepository(read);
  }

  /**
   * A page of events, newest first.
   * @param before cursor of the former page; null: from the newest
   * @throws AppError invalid_input for a cursor that this did not make
   */
  getHistory(
    actor: Actor,
    limit: number,
    before: string | null,
  ): ChannelOutput<"users.getHistory"> {
    const cursor = before === null ? null : parseCursor(before);
    const page = this.#repository.getPage(actor.userId, cursor, limit + 1);
    const shown = page.slice(0, limit);
    const last = shown.at(-1);
    const sessionIds = [...new Set(shown.map((event) => event.sessionId))];
    return {
      events: shown.map(({ id: _id, sessionId: _sessionId, ...event }) => event),
      sessions: this.#repository.getSessions(sessionIds),
      nextCursor: last === undefined || page.length <= limit ? null : `${last.playedAt}:${last.id}`,
      total: this.#repository.count(actor.userId),
    };
  }

  /** Sums over the counters, which triggers keep; only the number of events is counted. */
  getStatistics(actor: Actor): ChannelOutput<"users.getStatistics"> {
    const { userId } = actor;
    const totals = this.#repository.getTotals(userId);
    const events = this.#repository.count(userId);
    return {
      ...totals,
      ...this.#repository.getSessionTotals(userId),
      partials: Math.max(0, events - totals.plays - totals.skips),
      firstPlayedAt: this.#repository.firstPlayedAt(userId),
      topSongs: this.#repository.topSongs(userId, topCount),
      topArtists: this.#repository.topArtists(userId, topCount),
    };
  }
}

function parseCursor(cursor: string): HistoryCursor {
  const match = /^(\d{1,15}):(\d{1,15})$/.exec(cursor);
  if (match === null)
    throw new AppError("invalid_input", "The history page asked for does not exist.", { cursor });
  return { playedAt: Number(match[1]), id: Number(match[2]) };
}
