import type { PcmChunk, PcmDecoder } from "#core/audio/pcm.ts";

/** One chunk of several that follow each other and have equally many channels. */
export function joinChunks(parts: readonly PcmChunk[]): PcmChunk {
  const [first] = parts;
  if (first === undefined) return [];
  if (parts.length === 1) return first;
  const frames = parts.reduce((sum, part) => sum + (part[0]?.length ?? 0), 0);
  return first.map((_, channel) => {
    const joined = new Float32Array(frames);
    let at = 0;
    for (const part of parts) {
      const samples = part[channel];
      if (samples === undefined) continue;
      joined.set(samples, at);
      at += samples.length;
    }
    return joined;
  });
}

/** Leaves out `skipFrames` at the start and everything after `totalFrames` more; null means to the end. */
export function trimmed(
  decoder: PcmDecoder,
  skipFrames: number,
  totalFrames: number | null,
): PcmDecoder {
  let toSkip = Math.max(0, skipFrames);
  let left = totalFrames ?? Number.POSITIVE_INFINITY;
  return {
    header: decoder.header,
    close: () => decoder.close(),
    next() {
      while (left > 0) {
        const chunk = decoder.next();
        if (chunk === null) return null;
        const frames = chunk[0]?.length ?? 0;
        const from = Math.min(toSkip, frames);
        toSkip -= from;
        const to = Math.min(frames, from + left);
        left -= to - from;
        if (to <= from) continue;
        return from === 0 && to === frames
          ? chunk
          : chunk.map((samples) => samples.slice(from, to));
      }
      return null;
    },
  };
}
