import type { ListeningSession, PlayEvent, PlayVerdict } from "#shared/contract/index.ts";
import type { ReadDb } from "#core/db/database.ts";

/** Keyset of a page: the event it ends with. */
export interface HistoryCursor {
  readonly playedAt: number;
  readonly id: number;
}

interface EventRow {
  readonly id: number;
  readonly uuid: string;
  readonly sessionId: number;
  readonly sessionUuid: string;
  readonly songUuid: string | null;
  readonly coverKey: string | null;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly playedAt: number;
  readonly utcOffsetMin: number;
  readonly durationSec: number;
  readonly heardSec: number;
  readonly verdict: PlayVerdict;
}

interface Count {
  readonly total: number;
  readonly lastId: number | null;
}

export interface HistoryEvent extends PlayEvent {
  readonly id: number;
  readonly sessionId: number;
}

export interface ListeningTotals {
  readonly plays: number;
  readonly skips: number;
  readonly songsPlayed: number;
  readonly lastPlayedAt: number | null;
}

/** Newest first; walks `play_history_user_time` backwards, so a page costs the same however deep it lies. */
export const historyPageSql = `
  SELECT h.id, h.uuid, h.session_id AS sessionId, sessions.uuid AS sessionUuid, songs.uuid AS songUuid,
    songs.cover_key AS coverKey, h.title, h.artist, h.album, h.played_at AS playedAt,
    h.utc_offset_min AS utcOffsetMin, h.duration_sec AS durationSec, h.duration_played_sec AS heardSec, h.verdict
  FROM play_history AS h
  JOIN sessions ON sessions.id = h.session_id
  LEFT JOIN songs ON songs.id = h.song_id
  WHERE h.user_id = ? AND (h.played_at, h.id) < (?, ?)
  ORDER BY h.played_at DESC, h.id DESC LIMIT ?`;

export const historyCountSql =
  "SELECT count(*) AS total, max(id) AS lastId FROM play_history WHERE user_id = ?";

/** Events written since; the plus keeps to the few newest rows instead of the profile's index. */
export const historyAddedSql =
  "SELECT count(*) AS total, max(id) AS lastId FROM play_history WHERE id > ? AND +user_id = ?";

export const topSongsSql = `
  SELECT songs.uuid, songs.title, songs.artist, stats.play_count AS playCount
  FROM song_stats AS stats JOIN songs ON songs.id = stats.song_id
  WHERE stats.user_id = ? AND stats.play_count > 0
  ORDER BY stats.play_count DESC LIMIT ?`;

export const topArtistsSql = `
  SELECT artists.name AS artist, sum(stats.play_count) AS playCount
  FROM song_stats AS stats
  JOIN song_artists AS credits ON credits.song_id = stats.song_id AND credits.role = 'artist'
  JOIN artists ON artists.id = credits.artist_id
  WHERE stats.user_id = ? AND stats.play_count > 0
  GROUP BY credits.artist_id ORDER BY playCount DESC, artists.sort_name LIMIT ?`;

/** Reads `play_history`, `sessions` and the counters derived from them. */
export class HistoryRepository {
  readonly #read: ReadDb;
  readonly #counts = new Map<number, { readonly total: number; readonly lastId: number }>();

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getPage(userId: number, before: HistoryCursor | null, limit: number): HistoryEvent[] {
    return this.#read.all<EventRow>(
      historyPageSql,
      userId,
      before?.playedAt ?? Number.MAX_SAFE_INTEGER,
      before?.id ?? Number.MAX_SAFE_INTEGER,
      limit,
    );
  }

  getSessions(ids: readonly number[]): ListeningSession[] {
    return this.#read.all<ListeningSession>(
      `SELECT uuid, started_at AS startedAt, ended_at AS endedAt, last_activity_at AS lastActivityAt, device,
         play_count AS playCount, skip_count AS skipCount, heard_sec AS heardSec
       FROM sessions WHERE id IN (SELECT value FROM json_each(?)) ORDER BY started_at DESC, id DESC`,
      JSON.stringify(ids),
    );
  }

  /** Number of events of a profile. Counting a million takes a moment, so it is done once; after that only new ones are. */
  count(userId: number): number {
    const known = this.#counts.get(userId);
    const counted =
      known === undefined
        ? this.#read.get<Count>(historyCountSql, userId)
        : this.#read.get<Count>(historyAddedSql, known.lastId, userId);
    const total = (known?.total ?? 0) + (counted?.total ?? 0);
    this.#counts.set(userId, { total, lastId: counted?.lastId ?? known?.lastId ?? 0 });
    return total;
  }

  getTotals(userId: number): ListeningTotals {
    return (
      this.#read.get<ListeningTotals>(
        `SELECT coalesce(sum(play_count), 0) AS plays, coalesce(sum(skip_count), 0) AS skips,
           coalesce(sum(play_count > 0), 0) AS songsPlayed, max(last_played_at) AS lastPlayedAt
         FROM song_stats WHERE user_id = ?`,
        userId,
      ) ?? { plays: 0, skips: 0, songsPlayed: 0, lastPlayedAt: null }
    );
  }

  getSessionTotals(userId: number): { readonly sessions: number; readonly heardSec: number } {
    return (
      this.#read.get<{ readonly sessions: number; readonly heardSec: number }>(
        `SELECT count(*) AS sessions, coalesce(sum(heard_sec), 0) AS heardSec FROM sessions WHERE user_id = ?`,
        userId,
      ) ?? { sessions: 0, heardSec: 0 }
    );
  }

  /** When the profile's first event was. */
  firstPlayedAt(userId: number): number | null {
    return (
      this.#read.pluck<number>(
        "SELECT played_at FROM play_history WHERE user_id = ? ORDER BY played_at, id LIMIT 1",
        userId,
      )[0] ?? null
    );
  }

  topSongs(
    userId: number,
    limit: number,
  ): { uuid: string; title: string; artist: string | null; playCount: number }[] {
    return this.#read.all(topSongsSql, userId, limit);
  }

  topArtists(userId: number, limit: number): { artist: string; playCount: number }[] {
    return this.#read.all(topArtistsSql, userId, limit);
  }
}
