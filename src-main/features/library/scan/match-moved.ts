import { basename, dirname } from "node:path";

/** What is compared of a file that appeared and a row whose file is gone; both hold the same audio. */
export interface Movable {
  /** Null: the row's path was taken over by another file. */
  readonly path: string | null;
  readonly durationSec: number;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
}

/** Same audio, so the lengths agree up to how they were measured. */
const durationToleranceSec = 1;

const separator = "\u0000";

/** From the surest to the least sure: each pass pairs what agrees in its key. */
const passes: readonly ((item: Movable) => string)[] = [
  (item) => [nameOf(item), tagsOf(item), folderOf(item)].join(separator),
  (item) => [nameOf(item), tagsOf(item)].join(separator),
  nameOf,
  (item) => [tagsOf(item), folderOf(item)].join(separator),
  tagsOf,
  () => "",
];

/**
 * Pairs files that appeared with rows whose files are gone. All have the same fingerprint; among several the same file name decides,
 * then the same tags, then the folder's name, then the order of paths: the answer does not depend on the order they come in.
 */
export function matchMoved<File extends Movable, Row extends Movable>(
  files: readonly File[],
  rows: readonly Row[],
): Map<File, Row> {
  const pairs = new Map<File, Row>();
  const freeRows = new Set(rows.toSorted(byPath));
  const sortedFiles = files.toSorted(byPath);
  for (const keyOf of passes) {
    if (freeRows.size === 0 || pairs.size === files.length) break;
    const rowsByKey = Map.groupBy(freeRows, keyOf);
    for (const file of sortedFiles) {
      if (pairs.has(file)) continue;
      const candidates = rowsByKey.get(keyOf(file)) ?? [];
      const at = candidates.findIndex(
        (row) => Math.abs(row.durationSec - file.durationSec) <= durationToleranceSec,
      );
      const row = candidates[at];
      if (row === undefined) continue;
      candidates.splice(at, 1);
      freeRows.delete(row);
      pairs.set(file, row);
    }
  }
  return pairs;
}

function byPath(left: Movable, right: Movable): number {
  const [a, b] = [left.path ?? "", right.path ?? ""];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nameOf(item: Movable): string {
  return item.path === null ? "" : basename(item.path).normalize("NFC");
}

function folderOf(item: Movable): string {
  return item.path === null ? "" : basename(dirname(item.path)).normalize("NFC");
}

function tagsOf(item: Movable): string {
  return [item.title, item.artist ?? "", item.album ?? ""].join(separator);
}
