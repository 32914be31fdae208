import type { PlayVerdict } from "#shared/contract/index.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** One event of `play_history`, without its session. */
export interface NewPlay {
  readonly uuid: string;
  readonly userId: number;
  readonly songId: number;
  readonly playedAt: number;
  readonly utcOffsetMin: number;
  readonly heardSec: number;
  readonly durationSec: number;
  readonly verdict: PlayVerdict;
  readonly isCompleted: boolean;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly playlistId: number | null;
}

export interface OpenSession {
  readonly id: number;
  readonly lastActivityAt: number;
}

/** Writes `play_history` and `sessions`; counters follow by trigger. */
export class PlaysRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  create(tx: WriteTx, play: NewPlay, sessionId: number): void {
    tx.run(
      `INSERT INTO play_history (uuid, session_id, user_id, song_id, played_at, utc_offset_min, duration_played_sec,
         duration_sec, verdict, completed, skipped, title, artist, album, playlist_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      play.uuid,
      sessionId,
      play.userId,
      play.songId,
      play.playedAt,
      play.utcOffsetMin,
      play.heardSec,
      play.durationSec,
      play.verdict,
      play.isCompleted ? 1 : 0,
      play.verdict === "skipped" ? 1 : 0,
      play.title,
      play.artist,
      play.album,
      play.playlistId,
    );
  }

  getOpenSession(userId: number, device: string): OpenSession | undefined {
    return this.#read.get<OpenSession>(
      `SELECT id, last_activity_at AS lastActivityAt FROM sessions
       WHERE user_id = ? AND device = ? AND ended_at IS NULL ORDER BY id DESC LIMIT 1`,
      userId,
      device,
    );
  }

  openSession(
    tx: WriteTx,
    session: {
      readonly uuid: string;
      readonly userId: number;
      readonly device: string;
      readonly context: string;
      readonly startedAt: number;
    },
  ): number {
    return tx.run(
      `INSERT INTO sessions (uuid, user_id, device, context, started_at, last_activity_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      session.uuid,
      session.userId,
      session.device,
      session.context,
      session.startedAt,
      session.startedAt,
    ).lastInsertRowid;
  }

  /** The session ends when it was last heard of, not when somebody noticed. */
  closeSession(tx: WriteTx, id: number): void {
    tx.run("UPDATE sessions SET ended_at = last_activity_at WHERE id = ?", id);
  }

  hasSilentSessions(silentSince: number): boolean {
    return (
      this.#read.get(
        "SELECT 1 FROM sessions WHERE ended_at IS NULL AND last_activity_at < ?",
        silentSince,
      ) !== undefined
    );
  }

  /** Closes every session that has been silent since before `silentSince`. */
  closeSilentSessions(tx: WriteTx, silentSince: number): void {
    tx.run(
      "UPDATE sessions SET ended_at = last_activity_at WHERE ended_at IS NULL AND last_activity_at < ?",
      silentSince,
    );
  }

  /** A song goes on being heard: its session stays open, unless it was silent since before `silentSince`. */
  keepSessionOpen(
    tx: WriteTx,
    userId: number,
    device: string,
    now: number,
    silentSince: number,
  ): void {
    tx.run(
      `UPDATE sessions SET last_activity_at = max(last_activity_at, ?)
       WHERE user_id = ? AND device = ? AND ended_at IS NULL AND last_activity_at >= ?`,
      now,
      userId,
      device,
      silentSince,
    );
  }
}
