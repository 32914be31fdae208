/**
 * Amplitude (0 to 1) for a position of the volume control. The ear hears in ratios: with the cube, half way sounds like half
 * (18 dB down), where a straight line would stay loud and then fall off at the very end.
 */
export function volumeToAmplitude(volume: number): number {
  return Math.max(0, Math.min(1, volume)) ** 3;
}

export type ReplayGainMode = "off" | "track" | "album";

/** The value that levels a song in a mode, in decibels. A file with only one of the two is levelled by that one. */
export function chooseGain(
  mode: ReplayGainMode,
  gains: { readonly replaygainDb: number | null; readonly replaygainAlbumDb: number | null },
): number | null {
  if (mode === "off") return null;
  const { replaygainDb, replaygainAlbumDb } = gains;
  return mode === "album"
    ? (replaygainAlbumDb ?? replaygainDb)
    : (replaygainDb ?? replaygainAlbumDb);
}

/**
 * Amplitude factor for a ReplayGain value in decibels. Never above 1: nothing tells the player how far the song's peak is
 * from full scale, so a quiet song stays as it is rather than clip.
 */
export function replaygainToFactor(replaygainDb: number | null): number {
  if (replaygainDb === null || !Number.isFinite(replaygainDb)) return 1;
  return Math.min(1, 10 ** (replaygainDb / 20));
}
