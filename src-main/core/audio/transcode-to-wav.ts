import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

import { AppError } from "#shared/errors/app-error.ts";

import { openDecoder } from "./decode/open-decoder.ts";
import { interleave16, longestWavBytes, wavFileBytes, wavHeader } from "./encode/wav.ts";
import type { PcmChunk, PcmDecoder } from "./pcm.ts";

/** Told as the file grows. */
export interface TranscodeListener {
  /** Once, before the first byte is promised: the final length of the file. */
  started(totalBytes: number): void;
  /** Bytes from the start of the file that are written and may be read. */
  progress(writtenBytes: number): void;
}

/**
 * Decodes a file into a 16-bit WAV at `target`, whose length is fixed before the first sample: what decodes to more is cut,
 * what decodes to less (or breaks off damaged) ends in silence. Synchronous work: for a worker thread.
 */
export async function transcodeToWav(
  path: string,
  target: string,
  listener: TranscodeListener,
): Promise<void> {
  const decoder = await openDecoder(path);
  try {
    const { sampleRateHz, channels } = decoder.header;
    const frames = decoder.header.totalFrames ?? (await countFrames(path));
    const format = { sampleRateHz, channels, frames };
    if (wavFileBytes(format) > longestWavBytes)
      throw new AppError("unsupported", "This file is too long to be played.", { path });
    const descriptor = openTarget(target);
    try {
      listener.started(wavFileBytes(format));
      let written = write(descriptor, wavHeader(format));
      let left = frames;
      while (left > 0) {
        const chunk = cut(nextOrEnd(decoder, left < frames) ?? silence(channels, left), left);
        left -= chunk[0]?.length ?? 0;
        written += write(descriptor, interleave16(chunk));
        listener.progress(written);
      }
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } finally {
    decoder.close();
  }
}

/** The next chunk; a file that turns out damaged after it began is played as far as it goes. */
function nextOrEnd(decoder: PcmDecoder, begun: boolean): PcmChunk | null {
  try {
    return decoder.next();
  } catch (error) {
    if (begun && error instanceof AppError && error.code === "decode_failed") return null;
    throw error;
  }
}

function cut(chunk: PcmChunk, frames: number): PcmChunk {
  return (chunk[0]?.length ?? 0) <= frames
    ? chunk
    : chunk.map((samples) => samples.slice(0, frames));
}

function silence(channels: number, frames: number): PcmChunk {
  const length = Math.min(frames, 65536);
  return Array.from({ length: channels }, () => new Float32Array(length));
}

/** For the rare container that states no length at all. */
async function countFrames(path: string): Promise<number> {
  const decoder = await openDecoder(path);
  try {
    let frames = 0;
    for (let chunk = nextOrEnd(decoder, false); chunk !== null; chunk = nextOrEnd(decoder, true))
      frames += chunk[0]?.length ?? 0;
    return frames;
  } finally {
    decoder.close();
  }
}

function openTarget(target: string): number {
  try {
    return openSync(target, "w");
  } catch (error) {
    throw cacheError(error);
  }
}

function write(descriptor: number, bytes: Uint8Array): number {
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    return written;
  } catch (error) {
    throw cacheError(error);
  }
}

function cacheError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOSPC" || code === "EDQUOT"
    ? new AppError(
        "disk_full",
        "The disk is full: there is no room to prepare this song for playing.",
        {},
        error,
      )
    : error;
}
