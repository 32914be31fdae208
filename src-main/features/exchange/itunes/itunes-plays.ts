import { createHash } from "node:crypto";
import type { ImportedPlay } from "#features/playback/index.ts";
import type { ItunesTrack } from "./itunes-library.ts";

/**
 * Counts of iTunes as events, since counters here come from events alone. iTunes knows when a song was played last and how
 * often, not when before: the last play has its date, the others the day the song was added to iTunes, the one day of which
 * it is known that they were not earlier. No dates are made up in between. The same play has the same uuid in every import:
 * importing again adds only what was played since.
 */
export function playsOf(
  tracks: readonly (ItunesTrack & { readonly songId: number })[],
  userUuid: string,
  now: number,
): ImportedPlay[] {
  return tracks.flatMap((track) => [
    ...events(track, userUuid, now, { count: track.playCount, last: track.lastPlayedAt }, false),
    ...events(track, userUuid, now, { count: track.skipCount, last: track.lastSkippedAt }, true),
  ]);
}

function events(
  { id, songId, addedAt, ...track }: ItunesTrack & { readonly songId: number },
  userUuid: string,
  now: number,
  counted: { readonly count: number; readonly last: number | null },
  isSkip: boolean,
): ImportedPlay[] {
  const last = Math.min(counted.last ?? addedAt ?? now, now);
  const before = Math.min(addedAt ?? last, last);
  // Track ids change from one export to the next; where the file lies, or else its name, does not.
  const name =
    track.location ?? `${track.artist ?? ""}\n${track.album ?? ""}\n${track.title ?? id}`;
  return Array.from({ length: counted.count }, (_, index) => ({
    uuid: stableUuid(isSkip ? "skip" : "play", userUuid, name, String(index + 1)),
    songId,
    playedAt: index + 1 === counted.count ? last : before,
    isSkip,
  }));
}

/** A uuid (version 8, RFC 9562) that the same words always give. */
export function stableUuid(...words: readonly string[]): string {
  const hash = createHash("sha256")
    .update(["itunes", ...words].join("\u0000"))
    .digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
