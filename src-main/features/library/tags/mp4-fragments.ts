import { boxesIn, findBox } from "./mp4-boxes.ts";

/** What a track's `mvex/trex` gives every sample that says nothing of its own. */
export interface FragmentDefaults {
  readonly trackId: number;
  readonly sampleDuration: number;
}

/** Defaults of fragmented files, by the index's `mvex`; empty for plain files. */
export function fragmentDefaults(moov: Buffer): FragmentDefaults[] {
  const extension = findBox(moov, "mvex");
  if (extension === null) return [];
  const defaults: FragmentDefaults[] = [];
  for (const box of boxesIn(extension)) {
    if (box.type !== "trex" || box.content.length < 16) continue;
    defaults.push({
      trackId: box.content.readUInt32BE(4),
      sampleDuration: box.content.readUInt32BE(12),
    });
  }
  return defaults;
}

/**
 * How long one fragment (`moof`) of a track is, in the track's time scale. Source: ISO/IEC 14496-12 sections 8.8.7 and 8.8.8.
 */
export function fragmentDuration(
  moof: Buffer,
  trackId: number,
  defaults: readonly FragmentDefaults[],
): number {
  let total = 0;
  for (const box of boxesIn(moof)) {
    if (box.type !== "traf") continue;
    const header = findBox(box.content, "tfhd");
    if (header === null || header.readUInt32BE(4) !== trackId) continue;
    const flags = header.readUInt32BE(0) & 0xff_ff_ff;
    const at = 8 + ((flags & 1) === 0 ? 0 : 8) + ((flags & 2) === 0 ? 0 : 4);
    const own = (flags & 8) === 0 ? null : header.readUInt32BE(at);
    const fallback = defaults.find((entry) => entry.trackId === trackId)?.sampleDuration ?? 0;
    for (const run of boxesIn(box.content))
      if (run.type === "trun") total += runDuration(run.content, own ?? fallback);
  }
  return total;
}

function runDuration(run: Buffer, sampleDuration: number): number {
  const flags = run.readUInt32BE(0) & 0xff_ff_ff;
  const count = run.readUInt32BE(4);
  if ((flags & 0x100) === 0) return count * sampleDuration;
  let position = 8 + ((flags & 1) === 0 ? 0 : 4) + ((flags & 4) === 0 ? 0 : 4);
  const perSample =
    4 +
    ((flags & 0x200) === 0 ? 0 : 4) +
    ((flags & 0x400) === 0 ? 0 : 4) +
    ((flags & 0x800) === 0 ? 0 : 4);
  let total = 0;
  for (let sample = 0; sample < count && position + 4 <= run.length; sample++) {
    total += run.readUInt32BE(position);
    position += perSample;
  }
  return total;
}
