import type { RepeatMode } from "#shared/contract/index.ts";
import { entryAt, type Queue } from "#shared/domain/playback/queue.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

/** A play in progress as the row keeps it. */
export interface StoredPlay {
  readonly startedAt: number;
  readonly heardSec: number;
  readonly utcOffsetMin: number;
}

/** A queue with everything that survives a restart. */
export interface StoredQueue {
  readonly userId: number;
  readonly device: string;
  readonly revision: number;
  readonly queue: Queue;
  readonly repeatMode: RepeatMode;
  readonly positionSec: number;
  readonly volume: number;
  readonly isMuted: boolean;
  /** A private session. */
  readonly isPrivate: boolean;
  /** The playlist that everything in it comes from; null: from none, or several. */
  readonly playlistId: number | null;
  readonly play: StoredPlay | null;
}

/** A queue whose entries an undo put back, and where it stood when it was left. */
export interface RestoredQueue extends StoredQueue {
  readonly leftEntryId: number | null;
  readonly leftPositionSec: number;
}

interface QueueRow {
  readonly user_id: number;
  readonly device: string;
  readonly revision: number;
  readonly song_ids: Buffer;
  readonly entry_ids: Buffer;
  readonly next_entry_id: number;
  readonly play_order: Buffer | null;
  readonly left_entry_id: number | null;
  readonly left_position_sec: number | null;
  readonly position: number | null;
  readonly repeat_mode: RepeatMode;
  readonly position_sec: number;
  readonly volume: number;
  readonly is_muted: number;
  readonly is_private: number;
  readonly playlist_id: number | null;
  readonly play_started_at: number | null;
  readonly play_utc_offset_min: number | null;
  readonly play_heard_sec: number | null;
}

const selectQueues =
  "SELECT * FROM playback_queue JOIN playback_queue_entries ON queue_id = playback_queue.id";

/** Rows of `playback_queue` and `playback_queue_entries`. A step through a queue writes a few bytes of the former alone. */
export class QueueRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getByUserAndDevice(userId: number, device: string): StoredQueue | undefined {
    const row = this.#read.get<QueueRow>(
      `${selectQueues} WHERE user_id = ? AND device = ?`,
      userId,
      device,
    );
    return row === undefined ? undefined : toQueue(row);
  }

  /** Queues that were left in the middle of a play. */
  getWithPlay(): StoredQueue[] {
    return this.#read
      .all<QueueRow>(`${selectQueues} WHERE play_started_at IS NOT NULL ORDER BY id`)
      .map(toQueue);
  }

  /** Whose queues these are. @param ids rows of `playback_queue` */
  listeners(ids: readonly number[]): { userId: number; device: string }[] {
    return this.#read.all<{ userId: number; device: string }>(
      `SELECT user_id AS userId, device FROM playback_queue
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
      JSON.stringify(ids),
    );
  }

  getByIds(ids: readonly number[]): RestoredQueue[] {
    return this.#read
      .all<QueueRow>(
        `${selectQueues} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
        JSON.stringify(ids),
      )
      .map((row) => ({
        ...toQueue(row),
        leftEntryId: row.left_entry_id,
        leftPositionSec: row.left_position_sec ?? 0,
      }));
  }

  /** Writes beside the entries which of them is current, and where in it. */
  saveLeft(tx: WriteTx, { userId, device, queue, positionSec }: StoredQueue): void {
    const current = queue.position === null ? undefined : entryAt(queue, queue.position);
    tx.run(
      `UPDATE playback_queue_entries SET left_entry_id = ?, left_position_sec = ?
       WHERE queue_id = (SELECT id FROM playback_queue WHERE user_id = ? AND device = ?)`,
      current ?? null,
      current === undefined ? null : positionSec,
      userId,
      device,
    );
  }

  /** A new queue is empty: what comes into it is a change. */
  create(tx: WriteTx, stored: StoredQueue, now: number): void {
    tx.run(
      `INSERT INTO playback_queue (user_id, device, repeat_mode, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id, device) DO NOTHING`,
      stored.userId,
      stored.device,
      stored.repeatMode,
      now,
    );
    tx.run(
      `INSERT INTO playback_queue_entries (queue_id, song_ids, entry_ids)
         SELECT id, x'', x'' FROM playback_queue WHERE user_id = ? AND device = ? ON CONFLICT DO NOTHING`,
      stored.userId,
      stored.device,
    );
  }

  /** Writes everything: after a change of what stands in the queue or of its order. */
  saveEntries(tx: WriteTx, stored: StoredQueue, now: number): void {
    const { queue } = stored;
    tx.run(
      `UPDATE playback_queue_entries SET song_ids = ?, entry_ids = ?, play_order = ?
       WHERE queue_id = (SELECT id FROM playback_queue WHERE user_id = ? AND device = ?)`,
      toBlob(queue.songIds),
      toBlob(queue.entryIds),
      queue.order === null ? null : toBlob(queue.order),
      stored.userId,
      stored.device,
    );
    tx.run(
      "UPDATE playback_queue SET next_entry_id = ?, is_shuffled = ?, playlist_id = ? WHERE user_id = ? AND device = ?",
      queue.nextEntryId,
      queue.order === null ? 0 : 1,
      stored.playlistId,
      stored.userId,
      stored.device,
    );
    this.savePosition(tx, stored, now);
  }

  /** Writes where the queue stands and its modes, a few bytes. */
  savePosition(tx: WriteTx, stored: StoredQueue, now: number): void {
    const { play } = stored;
    tx.run(
      `UPDATE playback_queue SET revision = ?, position = ?, position_sec = ?, repeat_mode = ?, volume = ?,
         is_muted = ?, is_private = ?, play_started_at = ?, play_utc_offset_min = ?, play_heard_sec = ?, updated_at = ?
       WHERE user_id = ? AND device = ?`,
      stored.revision,
      stored.queue.position,
      stored.positionSec,
      stored.repeatMode,
      stored.volume,
      stored.isMuted ? 1 : 0,
      stored.isPrivate ? 1 : 0,
      play?.startedAt ?? null,
      play?.utcOffsetMin ?? null,
      play?.heardSec ?? null,
      now,
      stored.userId,
      stored.device,
    );
  }
}

function toQueue(row: QueueRow): StoredQueue {
  const songIds = fromBlob(row.song_ids);
  const play =
    row.play_started_at === null
      ? null
      : {
          startedAt: row.play_started_at,
          heardSec: row.play_heard_sec ?? 0,
          utcOffsetMin: row.play_utc_offset_min ?? 0,
        };
  return {
    userId: row.user_id,
    device: row.device,
    revision: row.revision,
    queue: {
      songIds,
      entryIds: fromBlob(row.entry_ids),
      nextEntryId: row.next_entry_id,
      order: row.play_order === null ? null : fromBlob(row.play_order),
      position: row.position,
      nextRound: null,
    },
    repeatMode: row.repeat_mode,
    positionSec: row.position_sec,
    volume: row.volume,
    isMuted: row.is_muted === 1,
    isPrivate: row.is_private === 1,
    playlistId: row.playlist_id,
    play,
  };
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Unsigned 32 bit little endian, on every machine. */
function toBlob(values: Uint32Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return isLittleEndian ? bytes : Buffer.from(bytes).swap32();
}

function fromBlob(blob: Buffer): Uint32Array {
  const bytes = new Uint8Array(blob);
  if (!isLittleEndian) Buffer.from(bytes.buffer).swap32();
  return new Uint32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4));
}
