/** Letters typed within this time belong to one word. */
const pauseMs = 900;

/** Collects what is typed into a list (`typ`, `type`, …), so that the list can jump to it. */
export class TypeAhead {
  readonly #clock: () => number;
  #text = "";
  #lastAt = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The word so far with `key` added, or null when the key starts none (space, signs, named keys). */
  type(key: string): string | null {
    const now = this.#clock();
    const former = now - this.#lastAt > pauseMs ? "" : this.#text;
    const isPrintable = /^.$/u.test(key);
    if (!isPrintable || (former === "" && !/[\p{Letter}\p{Number}]/u.test(key))) return null;
    this.#text = former + key;
    this.#lastAt = now;
    return this.#text;
  }
}
