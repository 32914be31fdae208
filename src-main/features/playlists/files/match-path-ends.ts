/** A song and where its file lies. */
export interface SongPath {
  readonly id: number;
  readonly local_path: string;
}

interface Wanted {
  readonly index: number;
  /** Paths that the row may mean. */
  readonly paths: readonly string[];
}

/** Folder and file name: what is common to fewer parts is no reason to take two files for one. */
const fewestParts = 2;
/** Where so many files end alike, none of them is the one. */
const mostAlike = 50;

const printableAscii = /^[ -~]*$/;

/**
 * The songs whose paths share the longest end with one of a row's paths: at least the file's name and its folder's, or the
 * name alone where the row has nothing more. Case and the form of accents do not count.
 *
 * @returns by the row's index; several where they end equally alike
 */
export function songsByPathEnds(
  songs: readonly SongPath[],
  rows: readonly Wanted[],
): Map<number, number[]> {
  const wanted = rows.map(({ index, paths }) => ({
    index,
    ends: paths.map((path) => partsOf(path)).filter((parts) => parts.length > 0),
  }));
  const keys = new Map<string, SongPath[]>();
  let hasSingle = false;
  for (const { ends } of wanted)
    for (const parts of ends) {
      hasSingle ||= parts.length < fewestParts;
      keys.set(endOf(parts), []);
    }
  if (keys.size === 0) return new Map();
  for (const song of songs) {
    const folded = fold(song.local_path);
    const name = folded.lastIndexOf("/") + 1;
    const folder = folded.lastIndexOf("/", name - 2) + 1;
    keys.get(folded.slice(folder))?.push(song);
    if (hasSingle && folder !== name) keys.get(folded.slice(name))?.push(song);
  }
  return new Map(wanted.map(({ index, ends }) => [index, longest(keys, ends)]));
}

function longest(
  keys: ReadonlyMap<string, readonly SongPath[]>,
  ends: readonly (readonly string[])[],
): number[] {
  const scores = new Map<number, number>();
  for (const parts of ends) {
    const alike = keys.get(endOf(parts)) ?? [];
    if (alike.length > mostAlike) continue;
    for (const { id, local_path } of alike) {
      const score = commonParts(partsOf(local_path), parts);
      scores.set(id, Math.max(score, scores.get(id) ?? 0));
    }
  }
  const best = Math.max(0, ...scores.values());
  return [...scores].flatMap(([id, score]) => (score === best ? [id] : []));
}

function commonParts(left: readonly string[], right: readonly string[]): number {
  let count = 0;
  while (
    count < Math.min(left.length, right.length) &&
    left[left.length - 1 - count] === right[right.length - 1 - count]
  )
    count += 1;
  return count;
}

function endOf(parts: readonly string[]): string {
  return parts.slice(-fewestParts).join("/");
}

function partsOf(path: string): string[] {
  return fold(path)
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
}

function fold(path: string): string {
  const slashed = path.includes("\\") ? path.replaceAll("\\", "/") : path;
  return (printableAscii.test(slashed) ? slashed : slashed.normalize("NFC")).toLowerCase();
}
