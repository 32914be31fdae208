import type { ListeningSession, PlayEvent } from "#shared/contract/index.ts";

/** One line of the history as it is drawn, newest first: a day, the sessions in it, the songs in those. */
export type HistoryLine = DayLine | SessionLine | EventLine;

export interface DayLine {
  readonly kind: "day";
  /** The listener's calendar day, as `2026-11-21`. */
  readonly day: string;
  readonly songCount: number;
  readonly heardSec: number;
}

/** A session, or the part of it that lies in the day above. */
export interface SessionLine {
  readonly kind: "session";
  readonly day: string;
  readonly sessionUuid: string;
  /** First start and last end of a song, epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly utcOffsetMin: number;
  readonly songCount: number;
  readonly heardSec: number;
  /** It still goes on: its last song may not be its last. */
  readonly isOpen: boolean;
}

export interface EventLine {
  readonly kind: "event";
  readonly event: PlayEvent;
}

/** The calendar day of a moment where the listener was, as `2026-11-21`. Offset in minutes east of UTC. */
export function localDay(timeMs: number, utcOffsetMin: number): string {
  return new Date(timeMs + utcOffsetMin * 60_000).toISOString().slice(0, 10);
}

/** Groups play events (newest first) by the listener's day and by session within the day. */
export function groupHistory(
  events: readonly PlayEvent[],
  sessions: ReadonlyMap<string, ListeningSession>,
): HistoryLine[] {
  const lines: HistoryLine[] = [];
  for (const ofDay of runsOf(events, (event) => localDay(event.playedAt, event.utcOffsetMin))) {
    lines.push({ kind: "day", day: ofDay.key, ...sumOf(ofDay.events) });
    for (const ofSession of runsOf(ofDay.events, (event) => event.sessionUuid)) {
      lines.push(sessionLine(ofDay.key, ofSession, sessions.get(ofSession.key), events[0]));
      for (const event of ofSession.events) lines.push({ kind: "event", event });
    }
  }
  return lines;
}

interface Run {
  readonly key: string;
  readonly events: readonly [PlayEvent, ...PlayEvent[]];
}

/** Neighbours with the same key, in order. A session that another device interrupts shows in two runs, as it was heard. */
function runsOf(events: readonly PlayEvent[], keyOf: (event: PlayEvent) => string): Run[] {
  const runs: { key: string; events: [PlayEvent, ...PlayEvent[]] }[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    const key = keyOf(event);
    if (last?.key === key) last.events.push(event);
    else runs.push({ key, events: [event] });
  }
  return runs;
}

function sumOf(events: readonly PlayEvent[]): { songCount: number; heardSec: number } {
  return {
    songCount: events.length,
    heardSec: events.reduce((sum, event) => sum + event.heardSec, 0),
  };
}

function sessionLine(
  day: string,
  { key, events }: Run,
  session: ListeningSession | undefined,
  newest: PlayEvent | undefined,
): SessionLine {
  const [latest] = events;
  const ends = events.map((event) => event.playedAt + event.heardSec * 1000);
  return {
    kind: "session",
    day,
    sessionUuid: key,
    fromMs: Math.min(...events.map((event) => event.playedAt)),
    toMs: Math.max(...ends),
    utcOffsetMin: latest.utcOffsetMin,
    ...sumOf(events),
    isOpen: session?.endedAt === null && latest === newest,
  };
}
