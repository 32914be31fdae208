/** How much a clock that counts whole milliseconds may lag behind the media and be made good later, in seconds. */
const maxCarrySec = 0.05;

/**
 * Counts the seconds of a song that were really heard: media time that passed while it played. Jumping forward adds
 * nothing, going back and hearing a passage again does, and a stalled stream adds nothing. The total can never exceed the time
 * on the clock, whatever the media element claims.
 */
export class HeardMeter {
  #heardSec: number;
  #lastPositionSec = 0;
  #lastClockMs = 0;
  /** Time on the clock that the media has not used yet. */
  #carrySec = 0;
  #isRunning = false;

  /** `heardSec`: what was heard of this play before, by a window that was reloaded. */
  constructor(heardSec = 0) {
    this.#heardSec = Math.max(0, heardSec);
  }

  get heardSec(): number {
    return this.#heardSec;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Playing began or goes on at `positionSec`. Clock in milliseconds, any origin, never going back. */
  start(positionSec: number, clockMs: number): void {
    if (this.#isRunning) this.sample(positionSec, clockMs);
    else this.#carrySec = 0;
    this.#isRunning = true;
    this.#anchor(positionSec, clockMs);
  }

  /** The element is at `positionSec` and nobody moved it since the last call. Call at least once a second or so. */
  sample(positionSec: number, clockMs: number): void {
    if (!this.#isRunning) return;
    const mediaSec = Math.max(0, positionSec - this.#lastPositionSec);
    const clockSec = Math.max(0, (clockMs - this.#lastClockMs) / 1000) + this.#carrySec;
    const heardSec = Math.min(mediaSec, clockSec);
    this.#heardSec += heardSec;
    this.#carrySec = Math.min(maxCarrySec, clockSec - heardSec);
    this.#anchor(positionSec, clockMs);
  }

  /** The position was moved from `fromSec` (heard up to there) to `toSec`. */
  seek(fromSec: number, toSec: number, clockMs: number): void {
    this.sample(fromSec, clockMs);
    this.#anchor(toSec, clockMs);
  }

  /** Playing stopped at `positionSec`: paused, stalled or ended. */
  stop(positionSec: number, clockMs: number): void {
    this.sample(positionSec, clockMs);
    this.#isRunning = false;
  }

  /** Another song, or the same from the start as a new play. */
  reset(heardSec = 0): void {
    this.#heardSec = Math.max(0, heardSec);
    this.#isRunning = false;
  }

  #anchor(positionSec: number, clockMs: number): void {
    this.#lastPositionSec = positionSec;
    this.#lastClockMs = clockMs;
  }
}
