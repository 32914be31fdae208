import type { AudioElement } from "./audio-deck.ts";

/**
 * A media element where there is no browser: it keeps time by being told how much passed, and raises the events that Chromium
 * raises, in their order. Real playback is tested end to end.
 */
export class FakeAudio extends EventTarget implements AudioElement {
  currentTime = 0;
  duration = Number.NaN;
  error: MediaError | null = null;
  muted = false;
  paused = true;
  preload: "" | "none" | "metadata" | "auto" = "auto";
  readyState = 0;
  src = "";
  volume = 1;
  /** What `play()` rejects with, once. */
  refusal: Error | null = null;

  load(): void {
    this.currentTime = 0;
    this.duration = Number.NaN;
    this.readyState = 0;
    this.error = null;
  }

  removeAttribute(name: string): void {
    if (name === "src") this.src = "";
  }

  play(): Promise<void> {
    if (this.refusal !== null) {
      const refusal = this.refusal;
      this.refusal = null;
      return Promise.reject(refusal);
    }
    this.paused = false;
    if (this.readyState >= 3) this.dispatchEvent(new Event("playing"));
    return Promise.resolve();
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }

  /** The file is there, `durationSec` long; a wish to play comes true. */
  becomeReady(durationSec: number): void {
    this.duration = durationSec;
    this.readyState = 4;
    this.dispatchEvent(new Event("loadedmetadata"));
    if (!this.paused) this.dispatchEvent(new Event("playing"));
  }

  becomeBroken(): void {
    this.error = { code: 4, message: "" } as MediaError;
    this.dispatchEvent(new Event("error"));
  }

  stall(): void {
    this.readyState = 2;
    this.dispatchEvent(new Event("waiting"));
  }

  /** Time passes. At the end it stops as elements do. */
  advance(seconds: number): void {
    if (this.paused || this.readyState < 3) return;
    this.currentTime = Math.min(this.duration, this.currentTime + seconds);
    if (this.currentTime < this.duration) return;
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
    this.dispatchEvent(new Event("ended"));
  }
}
