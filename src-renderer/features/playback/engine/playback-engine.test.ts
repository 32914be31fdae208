import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineTrack } from "./audio-deck.ts";
import { FakeAudio } from "./fake-audio.test-support.ts";
import { PlaybackEngine } from "./playback-engine.ts";

function aTrack(entryId: number, changes: Partial<EngineTrack> = {}): EngineTrack {
  return {
    entryId,
    songUuid: `song-${entryId}`,
    url: `/audio/${entryId}`,
    durationSec: 100,
    isNative: true,
    replaygainDb: null,
    replaygainAlbumDb: null,
    ...changes,
  };
}

function createEngine() {
  const elements: FakeAudio[] = [];
  const calls: string[] = [];
  const engine = new PlaybackEngine({
    createElement() {
      const element = new FakeAudio();
      elements.push(element);
      return element;
    },
    clock: () => Date.now(),
    listener: {
      statusChanged: (status) => calls.push(status),
      positionJumped: () => undefined,
      ticked: () => undefined,
      handedOver: (left, heard) => calls.push(`handedOver ${left.entryId} ${heard.toFixed(1)}`),
      ended: (left, heard) => calls.push(`ended ${left.entryId} ${heard.toFixed(1)}`),
      failed: (left, _heard, cause) => calls.push(`failed ${left.entryId} ${cause}`),
    },
  });
  const [first, second] = elements;
  if (first === undefined || second === undefined) throw new Error("The engine made no elements.");
  /** Lets clock and elements run together. */
  function run(seconds: number): void {
    for (let passed = 0; passed < seconds - 1e-9; passed += 0.01) {
      for (const element of elements) element.advance(0.01);
      vi.advanceTimersByTime(10);
    }
  }
  return { engine, first, second, calls, run };
}

const fresh = { positionSec: 0, heardSec: 0, play: true };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("PlaybackEngine", () => {
  // Catches an app that starts to play by itself when it is opened.
  it("stays silent with a restored song, and begins where that stood", async () => {
    const { engine, first, calls, run } = createEngine();
    engine.load(aTrack(1), { positionSec: 42, heardSec: 40, play: false });
    first.becomeReady(100);
    run(5);
    expect(first.paused).toBe(true);
    expect(engine.positionSec).toBe(42);
    engine.play();
    run(3);
    expect(engine.positionSec).toBeCloseTo(45, 1);
    expect(engine.heardSec).toBeCloseTo(43, 1);
    expect(calls).toEqual(["paused", "buffering", "playing"]);
  });

  // Catches waiting, stalls and seeks counted as hearing.
  it("hears only what sounds", () => {
    const { engine, first, run } = createEngine();
    engine.load(aTrack(1), fresh);
    run(4);
    expect(engine.heardSec).toBe(0);
    first.becomeReady(100);
    run(2);
    first.stall();
    expect(engine.status).toBe("buffering");
    run(10);
    first.becomeReady(100);
    run(2);
    engine.seek(80);
    run(1);
    engine.pause();
    run(20);
    expect(engine.heardSec).toBeCloseTo(5, 1);
    expect(engine.positionSec).toBeCloseTo(81, 1);
  });

  // Catches a gap between songs, and a hand-over that cuts the first one off or tells of it twice.
  it("starts the waiting song as the former one ends", () => {
    const { engine, first, second, calls, run } = createEngine();
    engine.load(aTrack(1), fresh);
    engine.setNext(aTrack(2));
    first.becomeReady(10);
    run(3);
    expect(second.src).toBe("/audio/2");
    second.becomeReady(20);
    run(6.9);
    expect(second.paused).toBe(true);
    run(0.2);
    expect(second.paused).toBe(false);
    expect(engine.track?.entryId).toBe(2);
    expect(engine.positionSec).toBeLessThan(0.2);
    run(2);
    expect(first.src).toBe("");
    expect(calls.filter((call) => call.startsWith("handedOver"))).toEqual(["handedOver 1 10.0"]);
    expect(engine.heardSec).toBeCloseTo(2.1, 1);
  });

  it("says that a song ended when nothing waits", () => {
    const { engine, first, calls, run } = createEngine();
    engine.load(aTrack(1), fresh);
    first.becomeReady(2);
    run(3);
    expect(calls.at(-1)).toBe("ended 1 2.0");
  });

  // Catches a queue change after preloading that still plays the song that was taken out.
  it("forgets a preloaded song that no longer comes next", () => {
    const { engine, first, second, run } = createEngine();
    engine.load(aTrack(1), fresh);
    engine.setNext(aTrack(2));
    first.becomeReady(10);
    run(3);
    second.becomeReady(20);
    engine.setNext(aTrack(3));
    run(1);
    expect(second.src).toBe("/audio/3");
    second.becomeReady(20);
    run(7);
    expect(engine.track?.entryId).toBe(3);
  });

  it("plays a preloaded song at once when it is asked for", () => {
    const { engine, first, second, run } = createEngine();
    engine.load(aTrack(1), fresh);
    engine.setNext(aTrack(2));
    first.becomeReady(100);
    run(3);
    second.becomeReady(100);
    engine.load(aTrack(2), fresh);
    expect(engine.status).toBe("playing");
    expect(first.src).toBe("");
    expect(engine.heardSec).toBe(0);
  });

  // Catches the decoder being kept busy for a song that is minutes away.
  it("loads a song that is decoded on the fly only shortly before its turn", () => {
    const { engine, first, second, run } = createEngine();
    engine.load(aTrack(1), fresh);
    engine.setNext(aTrack(2, { isNative: false }));
    first.becomeReady(100);
    run(70);
    expect(second.src).toBe("");
    run(6);
    expect(second.src).toBe("/audio/2");
  });

  // Catches an error swallowed while playing, and one shouted about a song that nobody asked to hear.
  it("tells of a broken song when it should sound, and tries again when asked", () => {
    const { engine, first, calls } = createEngine();
    engine.load(aTrack(1), { ...fresh, play: false });
    first.becomeBroken();
    expect(calls).toEqual(["paused"]);
    engine.play();
    first.becomeBroken();
    expect(calls).toEqual(["paused", "buffering", "paused", "failed 1 media"]);
    engine.play();
    first.becomeReady(10);
    expect(engine.status).toBe("playing");
  });

  it("tells when the browser wants a click first", async () => {
    const { engine, first, calls } = createEngine();
    const refusal = new Error("play() failed because the user did not interact");
    refusal.name = "NotAllowedError";
    first.refusal = refusal;
    engine.load(aTrack(1), fresh);
    await vi.waitFor(() => expect(calls.at(-1)).toBe("failed 1 blocked"));
    expect(engine.wantsToPlay).toBe(false);
  });

  // Catches music that starts in the night when the lid is opened.
  it("pauses when the computer slept", () => {
    const { engine, first, run } = createEngine();
    engine.load(aTrack(1), fresh);
    first.becomeReady(100);
    run(2);
    vi.setSystemTime(Date.now() + 3_600_000);
    run(0.5);
    expect(engine.status).toBe("paused");
    expect(first.paused).toBe(true);
  });

  // Catches a background tab, whose timers are held back while it plays on, being taken for a sleeping computer.
  it("plays on when only its timers were late", () => {
    const { engine, first, run } = createEngine();
    engine.load(aTrack(1), fresh);
    first.becomeReady(100);
    run(2);
    vi.setSystemTime(Date.now() + 60_000);
    first.currentTime += 60;
    run(0.5);
    expect(engine.status).toBe("playing");
    expect(engine.heardSec).toBeCloseTo(62.5, 0);
  });

  it("pauses when the system takes the sound away", () => {
    const { engine, first, run } = createEngine();
    engine.load(aTrack(1), fresh);
    first.becomeReady(100);
    run(2);
    first.pause();
    expect(engine.status).toBe("paused");
  });

  // Catches a volume that turns silent half way, and ReplayGain that clips.
  it("sets loudness from the control and ReplayGain, never above full scale", () => {
    const { engine, first } = createEngine();
    engine.setVolume(1, false);
    engine.load(aTrack(1, { replaygainDb: -6.02 }), fresh);
    expect(first.volume).toBeCloseTo(0.5, 2);
    engine.load(aTrack(2, { replaygainDb: 9 }), fresh);
    expect(first.volume).toBe(1);
    engine.setVolume(0.5, true);
    expect(first.volume).toBeCloseTo(0.125);
    expect(first.muted).toBe(true);
  });

  // Catches a setting that only the next song hears, and files with one of the two values left unlevelled.
  it("levels by song, by album or not at all, at once", () => {
    const { engine, first } = createEngine();
    engine.setVolume(1, false);
    engine.load(aTrack(1, { replaygainDb: -6.02, replaygainAlbumDb: -12.04 }), fresh);
    engine.setReplayGain("album");
    expect(first.volume).toBeCloseTo(0.25, 2);
    engine.setReplayGain("off");
    expect(first.volume).toBe(1);
    engine.load(aTrack(2, { replaygainDb: null, replaygainAlbumDb: -6.02 }), fresh);
    engine.setReplayGain("track");
    expect(first.volume).toBeCloseTo(0.5, 2);
  });

  it("counts a song that starts over as a new play", () => {
    const { engine, first, run } = createEngine();
    engine.load(aTrack(1), fresh);
    first.becomeReady(100);
    run(30);
    engine.restart(true);
    run(2);
    expect(engine.positionSec).toBeCloseTo(2, 1);
    expect(engine.heardSec).toBeCloseTo(2, 1);
    engine.restart(false);
    expect(engine.status).toBe("paused");
    expect(engine.heardSec).toBe(0);
  });
});
