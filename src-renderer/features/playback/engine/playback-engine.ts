import { HeardMeter } from "#shared/domain/playback/heard-meter.ts";
import { AudioDeck, isSameTrack, type AudioElement, type EngineTrack } from "./audio-deck.ts";
import {
  chooseGain,
  type ReplayGainMode,
  replaygainToFactor,
  volumeToAmplitude,
} from "./loudness.ts";

/** `buffering`: a person pressed play and the sound is not there yet. `idle`: no song. */
export type EngineStatus = "idle" | "paused" | "buffering" | "playing";

export type FailureCause = "media" | "blocked";

/** What the engine tells. Each is called after the engine has settled, so that it may be called back at once. */
export interface EngineListener {
  statusChanged(status: EngineStatus): void;
  /** The position jumped: a seek, another song, a restart. */
  positionJumped(): void;
  /** `left` ran to its end and the preloaded song already sounds. */
  handedOver(left: EngineTrack, heardSec: number): void;
  /** `left` ran to its end and nothing was ready to follow. */
  ended(left: EngineTrack, heardSec: number): void;
  failed(track: EngineTrack, heardSec: number, cause: FailureCause): void;
  /** Regularly while playing. */
  ticked(): void;
}

export interface EngineOptions {
  readonly createElement: () => AudioElement;
  /** Milliseconds that go on while the computer sleeps (`Date.now`). */
  readonly clock: () => number;
  readonly listener: EngineListener;
}

export interface LoadOptions {
  readonly positionSec: number;
  /** What a reloaded window had heard of this play. */
  readonly heardSec: number;
  readonly play: boolean;
}

const tickMs = 250;
/** A tick this late, with the song standing still meanwhile, means that the computer slept. */
const sleepGapMs = 30_000;
/** From this much before the end the hand-over is timed by itself, not by ticks. */
const handoverWindowSec = 1.2;
/**
 * An element that waits ready needs about this long from `play()` to its first sample. Measured in Chromium by recording both
 * elements across a cut sine: 0.03 overlapped by 21 to 30 ms.
 */
const startLatencySec = 0.006;
/** A song that is decoded on the fly is loaded this long before it is needed. */
const lateLoadSec = 25;
/** How long a song plays before the next is loaded: whoever skips through a list does not fetch every song twice. */
const settleSec = 1.5;

/**
 * Plays songs through two media elements in turn: while one plays, the other waits with the next song and starts when the first
 * reaches its end. It knows nothing of queues: it is told what to play and what comes next.
 */
export class PlaybackEngine {
  readonly #clock: () => number;
  readonly #listener: EngineListener;
  readonly #meter = new HeardMeter();
  #active: AudioDeck;
  #standby: AudioDeck;
  #next: EngineTrack | null = null;
  /** A person wants sound; the element may still be getting there. */
  #wantsToPlay = false;
  #status: EngineStatus = "idle";
  #replayGain: ReplayGainMode = "track";
  #volume = 1;
  #isMuted = false;
  #ticker: ReturnType<typeof setInterval> | null = null;
  #lastTickMs = 0;
  #lastTickSec = 0;
  #handover: ReturnType<typeof setTimeout> | null = null;
  /** The element that plays its last few milliseconds after a hand-over. */
  #fading: AudioDeck | null = null;

  constructor(options: EngineOptions) {
    this.#clock = options.clock;
    this.#listener = options.listener;
    this.#active = this.#createDeck(options.createElement);
    this.#standby = this.#createDeck(options.createElement);
  }

  get status(): EngineStatus {
    return this.#status;
  }

  get track(): EngineTrack | null {
    return this.#active.track;
  }

  get wantsToPlay(): boolean {
    return this.#wantsToPlay;
  }

  get positionSec(): number {
    return this.#active.track === null ? 0 : this.#active.positionSec;
  }

  /** Seconds of the present play that were really heard. */
  get heardSec(): number {
    this.#meter.sample(this.#active.positionSec, this.#clock());
    return this.#meter.heardSec;
  }

  /** Replaces what plays. A song that waits preloaded starts at once. */
  load(track: EngineTrack, { positionSec, heardSec, play }: LoadOptions): void {
    this.#disarm();
    this.#meter.reset(heardSec);
    const isWaiting = isSameTrack(this.#standby.track, track) && !this.#standby.hasFailed;
    if (isWaiting) {
      [this.#active, this.#standby] = [this.#standby, this.#active];
      this.#standby.clear();
      if (positionSec > 0) this.#active.seek(positionSec);
    } else {
      this.#active.element.pause();
      this.#active.load(track, positionSec, play ? "auto" : track.isNative ? "metadata" : "none");
    }
    this.#next = null;
    this.#wantsToPlay = play;
    this.#applyVolume(this.#active);
    this.#settle();
    this.#listener.positionJumped();
    if (play) this.#begin();
  }

  /** What follows; null when nothing does. Loaded when the present song has settled. */
  setNext(track: EngineTrack | null): void {
    this.#next = track;
    if (!isSameTrack(this.#standby.track, track) && this.#standby !== this.#fading)
      this.#standby.clear();
    this.#preloadWhenDue();
  }

  play(): void {
    const { track } = this.#active;
    if (track === null || this.#wantsToPlay) return;
    this.#wantsToPlay = true;
    if (this.#active.hasFailed) this.#active.load(track, this.#active.positionSec, "auto");
    this.#settle();
    this.#begin();
  }

  pause(): void {
    if (!this.#wantsToPlay) return;
    this.#wantsToPlay = false;
    this.#disarm();
    this.#active.element.pause();
    this.#meter.stop(this.#active.positionSec, this.#clock());
    this.#settle();
  }

  /** Moves within the song; clamped to it. The passage jumped over is not heard. */
  seek(positionSec: number): void {
    if (this.#active.track === null) return;
    this.#disarm();
    const target = Math.max(0, Math.min(positionSec, this.#active.durationSec - 0.05));
    this.#meter.seek(this.#active.positionSec, target, this.#clock());
    this.#active.seek(target);
    this.#noteTick();
    this.#listener.positionJumped();
  }

  /** The same song from its start, as a new play. */
  restart(play: boolean): void {
    const { track } = this.#active;
    if (track === null) return;
    this.seek(0);
    this.#meter.reset();
    if (!play) {
      this.pause();
      return;
    }
    this.#wantsToPlay = true;
    this.#meter.start(0, this.#clock());
    this.#settle(this.#active.element.paused ? "buffering" : "playing");
    this.#begin();
  }

  /** `volume` as the control stands, 0 to 1. */
  setVolume(volume: number, isMuted: boolean): void {
    this.#volume = volume;
    this.#isMuted = isMuted;
    this.#applyVolume(this.#active);
    this.#applyVolume(this.#standby);
  }

  /** How songs are levelled from now on, the one that plays too. */
  setReplayGain(mode: ReplayGainMode): void {
    this.#replayGain = mode;
    this.#applyVolume(this.#active);
    this.#applyVolume(this.#standby);
  }

  /** Empties both elements. */
  stop(): void {
    this.#disarm();
    this.#wantsToPlay = false;
    this.#next = null;
    this.#active.clear();
    this.#standby.clear();
    this.#meter.reset();
    this.#settle();
    this.#listener.positionJumped();
  }

  #createDeck(createElement: () => AudioElement): AudioDeck {
    const deck = new AudioDeck(createElement());
    const { element } = deck;
    element.addEventListener("playing", () => this.#onPlaying(deck));
    element.addEventListener("waiting", () => this.#onWaiting(deck));
    element.addEventListener("pause", () => this.#onPause(deck));
    element.addEventListener("ended", () => this.#onEnded(deck));
    element.addEventListener("error", () => this.#onError(deck));
    return deck;
  }

  #onPlaying(deck: AudioDeck): void {
    if (deck !== this.#active || !this.#wantsToPlay) return;
    this.#meter.start(deck.positionSec, this.#clock());
    this.#settle("playing");
  }

  #onWaiting(deck: AudioDeck): void {
    if (deck !== this.#active || !this.#wantsToPlay) return;
    this.#meter.stop(deck.positionSec, this.#clock());
    this.#settle();
  }

  /** The system paused the element by itself (headphones unplugged, another app took the sound): that is a pause. */
  #onPause(deck: AudioDeck): void {
    const isAtEnd = deck.positionSec >= deck.durationSec - 0.5;
    if (deck !== this.#active || this.#status !== "playing" || isAtEnd || !deck.element.paused)
      return;
    this.pause();
  }

  #onEnded(deck: AudioDeck): void {
    if (deck === this.#fading) {
      this.#releaseFading();
      return;
    }
    if (deck !== this.#active || deck.track === null) return;
    if (this.#standby.isReady && isSameTrack(this.#standby.track, this.#next)) {
      this.#handOver();
      return;
    }
    const left = deck.track;
    this.#meter.stop(deck.positionSec, this.#clock());
    this.#settle("buffering");
    this.#listener.ended(left, this.#meter.heardSec);
  }

  #onError(deck: AudioDeck): void {
    if (deck.track === null || deck.element.error === null) return;
    deck.hasFailed = true;
    if (deck !== this.#active || !this.#wantsToPlay) return;
    this.#giveUp(deck.track, "media");
  }

  #giveUp(track: EngineTrack, cause: FailureCause): void {
    this.#disarm();
    this.#meter.stop(this.#active.positionSec, this.#clock());
    this.#wantsToPlay = false;
    this.#settle();
    this.#listener.failed(track, this.#meter.heardSec, cause);
  }

  #begin(): void {
    const deck = this.#active;
    const { track } = deck;
    this.#startTicking();
    deck.element.play().catch((thrown: unknown) => {
      // AbortError: a newer load or pause came first. A song that cannot be decoded also raises the `error` event.
      const isBlocked = thrown instanceof Error && thrown.name === "NotAllowedError";
      if (isBlocked && track !== null && isSameTrack(deck.track, track) && deck === this.#active)
        this.#giveUp(track, "blocked");
    });
  }

  #handOver(): void {
    const left = this.#active.track;
    if (left === null || !this.#standby.isReady || !this.#wantsToPlay) return;
    this.#disarm();
    this.#meter.stop(this.#active.positionSec, this.#clock());
    // What is left of the former song sounds on while the next begins: it is heard as well.
    const tailSec = Math.max(0, this.#active.durationSec - this.#active.positionSec);
    const heardSec = this.#meter.heardSec + Math.min(tailSec, startLatencySec * 2);
    this.#meter.reset();
    [this.#active, this.#standby] = [this.#standby, this.#active];
    this.#next = null;
    this.#applyVolume(this.#active);
    this.#begin();
    // The former element still holds its last milliseconds: it is cleared when it says that it ended, or a moment later.
    this.#fading = this.#standby;
    if (this.#standby.positionSec >= this.#standby.durationSec - 0.005) this.#releaseFading();
    else setTimeout(() => this.#releaseFading(), 500);
    this.#listener.positionJumped();
    this.#listener.handedOver(left, heardSec);
  }

  #releaseFading(): void {
    const deck = this.#fading;
    this.#fading = null;
    if (deck === null || deck !== this.#standby) return;
    deck.clear();
    this.#preloadWhenDue();
  }

  #disarm(): void {
    if (this.#handover !== null) clearTimeout(this.#handover);
    this.#handover = null;
    this.#releaseFadingSoon();
  }

  /** A pause or a seek within the hand-over's last milliseconds silences the former song as well. */
  #releaseFadingSoon(): void {
    if (this.#fading !== null) this.#releaseFading();
  }

  #startTicking(): void {
    this.#noteTick();
    this.#ticker ??= setInterval(() => this.#tick(), tickMs);
  }

  #noteTick(): void {
    this.#lastTickMs = this.#clock();
    this.#lastTickSec = this.#active.positionSec;
  }

  #tick(): void {
    if (!this.#wantsToPlay) {
      if (this.#ticker !== null) clearInterval(this.#ticker);
      this.#ticker = null;
      return;
    }
    const gapMs = this.#clock() - this.#lastTickMs;
    const movedMs = (this.#active.positionSec - this.#lastTickSec) * 1000;
    this.#noteTick();
    if (gapMs > sleepGapMs && movedMs < gapMs / 2) {
      this.pause();
      return;
    }
    this.#meter.sample(this.#active.positionSec, this.#clock());
    this.#preloadWhenDue();
    this.#armHandover();
    this.#listener.ticked();
  }

  #preloadWhenDue(): void {
    const next = this.#next;
    if (next === null || this.#fading !== null || isSameTrack(this.#standby.track, next)) return;
    if (this.#status !== "playing") return;
    const remainingSec = this.#active.durationSec - this.#active.positionSec;
    const isDue = next.isNative
      ? this.#active.positionSec >= settleSec || remainingSec < lateLoadSec
      : remainingSec < lateLoadSec;
    if (!isDue) return;
    this.#standby.load(next, 0, "auto");
    this.#applyVolume(this.#standby);
  }

  #armHandover(): void {
    if (this.#handover !== null || this.#status !== "playing" || !this.#standby.isReady) return;
    if (!isSameTrack(this.#standby.track, this.#next)) return;
    // Only the element knows to the millisecond when its sound ends; without its word the `ended` event decides.
    if (!Number.isFinite(this.#active.element.duration)) return;
    const remainingSec = this.#active.durationSec - this.#active.positionSec;
    if (remainingSec > handoverWindowSec) return;
    const waitMs = Math.max(0, (remainingSec - startLatencySec) * 1000);
    this.#handover = setTimeout(() => {
      this.#handover = null;
      this.#handOver();
    }, waitMs);
  }

  #applyVolume(deck: AudioDeck): void {
    const gainDb = deck.track === null ? null : chooseGain(this.#replayGain, deck.track);
    const factor = replaygainToFactor(gainDb);
    deck.element.volume = volumeToAmplitude(this.#volume) * factor;
    deck.element.muted = this.#isMuted;
  }

  #settle(sounding?: "playing" | "buffering"): void {
    let status: EngineStatus = "paused";
    if (this.#active.track === null) status = "idle";
    else if (this.#wantsToPlay) status = sounding ?? "buffering";
    if (status === this.#status) return;
    this.#status = status;
    this.#listener.statusChanged(status);
  }
}
