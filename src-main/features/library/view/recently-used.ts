/** A bounded map: what was not used for longest goes first. */
export class RecentlyUsed<Value> {
  readonly #values = new Map<string, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#limit) break;
      this.#values.delete(oldest);
    }
  }

  entries(): [string, Value][] {
    return [...this.#values];
  }

  deleteWhere(isStale: (key: string) => boolean): void {
    for (const key of this.#values.keys()) if (isStale(key)) this.#values.delete(key);
  }
}
