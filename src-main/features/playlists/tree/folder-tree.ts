/** What of a folder its place in the tree depends on. */
export interface TreeFolder {
  readonly id: number;
  readonly parentId: number | null;
}

/** Folders within folders; deeper, names would not be readable in the side bar any more. */
export const deepestLevel = 8;

/** The folder and everything below it. */
export function withDescendants(
  folders: readonly TreeFolder[],
  roots: readonly number[],
): ReadonlySet<number> {
  const found = new Set(roots);
  // Parents may come after their children in the list: until a round finds nothing new.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { id, parentId } of folders)
      if (parentId !== null && found.has(parentId)) found.add(id);
  }
  return found;
}

/** How deep a folder lies: 1 at the top of the tree, 0 for the top itself. */
export function levelOf(folders: readonly TreeFolder[], id: number | null): number {
  const parents = new Map(folders.map((folder) => [folder.id, folder.parentId]));
  let level = 0;
  for (let at = id; at !== null && level <= folders.length; at = parents.get(at) ?? null)
    level += 1;
  return level;
}

/** Levels of a folder and its descendants: 1 without any below it. */
export function heightOf(folders: readonly TreeFolder[], id: number): number {
  const below = withDescendants(folders, [id]);
  const base = levelOf(folders, id);
  return Math.max(...[...below].map((each) => levelOf(folders, each) - base + 1));
}

/** The first folder above that is not among `gone`; null: the top. */
export function nearestKept(
  folders: readonly TreeFolder[],
  id: number,
  gone: ReadonlySet<number>,
): number | null {
  const parents = new Map(folders.map((folder) => [folder.id, folder.parentId]));
  let at = parents.get(id) ?? null;
  while (at !== null && gone.has(at)) at = parents.get(at) ?? null;
  return at;
}
