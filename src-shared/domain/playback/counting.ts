const shortSongSec = 30;
const countsAtShare = 0.5;
const countsAtSec = 240;

/**
 * Seconds of a song that must be heard for a play to count: half of it, at most 4 minutes. Null when it never counts, as with
 * songs of 30 s or less that Segue did not make. Says ahead what `playVerdict` decides afterwards.
 */
export function secondsToCount(durationSec: number, isGenerated = false): number | null {
  if (durationSec <= shortSongSec && !isGenerated) return null;
  return Math.min(durationSec * countsAtShare, countsAtSec);
}
