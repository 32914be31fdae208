import { Plus } from "lucide-react";
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLocation } from "wouter";
import { request } from "#renderer/lib/bridge.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { grab } from "#renderer/lib/drag.ts";
import { matchesKey } from "#renderer/lib/keys.ts";
import { usePlaybackActions } from "#renderer/lib/playback-actions.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { useUiState } from "#renderer/lib/ui-state.ts";
import { useLatest } from "#renderer/lib/use-latest.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { ContextMenu, DropdownMenu, type MenuItem } from "#renderer/ui/menu.tsx";
import { addSongs, createWithSongs } from "../add/add-songs.ts";
import { openPlaylistDialog } from "../dialogs/dialogs.store.ts";
import {
  attempt,
  createFolder,
  createPlaylist,
  deleteFolder,
  deletePlaylist,
  freePlaylistName,
  offerUndo,
  playlistPath,
  renameFolder,
  renamePlaylist,
} from "../playlist-commands.ts";
import { reloadPlaylists, usePlaylists } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import css from "./playlist-tree.module.css";
import { folderMenu, newMenu, playlistMenu, type TreeMenuActions } from "./tree-menu.tsx";
import { flattenTree, stepInTree, treeKey, type TreeDrop, type TreeNode } from "./tree-model.ts";
import { TreeRow, treeRowId } from "./tree-row.tsx";
import { useTreeDrop } from "./use-tree-drop.ts";

const say = playlistTexts.tree;

type TreePlace = Pick<TreeDrop, "folderUuid" | "beforeUuid">;

function sanitiseClosed(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((id): id is string => typeof id === "string") : [];
}

/** The playlists of the rail: own with folders, shared, public. Made, named, moved, filled and opened by mouse and keys. */
export function PlaylistTree(): ReactNode {
  const { playlists, folders, isLoaded, error } = usePlaylists();
  const [closed, setClosed] = useUiState("playlists.tree", sanitiseClosed);
  const nodes = useMemo(
    () => flattenTree(playlists, folders, new Set(closed)),
    [playlists, folders, closed],
  );
  const [path, navigate] = useLocation();
  const playback = usePlaybackActions();
  const tree = useRef<HTMLDivElement>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [editingId, setEditingId] = useState<string | null>(null);
  const latest = useLatest({ nodes, playlists, folders });
  const currentId = nodes.find(({ id }) => path === playlistPath(id))?.id ?? null;
  const tabStopId = nodes.some(({ id }) => id === focusedId)
    ? focusedId
    : (currentId ?? nodes[0]?.id ?? null);

  const toggle = useCallback(
    (id: string) =>
      setClosed((former) =>
        former.includes(id) ? former.filter((other) => other !== id) : [...former, id],
      ),
    [setClosed],
  );
  const focusNode = useCallback((id: string | null | undefined) => {
    if (id === null || id === undefined) return;
    setFocusedId(id);
    requestAnimationFrame(() => document.getElementById(treeRowId(id))?.focus());
  }, []);
  const activate = useCallback(
    (id: string) => {
      const node = latest().nodes.find((candidate) => candidate.id === id);
      setFocusedId(id);
      if (node?.type === "playlist") navigate(playlistPath(id));
      else if (node !== undefined) toggle(id);
    },
    [latest, navigate, toggle],
  );
  const rename = useCallback(
    (id: string, name: string | null) => {
      setEditingId(null);
      focusNode(id);
      if (name === null) return;
      const isFolder = latest().folders.some(({ uuid }) => uuid === id);
      attempt(() => (isFolder ? renameFolder(id, name) : renamePlaylist(id, name)));
    },
    [latest, focusNode],
  );
  const lift = useCallback(
    (id: string, event: PointerEvent<HTMLElement>) =>
      grab(event, () => {
        const node = latest().nodes.find((candidate) => candidate.id === id);
        if (node?.type === "folder")
          return {
            type: "tree",
            label: node.folder.name,
            items: [{ kind: "folder", uuid: id }],
          };
        if (node?.type !== "playlist" || node.playlist.role !== "owner") return null;
        return {
          type: "tree",
          label: node.playlist.name,
          items: [{ kind: "playlist", uuid: id }],
        };
      }),
    [latest],
  );

  async function move(
    items: readonly { kind: "playlist" | "folder"; uuid: string }[],
    { folderUuid, beforeUuid }: TreePlace,
  ): Promise<void> {
    const input = { items: [...items], folderUuid, beforeUuid };
    const { changeUuid } = await request("playlists.moveInTree", input);
    if (folderUuid !== null) setClosed((former) => former.filter((id) => id !== folderUuid));
    await reloadPlaylists();
    const [item] = items;
    const now = [...latest().playlists, ...latest().folders];
    const name = now.find(({ uuid }) => uuid === item?.uuid)?.name;
    if (name !== undefined) offerUndo(say.moved(`“${name}”`), [changeUuid]);
    focusNode(item?.uuid);
  }
  async function create(kind: "playlist" | "folder", parentUuid: string | null): Promise<void> {
    if (parentUuid !== null) setClosed((former) => former.filter((id) => id !== parentUuid));
    if (kind === "folder") {
      const folder = await createFolder(parentUuid);
      setEditingId(folder.uuid);
      return;
    }
    const { playlist } = await createPlaylist({ name: freePlaylistName(), folderUuid: parentUuid });
    navigate(playlistPath(playlist.uuid));
    setEditingId(playlist.uuid);
  }
  function removeFolder(node: Extract<TreeNode, { type: "folder" }>["folder"]): void {
    const contents =
      playlists.filter(({ folderUuid }) => folderUuid === node.uuid).length +
      folders.filter(({ parentUuid }) => parentUuid === node.uuid).length;
    if (contents === 0) attempt(() => deleteFolder(node, false));
    else openPlaylistDialog({ kind: "deleteFolder", folder: node, contents });
  }

  const actions: TreeMenuActions = {
    playback,
    createPlaylist: (folderUuid) => attempt(() => create("playlist", folderUuid)),
    createFolder: (parentUuid) => attempt(() => create("folder", parentUuid)),
    rename: setEditingId,
    moveTo: (item, folderUuid) => attempt(() => move([item], { folderUuid, beforeUuid: null })),
    deleteFolder: removeFolder,
  };

  const { attributes, markOf } = useTreeDrop({
    nodes,
    folders,
    scroller: () => tree.current,
    onMove: (drag, drop) => attempt(() => move(drag.items, drop)),
    onSongs: (drag, playlistUuid, folderUuid) => {
      const playlist = playlists.find(({ uuid }) => uuid === playlistUuid);
      if (playlist !== undefined) attempt(() => addSongs(playlist, drag.selections));
      else
        attempt(async () => {
          const made = await createWithSongs(freePlaylistName(), drag.selections);
          if (folderUuid !== null)
            await move([{ kind: "playlist", uuid: made.uuid }], { folderUuid, beforeUuid: null });
          setEditingId(made.uuid);
        });
    },
    onOpen: (id) => setClosed((former) => former.filter((other) => other !== id)),
  });

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const at = nodes.findIndex(({ id }) => id === tabStopId);
    const node = nodes[at];
    if (node === undefined || event.target instanceof HTMLInputElement) return;
    const key = event.nativeEvent;
    const step = matchesKey(key, "Alt+ArrowUp") ? -1 : matchesKey(key, "Alt+ArrowDown") ? 1 : null;
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const done = isPlain ? treeKey(nodes, at, event.key) : undefined;
    if (step !== null) stepNode(node, step);
    else if (done?.type === "go") focusNode(nodes[done.index]?.id);
    else if (done !== undefined) toggle(done.id);
    else if (matchesKey(key, "F2")) startRename(node);
    else if (matchesKey(key, "Delete")) remove(node, at);
    else if (matchesKey(key, "Enter") || matchesKey(key, "Space")) activate(node.id);
    else if (isPlain && /^[\p{Letter}\p{Number}]$/u.test(event.key)) jumpTo(event.key, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function stepNode(node: TreeNode, step: -1 | 1): void {
    const place = stepInTree(nodes, node, step);
    if (place === null || node.type === "section") return;
    attempt(() => move([{ kind: node.type, uuid: node.id }], place));
  }
  function startRename(node: TreeNode): void {
    const canRename =
      node.type === "folder" ||
      (node.type === "playlist" && ["owner", "admin"].includes(node.playlist.role));
    if (canRename) setEditingId(node.id);
  }
  function remove(node: TreeNode, at: number): void {
    if (node.type === "folder") removeFolder(node.folder);
    else if (node.type === "playlist" && node.playlist.role === "owner")
      attempt(async () => {
        await deletePlaylist(node.playlist);
        // The keys go on where the line was.
        focusNode((nodes[at + 1] ?? nodes[at - 1])?.id);
      });
  }
  function jumpTo(letter: string, at: number): void {
    const nameOf = (node: TreeNode): string =>
      node.type === "section" ? "" : node.type === "folder" ? node.folder.name : node.playlist.name;
    const order = [...nodes.slice(at + 1), ...nodes.slice(0, at + 1)];
    const found = order.find((node) => nameOf(node).toLowerCase().startsWith(letter.toLowerCase()));
    focusNode(found?.id);
  }

  const menuNode = useRef<TreeNode | null>(null);
  function menuItems(): readonly MenuItem[] {
    const node = menuNode.current;
    if (node?.type === "folder") return folderMenu(node.folder, actions);
    if (node?.type === "playlist") return playlistMenu(node.playlist, actions);
    return newMenu(actions, null);
  }
  function onContextMenu(event: MouseEvent): void {
    const id = nodeIdOf(event.target);
    menuNode.current = nodes.find((node) => node.id === id) ?? null;
    if (id !== null) setFocusedId(id);
  }

  const isEmpty = isLoaded && error === null && nodes.length === 0;
  return (
    <div className={css["panel"]}>
      <div className={css["head"]}>
        <span id="playlist-tree-label">{say.label}</span>
        <DropdownMenu items={newMenu(actions, null)} align="start">
          <IconButton size="small" label={say.add} hasTooltip={false}>
            <Plus />
          </IconButton>
        </DropdownMenu>
      </div>
      <ContextMenu
        getItems={menuItems}
        onOpenChange={(isOpen) => !isOpen && editingId === null && focusNode(focusedId)}
      >
        <div
          ref={tree}
          {...attributes}
          role="tree"
          tabIndex={-1}
          aria-labelledby="playlist-tree-label"
          className={classNames(css["tree"], markOf(null) !== null && css["target"])}
          onKeyDown={onKeyDown}
          onContextMenuCapture={onContextMenu}
          onPointerDown={(event) => {
            const id = nodeIdOf(event.target);
            if (id !== null && !isInField(event.target)) lift(id, event);
          }}
          onClick={(event) => {
            const id = nodeIdOf(event.target);
            if (id === null || isInField(event.target)) return;
            if (isChevron(event.target)) toggle(id);
            else activate(id);
          }}
        >
          {nodes.map((node) => (
            <TreeRow
              key={node.id}
              node={node}
              isTabStop={node.id === tabStopId}
              isCurrent={node.id === currentId}
              isEditing={node.id === editingId}
              mark={markOf(node.id)}
              onFocus={setFocusedId}
              onRename={rename}
            />
          ))}
          {isEmpty && (
            <p className={css["empty"]}>
              <b>{say.emptyTitle}</b>
              {say.emptyBody}
            </p>
          )}
          {error !== null && (
            <p role="alert" className={css["empty"]}>
              <b>{say.failed}</b>
              {errorMessage(error)}
            </p>
          )}
        </div>
      </ContextMenu>
    </div>
  );
}

function nodeIdOf(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-node]") : null;
  return row?.dataset["node"] ?? null;
}

function isInField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
}

function isChevron(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[data-chevron]") !== null;
}
