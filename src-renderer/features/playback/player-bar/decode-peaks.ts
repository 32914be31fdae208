import type { Peaks } from "#shared/domain/playback/peaks-format.ts";
import { mediaUrl } from "#renderer/lib/media-url.ts";

const columns = 1000;
/** Low on purpose: an outline needs no more, and four minutes of stereo then take 15 MB instead of 85. */
const sampleRateHz = 8000;
const maxBytes = 64 * 1024 * 1024;

/**
 * Draws a song's outline from its sound with Chromium's own decoder: for what main does not decode (AAC other than LC). Null when the
 * file is away, too large or not decodable here either.
 */
export async function decodePeaksHere(
  songUuid: string,
  signal: AbortSignal,
): Promise<Peaks | null> {
  const response = await fetch(mediaUrl(`/audio/${songUuid}`), { signal });
  if (!response.ok || Number(response.headers.get("content-length") ?? 0) > maxBytes) return null;
  const bytes = await response.arrayBuffer();
  const context = new OfflineAudioContext(1, 1, sampleRateHz);
  try {
    return outlineOf(await context.decodeAudioData(bytes));
  } catch {
    // Not decodable here either: the line stays flat, and playing the song says why.
    return null;
  }
}

function outlineOf(audio: AudioBuffer): Peaks {
  const low = new Float32Array(columns);
  const high = new Float32Array(columns);
  for (let channel = 0; channel < audio.numberOfChannels; channel += 1) {
    const samples = audio.getChannelData(channel);
    // A plain loop: an iterator over two million samples would hold up the page for a noticeable moment.
    for (let at = 0; at < samples.length; at += 1) {
      const sample = samples[at] ?? 0;
      const column = Math.floor((at * columns) / samples.length);
      if (sample < (low[column] ?? 0)) low[column] = sample;
      if (sample > (high[column] ?? 0)) high[column] = sample;
    }
  }
  return { low, high };
}
