import { useRef, useState } from "react";
import type { PlaylistFolder } from "#shared/contract/index.ts";
import type { Drag, Point, SongsDrag, TreeDrag } from "#renderer/lib/drag.ts";
import { useDropTarget } from "#renderer/lib/drag.ts";
import { takesSongs } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { type TreeDrop, treeDrop, type TreeNode } from "./tree-model.ts";

const say = playlistTexts.tree;
/** A closed folder that something is held over opens after this long. */
const springMs = 650;

interface TreeDropOptions {
  readonly nodes: readonly TreeNode[];
  readonly folders: readonly PlaylistFolder[];
  readonly scroller: () => HTMLElement | null;
  readonly onMove: (drag: TreeDrag, drop: TreeDrop) => void;
  /** On a playlist: add. Null: make a playlist of them, in a folder or at the top. */
  readonly onSongs: (
    drag: SongsDrag,
    playlistUuid: string | null,
    folderUuid: string | null,
  ) => void;
  readonly onOpen: (id: string) => void;
}

type Mark = Pick<TreeDrop, "markId" | "edge">;

/** Takes playlists, folders and songs that are dragged over the tree. */
export function useTreeDrop(options: TreeDropOptions): {
  readonly attributes: ReturnType<typeof useDropTarget>;
  readonly markOf: (id: string | null) => TreeDrop["edge"] | null;
} {
  const { nodes, folders } = options;
  const [mark, setMark] = useState<Mark | null>(null);
  const spring = useRef<{ id: string; timer: ReturnType<typeof setTimeout> } | null>(null);

  function unspring(): void {
    if (spring.current !== null) clearTimeout(spring.current.timer);
    spring.current = null;
  }
  function springOpen(node: TreeNode | undefined): void {
    if (node === undefined || node.type === "playlist" || node.isOpen) return unspring();
    if (spring.current?.id === node.id) return;
    unspring();
    const timer = setTimeout(() => options.onOpen(node.id), springMs);
    spring.current = { id: node.id, timer };
  }
  function songsTarget(id: string | null): { mark: Mark; hint: string } | null {
    const node = nodes.find((candidate) => candidate.id === id);
    if (node === undefined) return { mark: { markId: null, edge: "into" }, hint: say.dropHere };
    if (node.type === "section") return null;
    const here: Mark = { markId: node.id, edge: "into" };
    if (node.type === "folder") return { mark: here, hint: say.dropHere };
    return takesSongs(node.playlist) ? { mark: here, hint: say.addTo(node.playlist.name) } : null;
  }
  function treeHint(drop: TreeDrop): string {
    const folder = folders.find(({ uuid }) => uuid === drop.folderUuid);
    return folder === undefined ? say.move : say.moveInto(folder.name);
  }

  const attributes = useDropTarget({
    over(drag: Drag, point: Point) {
      const { id, share } = lineAt(point);
      springOpen(nodes.find((node) => node.id === id));
      if (drag.type === "songs") {
        const target = songsTarget(id);
        setMark(target?.mark ?? null);
        return target?.hint ?? null;
      }
      const drop = treeDrop(nodes, folders, drag, id, share);
      setMark(drop);
      return drop === null ? null : treeHint(drop);
    },
    leave() {
      unspring();
      setMark(null);
    },
    drop(drag: Drag, point: Point) {
      const { id, share } = lineAt(point);
      if (drag.type === "tree") {
        const drop = treeDrop(nodes, folders, drag, id, share);
        if (drop !== null) options.onMove(drag, drop);
        return;
      }
      const node = nodes.find((candidate) => candidate.id === id);
      if (node?.type === "playlist") options.onSongs(drag, node.id, null);
      else options.onSongs(drag, null, node?.type === "folder" ? node.id : null);
    },
    scroller: options.scroller,
  });
  return {
    attributes,
    markOf: (id) => (mark !== null && mark.markId === id ? mark.edge : null),
  };
}

function lineAt({ x, y }: Point): { id: string | null; share: number } {
  const line = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-node]");
  if (line === null || line === undefined) return { id: null, share: 0 };
  const { top, height } = line.getBoundingClientRect();
  return { id: line.dataset["node"] ?? null, share: (y - top) / height };
}
