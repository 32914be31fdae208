const surrogate = /[\ud800-\udfff]/u;
const lone = /[\ud800-\uffff]/;

/**
 * Compares as SQLite's BINARY collation does: by UTF-8 bytes. JavaScript's own order differs only where a surrogate pair
 * meets a character above U+D7FF, so plain comparison answers nearly always.
 */
export function comparePaths(left: string, right: string): number {
  if (left === right) return 0;
  if (lone.test(left) && lone.test(right))
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : 1;
}

/** Sorted by {@link comparePaths}. */
export function sortPaths(paths: readonly string[]): string[] {
  return paths.some((path) => surrogate.test(path))
    ? paths.toSorted(comparePaths)
    : paths.toSorted();
}

/** All paths below `folder` lie in `[from, to)` of that order. */
export function pathRange(folder: string, separator: string): { from: string; to: string } {
  const from = folder.endsWith(separator) ? folder : folder + separator;
  const next = String.fromCharCode(separator.charCodeAt(0) + 1);
  return { from, to: from.slice(0, -1) + next };
}
