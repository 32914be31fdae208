/**
 * State variable filter with trapezoidal integration (Zavalishin, Simper): stable at any cutoff, may be moved every sample.
 * `low`, `band` and `high` hold the three outputs of the last sample.
 */
export class StateVariableFilter {
  low = 0;
  band = 0;
  high = 0;
  readonly #sampleRateHz: number;
  #state1 = 0;
  #state2 = 0;
  #g = 0;
  #k = 1;
  #a = 0;

  constructor(sampleRateHz: number, cutoffHz: number, resonance = 0) {
    this.#sampleRateHz = sampleRateHz;
    this.tune(cutoffHz, resonance);
  }

  /** @param resonance 0 (none) to 1 (about to ring by itself) */
  tune(cutoffHz: number, resonance = 0): void {
    const cutoff = Math.min(Math.max(cutoffHz, 10), this.#sampleRateHz * 0.45);
    this.#g = Math.tan((Math.PI * cutoff) / this.#sampleRateHz);
    this.#k = 2 - 1.96 * Math.min(Math.max(resonance, 0), 1);
    this.#a = 1 / (1 + this.#g * (this.#g + this.#k));
  }

  process(input: number): number {
    const high = (input - (this.#g + this.#k) * this.#state1 - this.#state2) * this.#a;
    const band = this.#g * high + this.#state1;
    const low = this.#g * band + this.#state2;
    this.#state1 = this.#g * high + band;
    this.#state2 = this.#g * band + low;
    this.high = high;
    this.band = band;
    this.low = low;
    return low;
  }
}
