import { assertNever } from "#shared/lib/assert-never.ts";
import { secondsToCount } from "./counting.ts";

export type PlayVerdict = "played" | "skipped" | "partial";

/**
 * Why a song left the player. Those of the contract's `playback.advance`, and what only main sees: `replaced` and `removed`
 * by a change of the queue, `closed` when the app ended (or had crashed) during the song.
 */
export type LeaveCause =
  | "ended"
  | "next"
  | "previous"
  | "jump"
  | "replaced"
  | "removed"
  | "stopped"
  | "failed"
  | "closed";

export interface HeardSong {
  readonly heardSec: number;
  /** Length of the song, seconds. */
  readonly durationSec: number;
  /** Made by Segue: short ones count too. */
  readonly isGenerated: boolean;
  readonly cause: LeaveCause;
}

/**
 * Whether a song that left the player was played, skipped or heard in part. It counts as played after half of it or four
 * minutes (the rule of Last.fm and ListenBrainz); a song of 30 s or less never does, unless Segue generated it.
 */
export function playVerdict(song: HeardSong): PlayVerdict {
  if (countsAsPlayed(song)) return "played";
  return isLeftByPerson(song.cause) ? "skipped" : "partial";
}

function countsAsPlayed({ heardSec, durationSec, isGenerated }: HeardSong): boolean {
  const neededSec = secondsToCount(durationSec, isGenerated);
  return heardSec > 0 && neededSec !== null && heardSec >= neededSec;
}

/** Whether a person chose to hear something else, as opposed to the song, the player or the app ending. */
export function isLeftByPerson(cause: LeaveCause): boolean {
  switch (cause) {
    case "next":
    case "previous":
    case "jump":
    case "replaced":
    case "removed":
      return true;
    case "ended":
    case "stopped":
    case "failed":
    case "closed":
      return false;
    default:
      return assertNever(cause);
  }
}

/** What main knows of the play in progress. Times in epoch milliseconds. */
export interface PlayInProgress {
  /** When the song came to the player, or was first heard once {@link heardSec} is above zero. */
  readonly startedAt: number;
  readonly heardSec: number;
}

/** How far a report may run ahead of the clock: timers, and the way from the window to main. */
const clockToleranceSec = 2;

/**
 * The play with a newer report of seconds heard taken in. Nobody hears more than time has passed, so a report is capped at the
 * time since the song came (a clock that was set back caps nothing); it never lowers what was heard before. A song that
 * waited, paused, before it was first heard started when it was heard.
 */
export function withReport(
  play: PlayInProgress,
  reportedSec: number,
  nowMs: number,
): PlayInProgress {
  const elapsedSec = (nowMs - play.startedAt) / 1000;
  const capSec = elapsedSec < 0 ? reportedSec : elapsedSec + clockToleranceSec;
  const heardSec = Math.max(play.heardSec, Math.min(reportedSec, capSec));
  if (heardSec <= 0) return play;
  const startedAt =
    play.heardSec > 0
      ? play.startedAt
      : Math.max(Math.min(play.startedAt, nowMs), Math.round(nowMs - heardSec * 1000));
  return { startedAt, heardSec };
}

/** A session is over after this long without a song. */
export const sessionSilenceMs = 30 * 60 * 1000;

/** Whether a play that began at `startedAt` still belongs to a session last active at `lastActivityAt`. */
export function continuesSession(lastActivityAt: number, startedAt: number): boolean {
  return startedAt - lastActivityAt <= sessionSilenceMs;
}
