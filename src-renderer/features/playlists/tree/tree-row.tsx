import {
  ChevronRight,
  Folder,
  FolderOpen,
  Globe,
  ListMusic,
  Snowflake,
  Sparkles,
  UsersRound,
} from "lucide-react";
import { memo, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { playlistTexts } from "../playlists-texts.ts";
import type { TreeNode } from "./tree-model.ts";
import css from "./playlist-tree.module.css";

const say = playlistTexts.tree;

export interface TreeRowProps {
  readonly node: TreeNode;
  readonly isTabStop: boolean;
  /** Its page is open. */
  readonly isCurrent: boolean;
  readonly isEditing: boolean;
  /** Where the mark of a drag stands. */
  readonly mark: "before" | "after" | "into" | null;
  readonly onFocus: (id: string) => void;
  readonly onRename: (id: string, name: string | null) => void;
}

export function treeRowId(id: string): string {
  return `playlist-tree-${id}`;
}

export const TreeRow = memo(function TreeRow(props: TreeRowProps): ReactNode {
  const { node, isTabStop, isCurrent, isEditing, mark } = props;
  const isOpenable = node.type !== "playlist";
  const name = nodeName(node);
  return (
    <div
      id={treeRowId(node.id)}
      role="treeitem"
      data-node={node.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-level={node.level}
      aria-posinset={node.place}
      aria-setsize={node.siblings}
      aria-selected={isCurrent}
      aria-label={spokenName(node)}
      {...(isOpenable ? { "aria-expanded": node.isOpen } : {})}
      className={classNames(
        css["row"],
        node.type === "section" && css["section"],
        isCurrent && css["current"],
        mark !== null && css[`mark-${mark}`],
      )}
      style={{ "--level": node.level }}
      onFocus={(event) => event.target === event.currentTarget && props.onFocus(node.id)}
    >
      {isOpenable ? (
        <span
          className={classNames(css["chevron"], node.isOpen && css["open"])}
          aria-hidden="true"
          data-chevron
        >
          <ChevronRight />
        </span>
      ) : (
        <span className={css["chevron"]} />
      )}
      {node.type !== "section" && <NodeIcon node={node} />}
      {isEditing ? (
        <NameField name={name} onDone={(text) => props.onRename(node.id, text)} />
      ) : (
        <span className={css["name"]} title={tooltipOf(node)}>
          {name}
        </span>
      )}
      {node.type === "playlist" && !isEditing && <Signs node={node} />}
    </div>
  );
});

function nodeName(node: TreeNode): string {
  if (node.type === "section") return node.section === "shared" ? say.shared : say.public;
  return node.type === "folder" ? node.folder.name : node.playlist.name;
}

function spokenName(node: TreeNode): string {
  if (node.type !== "playlist") return nodeName(node);
  const { playlist } = node;
  const parts = [playlist.name];
  if (playlist.kind === "smart") parts.push(playlistTexts.smartPlaylist);
  if (playlist.role !== "owner") parts.push(say.byOwner(playlist.ownerName));
  return parts.join(", ");
}

function tooltipOf(node: TreeNode): string {
  if (node.type !== "playlist") return nodeName(node);
  const { playlist } = node;
  const owner = playlist.role === "owner" ? "" : ` ${say.byOwner(playlist.ownerName)}`;
  return `${playlist.name}${owner} · ${say.songs(playlist.trackCount)}`;
}

function NodeIcon({ node }: { readonly node: TreeNode }): ReactNode {
  if (node.type === "folder") return node.isOpen ? <FolderOpen /> : <Folder />;
  if (node.type === "section") return null;
  if (node.playlist.kind === "manual") return <ListMusic />;
  return node.playlist.isFrozen ? <Snowflake /> : <Sparkles />;
}

/** Of one's own: whether others see it. */
function Signs({ node }: { readonly node: Extract<TreeNode, { type: "playlist" }> }): ReactNode {
  const { playlist } = node;
  if (playlist.role !== "owner") return null;
  if (playlist.collaboratorCount > 0)
    return (
      <span
        className={css["sign"]}
        title={playlistTexts.head.collaborators(playlist.collaboratorCount)}
      >
        <UsersRound aria-hidden="true" />
      </span>
    );
  if (!playlist.isPublic) return null;
  return (
    <span className={css["sign"]} title={playlistTexts.head.isPublic}>
      <Globe aria-hidden="true" />
    </span>
  );
}

/** Renaming in place: Enter keeps, Escape gives up, leaving keeps. */
function NameField(props: {
  readonly name: string;
  readonly onDone: (name: string | null) => void;
}): ReactNode {
  const [text, setText] = useState(props.name);
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const isSettled = useRef(false);
  useLayoutEffect(() => {
    function take(): void {
      if (document.activeElement === field.current) return;
      field.current?.focus();
      field.current?.select();
    }
    // At once: letters typed right after F2 belong to the name, all of them.
    take();
    // A menu that closes gives the focus back to its trigger first.
    const frame = requestAnimationFrame(() => {
      take();
      isSettled.current = true;
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  function done(name: string | null): void {
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = name?.trim() ?? "";
    props.onDone(trimmed === "" || trimmed === props.name ? null : trimmed);
  }
  return (
    <input
      ref={field}
      className={css["field"]}
      aria-label={say.nameOf(props.name)}
      value={text}
      maxLength={255}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => isSettled.current && done(text)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") done(text);
        else if (event.key === "Escape") done(null);
      }}
    />
  );
}
