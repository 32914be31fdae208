/** The last name in a path of any system; the path itself when it is a root. */
export function lastPart(path: string): string {
  return path.split(/[/\\]/u).findLast((part) => part !== "") ?? path;
}

/** What stands before the last name, for showing beside it. */
export function parentPart(path: string): string {
  const name = lastPart(path);
  const at = path.lastIndexOf(name);
  return at <= 0 ? "" : path.slice(0, at).replace(/[/\\]$/u, "");
}
