import type { PcmChunk } from "#core/audio/pcm.ts";

/** How linear PCM is stored. */
export type SampleEncoding = "unsigned" | "signed" | "float";

/** The layout of interleaved linear PCM. */
export interface SampleLayout {
  readonly encoding: SampleEncoding;
  readonly bytesPerSample: number;
  readonly littleEndian: boolean;
  readonly channels: number;
}

type ReadSample = (view: DataView, offset: number) => number;

/** Integers map to v / 2^(bits-1), so that every width agrees with FLAC, ALAC and WavPack of the same sound. */
function sampleReader(layout: SampleLayout): ReadSample | null {
  const little = layout.littleEndian;
  if (layout.encoding === "float") {
    if (layout.bytesPerSample === 4) return (view, at) => view.getFloat32(at, little);
    if (layout.bytesPerSample === 8) return (view, at) => view.getFloat64(at, little);
    return null;
  }
  switch (layout.bytesPerSample) {
    case 1:
      return layout.encoding === "unsigned"
        ? (view, at) => (view.getUint8(at) - 128) / 128
        : (view, at) => view.getInt8(at) / 128;
    case 2:
      return (view, at) => view.getInt16(at, little) / 32768;
    case 3:
      return little
        ? (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8388608
        : (view, at) => ((view.getInt8(at) << 16) | view.getUint16(at + 1, false)) / 8388608;
    case 4:
      return (view, at) => view.getInt32(at, little) / 2147483648;
    default:
      return null;
  }
}

export function canReadSamples(layout: SampleLayout): boolean {
  return layout.channels > 0 && sampleReader(layout) !== null;
}

/** Interleaved PCM bytes as planar floats. A trailing partial frame is dropped. */
export function readSamples(bytes: Uint8Array, layout: SampleLayout): PcmChunk {
  const read = sampleReader(layout);
  if (read === null) throw new Error(`No reader for ${layout.bytesPerSample} bytes a sample.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frameBytes = layout.bytesPerSample * layout.channels;
  const frames = Math.floor(bytes.length / frameBytes);
  return Array.from({ length: layout.channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    let at = channel * layout.bytesPerSample;
    for (let frame = 0; frame < frames; frame += 1, at += frameBytes)
      samples[frame] = read(view, at);
    return samples;
  });
}
