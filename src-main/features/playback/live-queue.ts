import type { LeaveCause } from "#shared/domain/playback/play-verdict.ts";
import type { StoredQueue } from "./queue.repository.ts";

/** A queue in memory: the row, and what needs not outlive the process. */
export interface LiveQueue extends StoredQueue {
  /** Since when the current song may be heard although no play is in progress: after a start, or at the queue's end. */
  readonly readyAt: number;
  /** The entry that was current when a private session ended: this play of it stays unwritten to its end. */
  readonly unwrittenEntryId: number | null;
  readonly isStored: boolean;
}

/** How a change is written and what it means for the play in progress. */
export interface Change {
  /** What stands in the queue, or its order, changed: the blobs are written. */
  readonly entries?: boolean;
  /** The current song is left: its play becomes an event. */
  readonly leave?: { readonly cause: LeaveCause; readonly heardSec: number };
  /** With `leave`: another song (or the same again) begins. */
  readonly enters?: boolean;
}
