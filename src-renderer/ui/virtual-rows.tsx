import {
  type ComponentProps,
  Fragment,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import {
  clampOffset,
  createScrollSpace,
  offsetForRow,
  rowsInSight,
  type ScrollSpace,
  toPhysical,
  toVirtual,
} from "./scroll-space.ts";
import css from "./virtual-rows.module.css";

export interface VirtualRowsHandle {
  /** The element that scrolls and takes the focus. */
  readonly element: () => HTMLElement | null;
  readonly scrollToIndex: (index: number, align?: "nearest" | "start" | "center") => void;
  /** How far the list is scrolled, in true (unscaled) pixels. */
  readonly offset: () => number;
  readonly setOffset: (offsetPx: number) => void;
  /** Rows wholly in sight: what Page Down moves by. */
  readonly pageSize: () => number;
}

interface VirtualRowsProps extends Omit<ComponentProps<"div">, "ref" | "children"> {
  readonly ref?: Ref<VirtualRowsHandle>;
  readonly count: number;
  readonly rowPx: number;
  readonly overscan?: number;
  /** Stays in sight above the rows and scrolls sideways with them. */
  readonly header?: ReactNode;
  readonly headerPx?: number;
  /** Narrowest width of header and rows; below it the list scrolls sideways. */
  readonly minWidthPx?: number;
  /** Each row is exactly `rowPx` high and in the normal flow. Called with indexes in sight only. */
  readonly renderRow: (index: number) => ReactNode;
  /** After each change of the rows drawn; `direction` is where the scroll goes. */
  readonly onRange?: (from: number, to: number, direction: 1 | -1) => void;
}

const noRows = { from: 0, to: 0, slidePx: 0 };

interface Position {
  offset: number;
  physical: number;
  direction: 1 | -1;
}

/**
 * A list of any length with rows of one height, of which only those in sight exist. Positions are plain arithmetic, so ten
 * million rows cost no more than ten; see scroll-space.ts for lists taller than the browser can lay out.
 */
export function VirtualRows({
  ref,
  count,
  rowPx,
  overscan = 8,
  header,
  headerPx = 0,
  minWidthPx = 0,
  renderRow,
  onRange,
  className,
  onScroll,
  ...rest
}: VirtualRowsProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const group = useRef<HTMLDivElement>(null);
  const [viewportPx, setViewportPx] = useState(0);
  const space = useMemo(
    () => createScrollSpace(count, rowPx, viewportPx),
    [count, rowPx, viewportPx],
  );
  const spaceRef = useRef(space);
  /** The truth about the scroll; the element's own position is a rounded image of it in a scaled list. */
  const position = useRef<Position>({ offset: 0, physical: 0, direction: 1 });
  const [range, setRange] = useState(noRows);

  const update = useCallback(() => {
    const next = rowsInSight(spaceRef.current, position.current.offset, overscan);
    const slidePx = slideOf(spaceRef.current, position.current);
    setRange((former) =>
      former.from === next.from && former.to === next.to ? former : { ...next, slidePx },
    );
    // Between two renders a scaled list slides: rows move by true pixels, the element by scaled ones.
    if (group.current !== null && spaceRef.current.scale !== 1) {
      const from = Number(group.current.dataset["from"]);
      group.current.style.top = `${from * spaceRef.current.rowPx + slidePx}px`;
    }
  }, [overscan]);

  const setOffset = useCallback(
    (offsetPx: number) => {
      const element = scroller.current;
      if (element === null) return;
      const offset = clampOffset(spaceRef.current, offsetPx);
      position.current.direction = offset < position.current.offset ? -1 : 1;
      element.scrollTop = toPhysical(spaceRef.current, offset);
      position.current.offset = offset;
      position.current.physical = element.scrollTop;
      update();
    },
    [update],
  );

  useLayoutEffect(() => {
    spaceRef.current = space;
    setOffset(position.current.offset);
  }, [space, setOffset]);

  useMeasuredHeight(scroller, headerPx, setViewportPx);
  useScaledWheel(scroller, spaceRef, position, setOffset);

  useEffect(() => {
    onRange?.(range.from, range.to, position.current.direction);
  }, [range, onRange]);

  useImperativeHandle(
    ref,
    () => ({
      element: () => scroller.current,
      offset: () => position.current.offset,
      setOffset,
      scrollToIndex: (index, align = "nearest") =>
        setOffset(offsetForRow(spaceRef.current, position.current.offset, index, align)),
      pageSize: () => Math.max(1, Math.floor(spaceRef.current.viewportPx / spaceRef.current.rowPx)),
    }),
    [setOffset],
  );

  const rows: ReactNode[] = [];
  const to = Math.min(range.to, count);
  for (let index = range.from; index < to; index++)
    rows.push(<Fragment key={index}>{renderRow(index)}</Fragment>);
  const top = range.from * rowPx + range.slidePx;
  return (
    <div
      ref={scroller}
      className={classNames(css["scroller"], className)}
      onScroll={(event) => {
        onScroll?.(event);
        readScroll(event.currentTarget, spaceRef.current, position.current);
        update();
      }}
      {...rest}
    >
      {header}
      <div
        role="rowgroup"
        className={css["body"]}
        style={{ height: space.bodyPx, minWidth: minWidthPx }}
      >
        <div
          ref={group}
          role="presentation"
          data-from={range.from}
          className={css["group"]}
          style={{ top }}
        >
          {rows}
        </div>
      </div>
    </div>
  );
}

/** How far rows stand from their true place, for a body that is shorter than the list. */
function slideOf(space: ScrollSpace, { offset, physical }: Position): number {
  return space.scale === 1 ? 0 : physical - offset;
}

/** Takes over where the person dragged or flung the scroll bar to; our own moves come back as events and are ignored. */
function readScroll(element: HTMLElement, space: ScrollSpace, position: Position): void {
  if (Math.abs(element.scrollTop - position.physical) < 1) return;
  const offset = toVirtual(space, element.scrollTop);
  position.direction = offset < position.offset ? -1 : 1;
  position.offset = offset;
  position.physical = element.scrollTop;
}

function useMeasuredHeight(
  scroller: RefObject<HTMLElement | null>,
  headerPx: number,
  setViewportPx: (px: number) => void,
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => setViewportPx(Math.max(0, element.clientHeight - headerPx));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headerPx, setViewportPx]);
}

/** In a scaled list a notch of the wheel still moves by true pixels, not by thousands of rows. */
function useScaledWheel(
  scroller: RefObject<HTMLElement | null>,
  space: RefObject<ScrollSpace>,
  position: RefObject<Position>,
  setOffset: (offsetPx: number) => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    function onWheel(event: WheelEvent): void {
      if (space.current.scale === 1 || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unitPx = [1, space.current.rowPx, space.current.viewportPx][event.deltaMode] ?? 1;
      setOffset(position.current.offset + event.deltaY * unitPx);
    }
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [scroller, space, position, setOffset]);
}
