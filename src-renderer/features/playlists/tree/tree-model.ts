import type { Playlist, PlaylistFolder } from "#shared/contract/index.ts";
import type { TreeDrag } from "#renderer/lib/drag.ts";

/** One line of the tree in sight. `level` counts from 1, as ARIA does. */
export type TreeNode = SectionNode | FolderNode | PlaylistNode;

interface Placed {
  readonly id: string;
  readonly level: number;
  /** Folder or section it lies in; null at the top. */
  readonly parentId: string | null;
  /** 1 for the first of its siblings in sight. */
  readonly place: number;
  readonly siblings: number;
}

export interface SectionNode extends Placed {
  readonly type: "section";
  readonly section: "shared" | "public";
  readonly isOpen: boolean;
}

export interface FolderNode extends Placed {
  readonly type: "folder";
  readonly folder: PlaylistFolder;
  readonly isOpen: boolean;
}

export interface PlaylistNode extends Placed {
  readonly type: "playlist";
  readonly playlist: Playlist;
}

export const sectionIds = { shared: "section:shared", public: "section:public" } as const;

/** What of somebody else's is called public rather than shared: what one may only look at, like everybody. */
function isOnlyPublic(playlist: Playlist): boolean {
  return playlist.role === "view" && playlist.isPublic;
}

/**
 * The lines of the tree, top to bottom: own folders and playlists (in the order a person gave them), then what
 * others share, then what is public. What lies in a closed folder is left out.
 */
export function flattenTree(
  playlists: readonly Playlist[],
  folders: readonly PlaylistFolder[],
  closedIds: ReadonlySet<string>,
): readonly TreeNode[] {
  const own = playlists.filter(({ role }) => role === "owner");
  const known = new Set(folders.map(({ uuid }) => uuid));
  const inFolder = groupBy(
    [
      ...folders.map((folder) => ({ ...ownPlace(folder, folder.parentUuid), folder })),
      ...own.map((playlist) => ({ ...ownPlace(playlist, playlist.folderUuid), playlist })),
    ].toSorted((a, b) => (a.orderKey < b.orderKey ? -1 : a.orderKey > b.orderKey ? 1 : 0)),
    ({ parentUuid }) => knownOrTop(parentUuid, known),
  );
  const nodes: TreeNode[] = [];
  const groups = [
    ["shared", playlists.filter((one) => one.role !== "owner" && !isOnlyPublic(one))],
    ["public", playlists.filter((one) => one.role !== "owner" && isOnlyPublic(one))],
  ] as const;
  const shownGroups = groups.filter(([, members]) => members.length > 0);
  const atTop = inFolder.get(null)?.length ?? 0;

  function addFolder(uuid: string | null, level: number): void {
    const items = inFolder.get(uuid) ?? [];
    const siblings = uuid === null ? atTop + shownGroups.length : items.length;
    for (const [index, item] of items.entries()) {
      const placed = { id: item.uuid, level, parentId: uuid, place: index + 1, siblings };
      if ("playlist" in item) {
        nodes.push({ type: "playlist", playlist: item.playlist, ...placed });
        continue;
      }
      const isOpen = !closedIds.has(item.uuid);
      nodes.push({ type: "folder", folder: item.folder, isOpen, ...placed });
      if (isOpen) addFolder(item.uuid, level + 1);
    }
  }
  addFolder(null, 1);
  for (const [index, [section, members]] of shownGroups.entries()) {
    const id = sectionIds[section];
    const isOpen = !closedIds.has(id);
    const siblings = atTop + shownGroups.length;
    const placed = { id, level: 1, parentId: null, place: atTop + index + 1, siblings };
    nodes.push({ type: "section", section, isOpen, ...placed });
    if (!isOpen) continue;
    for (const [at, playlist] of members.entries())
      nodes.push({
        type: "playlist",
        playlist,
        id: playlist.uuid,
        level: 2,
        parentId: id,
        place: at + 1,
        siblings: members.length,
      });
  }
  return nodes;
}

function ownPlace(
  { uuid, orderKey }: { readonly uuid: string; readonly orderKey: string },
  parentUuid: string | null,
): { readonly uuid: string; readonly orderKey: string; readonly parentUuid: string | null } {
  return { uuid, orderKey, parentUuid };
}

function knownOrTop(uuid: string | null, known: ReadonlySet<string>): string | null {
  return uuid !== null && known.has(uuid) ? uuid : null;
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): ReadonlyMap<string | null, Item[]> {
  const groups = new Map<string | null, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Where a drop in the tree puts things, and the line or frame that shows it. */
export interface TreeDrop {
  readonly folderUuid: string | null;
  /** Null: at the end. */
  readonly beforeUuid: string | null;
  /** The line that carries the mark; null: the whole tree. */
  readonly markId: string | null;
  readonly edge: "before" | "after" | "into";
}

/** The own node at `id`: others' playlists have no place in one's tree. */
function isOwn(node: TreeNode): boolean {
  return node.type === "folder" || (node.type === "playlist" && node.playlist.role === "owner");
}

/**
 * What dropping `drag` on a line means; `share` is how far down the line the pointer is, 0 to 1. Null: it cannot go there.
 * No line at all is the end of the top.
 */
export function treeDrop(
  nodes: readonly TreeNode[],
  folders: readonly PlaylistFolder[],
  drag: TreeDrag,
  targetId: string | null,
  share: number,
): TreeDrop | null {
  if (targetId === null) return { folderUuid: null, beforeUuid: null, markId: null, edge: "into" };
  const target = nodes.find(({ id }) => id === targetId);
  if (target === undefined || !isOwn(target) || target.type === "section") return null;
  if (drag.items.some(({ uuid }) => uuid === target.id)) return null;
  const drop = placeBeside(nodes, target, share);
  const moved = new Set(drag.items.map(({ uuid }) => uuid));
  return isInside(folders, drop.folderUuid, moved) ? null : drop;
}

function placeBeside(
  nodes: readonly TreeNode[],
  target: FolderNode | PlaylistNode,
  share: number,
): TreeDrop {
  if (target.type === "folder" && share > 0.25 && share < 0.75)
    return { folderUuid: target.id, beforeUuid: null, markId: target.id, edge: "into" };
  const folderUuid = target.parentId;
  if (share < 0.5) return { folderUuid, beforeUuid: target.id, markId: target.id, edge: "before" };
  // Below an open folder's line lies its first item, not its next sibling.
  if (target.type === "folder" && target.isOpen) {
    const first = nodes.find(({ parentId }) => parentId === target.id);
    return {
      folderUuid: target.id,
      beforeUuid: first?.id ?? null,
      markId: target.id,
      edge: first === undefined ? "into" : "after",
    };
  }
  const next = ownSiblings(nodes, folderUuid).find(({ place }) => place === target.place + 1);
  return { folderUuid, beforeUuid: next?.id ?? null, markId: target.id, edge: "after" };
}

function ownSiblings(nodes: readonly TreeNode[], parentId: string | null): readonly TreeNode[] {
  return nodes.filter((node) => node.parentId === parentId && isOwn(node));
}

/** True when `folderUuid` is one of `moved` or lies in one: a folder cannot go into itself. */
export function isInside(
  folders: readonly PlaylistFolder[],
  folderUuid: string | null,
  moved: ReadonlySet<string>,
): boolean {
  const parents = new Map(folders.map(({ uuid, parentUuid }) => [uuid, parentUuid]));
  const seen = new Set<string>();
  for (let at = folderUuid; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (moved.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/** One step up or down among its siblings; null at the end of them. */
export function stepInTree(
  nodes: readonly TreeNode[],
  node: TreeNode,
  step: -1 | 1,
): Pick<TreeDrop, "folderUuid" | "beforeUuid"> | null {
  if (!isOwn(node)) return null;
  const siblings = ownSiblings(nodes, node.parentId);
  const at = siblings.findIndex(({ id }) => id === node.id);
  if (siblings[at + step] === undefined) return null;
  const before = step === -1 ? siblings[at - 1] : siblings[at + 2];
  return { folderUuid: node.parentId, beforeUuid: before?.id ?? null };
}

/** What a key of the tree pattern (WAI-ARIA) does: go to a line, open or close one; undefined for any other key. */
export function treeKey(
  nodes: readonly TreeNode[],
  at: number,
  key: string,
):
  | { readonly type: "go"; readonly index: number }
  | { readonly type: "open" | "close"; readonly id: string }
  | undefined {
  const node = nodes[at];
  const go = (index: number) =>
    ({ type: "go", index: Math.max(0, Math.min(nodes.length - 1, index)) }) as const;
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "End":
      return go(nodes.length - 1);
    case "ArrowRight":
      if (node === undefined || node.type === "playlist") return go(at);
      if (!node.isOpen) return { type: "open", id: node.id };
      return nodes[at + 1]?.parentId === node.id ? go(at + 1) : go(at);
    case "ArrowLeft": {
      if (node === undefined) return go(at);
      if (node.type !== "playlist" && node.isOpen) return { type: "close", id: node.id };
      const parent = nodes.findIndex(({ id }) => id === node.parentId);
      return go(parent < 0 ? at : parent);
    }
    default:
      return undefined;
  }
}
