import { useEffect, useState } from "react";
import { decodePeaks, type Peaks } from "#shared/domain/playback/peaks-format.ts";
import { mediaUrl } from "#renderer/lib/media-url.ts";
import { decodePeaksHere } from "./decode-peaks.ts";

const cache = new Map<string, Peaks>();
const maxCached = 30;
/** Peaks of a song that was never drawn are made on demand: asked again a few times before the line stays flat. */
const retryDelaysMs = [1500, 4000, 10_000];

/**
 * The outline of a song; null while it is not there (or when the song cannot be read). Main makes it; where it cannot and
 * Chromium plays the file itself (`isNative`), it is made here.
 */
export function usePeaks(songUuid: string | null, isNative: boolean): Peaks | null {
  const [loaded, setLoaded] = useState<{ songUuid: string; peaks: Peaks } | null>(null);
  useEffect(() => {
    if (songUuid === null || cache.has(songUuid)) return undefined;
    const abort = new AbortController();
    async function load(uuid: string): Promise<void> {
      const peaks = await fetchPeaks(uuid, isNative, abort.signal);
      if (peaks === null || abort.signal.aborted) return;
      remember(uuid, peaks);
      setLoaded({ songUuid: uuid, peaks });
    }
    void load(songUuid);
    return () => abort.abort();
  }, [songUuid, isNative]);
  if (songUuid === null) return null;
  return cache.get(songUuid) ?? (loaded?.songUuid === songUuid ? loaded.peaks : null);
}

async function fetchPeaks(
  songUuid: string,
  isNative: boolean,
  signal: AbortSignal,
): Promise<Peaks | null> {
  for (const delayMs of [...retryDelaysMs, null]) {
    try {
      const response = await fetch(mediaUrl(`/peaks/${songUuid}`), { signal });
      if (response.status === 200) return decodePeaks(new Uint8Array(await response.arrayBuffer()));
      if (response.status === 404 || response.status === 422)
        return isNative ? await decodePeaksHere(songUuid, signal) : null;
    } catch {
      // Aborted, or main is away for a moment: the line stays flat until the next attempt.
      if (signal.aborted) return null;
    }
    if (delayMs === null) return null;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (signal.aborted) return null;
  }
  return null;
}

function remember(songUuid: string, peaks: Peaks): void {
  cache.set(songUuid, peaks);
  const [oldest] = cache.keys();
  if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest);
}
