import type { EventHub } from "#core/ipc/event-hub.ts";

/** Windows refresh their lists on this event: twice a second is as often as a person can follow. */
const intervalMs = 500;

/** Tells windows that the library changed, at most twice a second while a scan writes; the last change is always told. */
export class LibraryChanges {
  readonly #events: EventHub;
  readonly #now: () => number;
  #toldAt = Number.NEGATIVE_INFINITY;
  #pending: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(events: EventHub, now: () => number) {
    this.#events = events;
    this.#now = now;
  }

  /** @param revision the library revision that the change was written with */
  changed(revision: number): void {
    this.#pending = revision;
    const waitMs = this.#toldAt + intervalMs - this.#now();
    if (waitMs <= 0) {
      this.flush();
      return;
    }
    if (this.#timer === null) {
      this.#timer = setTimeout(() => this.flush(), waitMs);
      this.#timer.unref();
    }
  }

  /** Tells what is still untold, at once. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pending === null) return;
    const revision = this.#pending;
    this.#pending = null;
    this.#toldAt = this.#now();
    this.#events.emit("library.changed", { revision, songUuids: null });
  }
}
