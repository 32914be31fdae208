/** Attack, decay and release in seconds, sustain as a level of 0 to 1. */
export interface Envelope {
  readonly attackSec: number;
  readonly decaySec: number;
  readonly sustain: number;
  readonly releaseSec: number;
}

/** Seconds from a note's start to silence. */
export function soundingSec(envelope: Envelope, heldSec: number): number {
  return heldSec + envelope.releaseSec;
}

/**
 * Level at a time after the note's start. Attack is straight, decay and release are curved as in an analogue synthesiser;
 * the release starts from wherever the level was and ends at exactly zero, so that nothing clicks.
 */
export function envelopeLevel(envelope: Envelope, heldSec: number, timeSec: number): number {
  if (timeSec < 0) return 0;
  if (timeSec <= heldSec) return heldLevel(envelope, timeSec);
  const into = (timeSec - heldSec) / envelope.releaseSec;
  if (into >= 1) return 0;
  return heldLevel(envelope, heldSec) * (1 - into) ** 3;
}

function heldLevel(envelope: Envelope, timeSec: number): number {
  if (timeSec < envelope.attackSec) return timeSec / envelope.attackSec;
  const decay = Math.exp((-4 * (timeSec - envelope.attackSec)) / envelope.decaySec);
  return envelope.sustain + (1 - envelope.sustain) * decay;
}
