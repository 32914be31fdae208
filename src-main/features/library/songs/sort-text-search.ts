import type { SongSortKey } from "#shared/contract/songs.contract.ts";

/** The stored text of the sort keys that one can jump in by typing. */
const sortTextColumns: Partial<Record<SongSortKey, string>> = {
  title: "sort_title",
  artist: "sort_artist",
  albumArtist: "sort_album_artist",
  album: "sort_album",
  genre: "sort_genre",
};

export function sortTextColumn(key: SongSortKey): string | null {
  return sortTextColumns[key] ?? null;
}

/**
 * First index whose text starts with `prefix`, found by halving: about twenty looks in a million. Texts ascend (or
 * descend) and the empty ones come last.
 */
export function firstWithPrefix(
  count: number,
  prefix: string,
  descending: boolean,
  textAt: (index: number) => string,
): number | null {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (liesBefore(textAt(middle), prefix, descending)) low = middle + 1;
    else high = middle;
  }
  return low < count && textAt(low).startsWith(prefix) ? low : null;
}

function liesBefore(text: string, prefix: string, descending: boolean): boolean {
  if (text === "") return false;
  if (!descending) return compareBytes(text, prefix) < 0;
  return compareBytes(text, prefix) > 0 && !text.startsWith(prefix);
}

/** SQLite compares bytes; JavaScript's own order differs beyond U+FFFF. */
function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
