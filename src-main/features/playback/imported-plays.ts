import type { WriteTx } from "#core/db/database.ts";

/** One play or skip that another program counted. */
export interface ImportedPlay {
  /** The same for the same play however often it is imported. */
  readonly uuid: string;
  readonly songId: number;
  readonly playedAt: number;
  readonly isSkip: boolean;
}

/**
 * The session that holds what another program counted: its device is that program, so that everybody sees which plays were
 * not heard here.
 * @returns its id
 */
export function openImportedSession(
  tx: WriteTx,
  session: {
    readonly uuid: string;
    readonly userId: number;
    readonly program: string;
    readonly now: number;
  },
): number {
  tx.run(
    `INSERT INTO sessions (uuid, user_id, device, context, started_at, last_activity_at, ended_at)
     VALUES (?, ?, ?, 'import', ?, ?, ?) ON CONFLICT (uuid) DO NOTHING`,
    session.uuid,
    session.userId,
    session.program,
    session.now,
    session.now,
    session.now,
  );
  return tx.pluck<number>("SELECT id FROM sessions WHERE uuid = ?", session.uuid)[0] ?? 0;
}

/**
 * Writes plays that another program counted; counters follow by trigger. A play is taken to be heard whole, since that is
 * when such programs count; a skip as not heard. Plays that were imported before stay as they are.
 * @returns how many are new
 */
export function addImportedPlays(
  tx: WriteTx,
  plays: readonly ImportedPlay[],
  of: { readonly userId: number; readonly sessionId: number },
): number {
  return tx.run(
    `INSERT INTO play_history (uuid, session_id, user_id, song_id, played_at, utc_offset_min, duration_played_sec,
       duration_sec, verdict, completed, skipped, title, artist, album)
     SELECT value ->> 0, ?, ?, s.id, value ->> 2, 0, iif(value ->> 3, 0, s.duration_sec), s.duration_sec,
       iif(value ->> 3, 'skipped', 'played'), NOT value ->> 3, value ->> 3, s.title, s.artist, s.album
     FROM json_each(?) CROSS JOIN songs s ON s.id = value ->> 1 WHERE true
     ON CONFLICT (uuid) DO NOTHING`,
    of.sessionId,
    of.userId,
    JSON.stringify(
      plays.map(({ uuid, songId, playedAt, isSkip }) => [uuid, songId, playedAt, Number(isSkip)]),
    ),
  ).changes;
}
