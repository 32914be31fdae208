import { describe, expect, test } from "vitest";
import type { Playlist, PlaylistFolder } from "#shared/contract/index.ts";
import type { TreeDrag } from "#renderer/lib/drag.ts";
import {
  flattenTree,
  isInside,
  stepInTree,
  treeDrop,
  treeKey,
  type TreeNode,
} from "./tree-model.ts";

function playlist(uuid: string, change: Partial<Playlist> = {}): Playlist {
  return {
    uuid,
    kind: "manual",
    name: uuid,
    description: null,
    coverKey: null,
    mosaicCoverKeys: [],
    ownerUuid: "me",
    ownerName: "Me",
    role: "owner",
    isPublic: false,
    isCollaborative: false,
    collaboratorCount: 0,
    folderUuid: null,
    rules: null,
    isFrozen: false,
    refreshedAt: null,
    revision: 1,
    trackCount: 0,
    totalDurationSec: 0,
    ratingAvg: null,
    playCount: 0,
    lastPlayedAt: null,
    createdAt: 0,
    updatedAt: 0,
    orderKey: uuid,
    ...change,
  };
}

function folder(uuid: string, parentUuid: string | null = null): PlaylistFolder {
  return { uuid, parentUuid, name: uuid, orderKey: uuid };
}

const folders = [folder("jazz"), folder("cool", "jazz"), folder("rock")];
const playlists = [
  playlist("a", { folderUuid: "jazz" }),
  playlist("b", { folderUuid: "cool" }),
  playlist("c"),
  playlist("d"),
  playlist("e"),
  playlist("theirs", { role: "edit", ownerName: "Ana" }),
  playlist("open", { role: "view", isPublic: true, ownerName: "Ana" }),
];
const nodes = flattenTree(playlists, folders, new Set());
const drag = (kind: "playlist" | "folder", uuid: string): TreeDrag => ({
  type: "tree",
  label: uuid,
  items: [{ kind, uuid }],
});

describe("lines of the tree", () => {
  test("order keys decide, folders and playlists alike; others' lists stand below one's own", () => {
    expect(nodes.map(({ id, level }) => `${level} ${id}`)).toEqual([
      "1 c",
      "1 d",
      "1 e",
      "1 jazz",
      "2 a",
      "2 cool",
      "3 b",
      "1 rock",
      "1 section:shared",
      "2 theirs",
      "1 section:public",
      "2 open",
    ]);
  });

  test("siblings are counted as a screen reader tells them", () => {
    const top = nodes.filter(({ level }) => level === 1);
    expect(top.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(top.map(({ siblings }) => siblings))).toEqual(new Set([7]));
  });

  test("a closed folder hides all that is in it, and nothing else", () => {
    const closed = flattenTree(playlists, folders, new Set(["jazz", "section:public"]));
    expect(closed.map(({ id }) => id)).toEqual([
      "c",
      "d",
      "e",
      "jazz",
      "rock",
      "section:shared",
      "theirs",
      "section:public",
    ]);
  });

  test("what lies in a folder that is gone is shown at the top instead of being lost", () => {
    const lost = flattenTree([playlist("x", { folderUuid: "gone" })], [], new Set());
    expect(lost.map(({ id, level }) => [id, level])).toEqual([["x", 1]]);
  });
});

describe("dropping", () => {
  test("a playlist goes before or after another, by the half of the line", () => {
    expect(treeDrop(nodes, folders, drag("playlist", "c"), "e", 0.2)).toMatchObject({
      folderUuid: null,
      beforeUuid: "e",
      edge: "before",
    });
    expect(treeDrop(nodes, folders, drag("playlist", "e"), "c", 0.8)).toMatchObject({
      folderUuid: null,
      beforeUuid: "d",
      edge: "after",
    });
  });

  test("after the last of a folder is its end, not the line that follows in sight", () => {
    const closed = flattenTree(playlists, folders, new Set(["cool"]));
    expect(treeDrop(closed, folders, drag("playlist", "c"), "cool", 0.9)).toMatchObject({
      folderUuid: "jazz",
      beforeUuid: null,
      edge: "after",
    });
  });

  test("the middle of a folder's line is in it, its edges are beside it", () => {
    expect(treeDrop(nodes, folders, drag("playlist", "c"), "rock", 0.5)).toMatchObject({
      folderUuid: "rock",
      edge: "into",
    });
    expect(treeDrop(nodes, folders, drag("folder", "rock"), "jazz", 0.1)).toMatchObject({
      folderUuid: null,
      beforeUuid: "jazz",
    });
  });

  test("right below an open folder's line is before the first thing in it", () => {
    expect(treeDrop(nodes, folders, drag("playlist", "c"), "jazz", 0.9)).toMatchObject({
      folderUuid: "jazz",
      beforeUuid: "a",
    });
  });

  test("a folder goes neither into itself nor into what it holds", () => {
    expect(treeDrop(nodes, folders, drag("folder", "jazz"), "cool", 0.5)).toBeNull();
    expect(treeDrop(nodes, folders, drag("folder", "jazz"), "a", 0.5)).toBeNull();
    expect(treeDrop(nodes, folders, drag("folder", "jazz"), "jazz", 0.5)).toBeNull();
  });

  test("others' playlists are no place for one's own", () => {
    expect(treeDrop(nodes, folders, drag("playlist", "c"), "theirs", 0.5)).toBeNull();
    expect(treeDrop(nodes, folders, drag("playlist", "c"), "section:shared", 0.5)).toBeNull();
  });

  test("folders in a circle, which no database should hold, do not hang the page", () => {
    const circle = [folder("x", "y"), folder("y", "x")];
    expect(isInside(circle, "x", new Set(["z"]))).toBe(false);
  });
});

describe("keys", () => {
  const at = (id: string): number => nodes.findIndex((node) => node.id === id);
  const node = (id: string): TreeNode => {
    const found = nodes[at(id)];
    if (found === undefined) throw new Error(`No line ${id}`);
    return found;
  };

  test("Alt and the arrows step among siblings, never past those of others", () => {
    expect(stepInTree(nodes, node("d"), -1)).toEqual({ folderUuid: null, beforeUuid: "c" });
    expect(stepInTree(nodes, node("c"), 1)).toEqual({ folderUuid: null, beforeUuid: "e" });
    expect(stepInTree(nodes, node("jazz"), 1)).toEqual({ folderUuid: null, beforeUuid: null });
    expect(stepInTree(nodes, node("rock"), 1)).toBeNull();
    expect(stepInTree(nodes, node("c"), -1)).toBeNull();
    expect(stepInTree(nodes, node("theirs"), 1)).toBeNull();
  });

  test("Left closes, then goes to the folder; Right opens, then goes in", () => {
    expect(treeKey(nodes, at("cool"), "ArrowLeft")).toEqual({ type: "close", id: "cool" });
    expect(treeKey(nodes, at("a"), "ArrowLeft")).toEqual({ type: "go", index: at("jazz") });
    expect(treeKey(nodes, at("jazz"), "ArrowRight")).toEqual({ type: "go", index: at("a") });
    const closed = flattenTree(playlists, folders, new Set(["jazz"]));
    expect(treeKey(closed, 3, "ArrowRight")).toEqual({ type: "open", id: "jazz" });
    expect(treeKey(nodes, at("rock"), "ArrowRight")).toEqual({ type: "go", index: at("rock") });
    expect(treeKey(nodes, 0, "x")).toBeUndefined();
  });
});
