import { type PointerEvent as ReactPointerEvent, useEffect, useId } from "react";
import { create } from "zustand";
import type { Selection } from "#shared/contract/index.ts";
import type { IndexRanges } from "#shared/domain/library/index-ranges.ts";
import { useLatest } from "./use-latest.ts";

/** Songs on their way from a list. */
export interface SongsDrag {
  readonly type: "songs";
  readonly label: string;
  readonly count: number;
  /** In portions of what a message takes. */
  readonly selections: readonly Selection[];
  /** Which list they come from, and their rows in it: that list moves them instead of adding them. */
  readonly origin: string;
  readonly ranges: IndexRanges;
}

/** Playlists and folders on their way within the tree. */
export interface TreeDrag {
  readonly type: "tree";
  readonly label: string;
  readonly items: readonly { readonly kind: "playlist" | "folder"; readonly uuid: string }[];
}

export type Drag = SongsDrag | TreeDrag;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where something can be dropped. It draws its own insertion line or highlight. */
export interface DropTarget {
  /** Called as the pointer moves over it. What a drop would do, in words; null: nothing can be dropped there. */
  readonly over: (drag: Drag, point: Point) => string | null;
  readonly leave: () => void;
  readonly drop: (drag: Drag, point: Point) => void;
  /** What scrolls while the pointer is near its upper or lower edge. */
  readonly scroller?: () => HTMLElement | null;
}

interface DragShown {
  readonly label: string;
  readonly hint: string | null;
  readonly at: Point;
}

const useDragStore = create<{ shown: DragShown | null }>(() => ({ shown: null }));
const targets = new Map<string, () => DropTarget>();

/** A press becomes a drag after this many pixels. */
const startDistancePx = 5;
const edgePx = 40;
const scrollPerFramePx = 10;

/** What is being dragged, for the label beside the pointer. */
export function useDragShown(): DragShown | null {
  return useDragStore((state) => state.shown);
}

/** Attributes of the element that takes drops. */
export function useDropTarget(target: DropTarget): { readonly "data-drop-target": string } {
  const id = useId();
  const latest = useLatest(target);
  useEffect(() => {
    targets.set(id, latest);
    return () => {
      targets.delete(id);
    };
  }, [id, latest]);
  return { "data-drop-target": id };
}

/**
 * Begins a drag when the pressed pointer moves: `lift` then says of what (null: nothing). Targets are found by what is
 * under the pointer, so that windowed lists may draw other rows meanwhile. Escape gives up.
 */
export function grab(press: ReactPointerEvent<HTMLElement>, lift: () => Drag | null): void {
  if (press.button !== 0 || press.pointerType === "touch") return;
  const start: Point = { x: press.clientX, y: press.clientY };
  let point = start;
  let drag: Drag | null = null;
  let target: DropTarget | null = null;
  let canDrop = false;
  let frame: number | null = null;

  function aim(): void {
    if (drag === null) return;
    const found = targetAt(point);
    if (found !== target) target?.leave();
    target = found;
    const hint = target?.over(drag, point) ?? null;
    canDrop = hint !== null;
    useDragStore.setState({ shown: { label: drag.label, hint, at: point } });
  }
  function scrollAtEdges(): void {
    frame = requestAnimationFrame(scrollAtEdges);
    const list = target?.scroller?.();
    if (list === null || list === undefined) return;
    const { top, bottom } = list.getBoundingClientRect();
    const formerTop = list.scrollTop;
    if (point.y < top + edgePx) list.scrollTop -= scrollPerFramePx;
    else if (point.y > bottom - edgePx) list.scrollTop += scrollPerFramePx;
    if (list.scrollTop !== formerTop) aim();
  }
  function onPointerMove(event: PointerEvent): void {
    point = { x: event.clientX, y: event.clientY };
    if (drag === null) {
      if (Math.hypot(point.x - start.x, point.y - start.y) < startDistancePx) return;
      drag = lift();
      if (drag === null) {
        end();
        return;
      }
      document.documentElement.dataset["dragging"] = "";
      scrollAtEdges();
    }
    event.preventDefault();
    aim();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape" || drag === null) return;
    event.preventDefault();
    event.stopPropagation();
    swallowClick();
    end();
  }
  function onPointerUp(): void {
    if (drag !== null) {
      swallowClick();
      aim();
      if (canDrop) target?.drop(drag, point);
    }
    end();
  }
  function end(): void {
    removeEventListener("pointermove", onPointerMove);
    removeEventListener("pointerup", onPointerUp);
    removeEventListener("pointercancel", end);
    removeEventListener("blur", end);
    removeEventListener("keydown", onKeyDown, true);
    if (frame !== null) cancelAnimationFrame(frame);
    target?.leave();
    delete document.documentElement.dataset["dragging"];
    useDragStore.setState({ shown: null });
  }
  addEventListener("pointermove", onPointerMove);
  addEventListener("pointerup", onPointerUp);
  addEventListener("pointercancel", end);
  addEventListener("blur", end);
  addEventListener("keydown", onKeyDown, true);
}

function targetAt({ x, y }: Point): DropTarget | null {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-drop-target]");
  const id = element?.dataset["dropTarget"];
  return id === undefined ? null : (targets.get(id)?.() ?? null);
}

/** The click that ends a drag is not one on what lies under it. */
function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, true), 0);
}
