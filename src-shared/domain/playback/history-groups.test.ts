import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ListeningSession, PlayEvent } from "#shared/contract/index.ts";
import { groupHistory, localDay } from "./history-groups.ts";

const at = (iso: string): number => Date.parse(iso);

function anEvent(changes: Partial<PlayEvent>): PlayEvent {
  return {
    uuid: "00000000-0000-4000-8000-000000000001",
    songUuid: null,
    coverKey: null,
    title: "Harbour Lights",
    artist: null,
    album: null,
    playedAt: at("2026-11-21T10:00:00Z"),
    utcOffsetMin: 0,
    durationSec: 200,
    heardSec: 200,
    verdict: "played",
    sessionUuid: "s1",
    ...changes,
  };
}

function aSession(uuid: string, endedAt: number | null): ListeningSession {
  return {
    uuid,
    startedAt: 0,
    endedAt,
    lastActivityAt: 0,
    device: "Desktop",
    playCount: 0,
    skipCount: 0,
    heardSec: 0,
  };
}

const kindsOf = (events: PlayEvent[]): string[] =>
  groupHistory(events, new Map()).map((line) => line.kind);

describe("localDay", () => {
  // Catches days cut at UTC midnight: a song at half past midnight in Tokyo belongs to the new day there.
  it("is the listener's day, east and west of Greenwich", () => {
    expect(localDay(at("2026-11-20T15:30:00Z"), 9 * 60)).toBe("2026-11-21");
    expect(localDay(at("2026-11-21T03:30:00Z"), -5 * 60)).toBe("2026-11-20");
    expect(localDay(at("2026-11-20T18:29:59Z"), 330)).toBe("2026-11-20");
    expect(localDay(at("2026-11-20T18:30:00Z"), 330)).toBe("2026-11-21");
  });
});

describe("groupHistory", () => {
  it("puts the day first, then its session with its sums, then the songs", () => {
    const later = anEvent({ playedAt: at("2026-11-21T20:58:00Z"), heardSec: 240 });
    const earlier = anEvent({ playedAt: at("2026-11-21T20:14:00Z"), heardSec: 60 });
    const lines = groupHistory([later, earlier], new Map([["s1", aSession("s1", 1)]]));
    expect(lines.slice(0, 2)).toEqual([
      { kind: "day", day: "2026-11-21", songCount: 2, heardSec: 300 },
      {
        kind: "session",
        day: "2026-11-21",
        sessionUuid: "s1",
        fromMs: at("2026-11-21T20:14:00Z"),
        toMs: at("2026-11-21T21:02:00Z"),
        utcOffsetMin: 0,
        songCount: 2,
        heardSec: 300,
        isOpen: false,
      },
    ]);
  });

  // Catches a session that swallows the day it runs into: after midnight a new day begins, and the session goes on in it.
  it("splits a session at midnight", () => {
    const afterMidnight = anEvent({ playedAt: at("2026-11-21T00:10:00Z") });
    const before = anEvent({ playedAt: at("2026-11-20T23:50:00Z") });
    expect(kindsOf([afterMidnight, before])).toEqual([
      "day",
      "session",
      "event",
      "day",
      "session",
      "event",
    ]);
  });

  it("keeps two sessions of one day apart", () => {
    const events = [anEvent({ sessionUuid: "s2" }), anEvent({}), anEvent({})];
    expect(kindsOf(events)).toEqual(["day", "session", "event", "session", "event", "event"]);
  });

  // Catches a finished evening that still claims to be going on.
  it("calls only the newest session open, and only while it has no end", () => {
    const sessions = new Map([
      ["s1", aSession("s1", null)],
      ["s2", aSession("s2", null)],
    ]);
    const lines = groupHistory([anEvent({ sessionUuid: "s2" }), anEvent({})], sessions);
    const open = lines.flatMap((line) => (line.kind === "session" ? [line.isOpen] : []));
    expect(open).toEqual([true, false]);
  });

  // Catches events lost, doubled or reordered between the groups.
  it("draws every event once, in order, and sums them all", () => {
    const eventArbitrary = fc.record({
      minutesAgo: fc.nat({ max: 20_000 }),
      offset: fc.constantFrom(-480, 0, 60, 330, 720),
      session: fc.constantFrom("s1", "s2", "s3"),
      heardSec: fc.nat({ max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(eventArbitrary, { maxLength: 60 }), (drawn) => {
        const events = drawn
          .toSorted((a, b) => a.minutesAgo - b.minutesAgo)
          .map(({ minutesAgo, offset, session, heardSec }) =>
            anEvent({
              playedAt: at("2026-11-21T10:00:00Z") - minutesAgo * 60_000,
              utcOffsetMin: offset,
              sessionUuid: session,
              heardSec,
            }),
          );
        const lines = groupHistory(events, new Map());
        expect(lines.flatMap((line) => (line.kind === "event" ? [line.event] : []))).toEqual(
          events,
        );
        const heard = events.reduce((sum, event) => sum + event.heardSec, 0);
        for (const kind of ["day", "session"] as const) {
          const sums = lines.flatMap((line) => (line.kind === kind ? [line.heardSec] : []));
          expect(sums.reduce((sum, part) => sum + part, 0)).toBe(heard);
        }
      }),
    );
  });
});
