/**
 * Where a band sounds like noise, only its energy is sent (PNS). ISO/IEC 14496-3, 4.6.13. The generator is the one of
 * Numerical Recipes, section 7.1, which other decoders use as well.
 */
export class NoiseGenerator {
  state = 0x1f2e3d4c;

  /** Fills lines with noise whose energy is the square of `gain`. */
  fill(spectrum: Float64Array, from: number, to: number, gain: number): void {
    let energy = 0;
    for (let at = from; at < to; at += 1) {
      this.state = (Math.imul(this.state, 1664525) + 1013904223) | 0;
      spectrum[at] = this.state;
      energy += this.state * this.state;
    }
    const scale = energy === 0 ? 0 : -gain / Math.sqrt(energy);
    for (let at = from; at < to; at += 1) spectrum[at] = (spectrum[at] ?? 0) * scale;
  }
}
