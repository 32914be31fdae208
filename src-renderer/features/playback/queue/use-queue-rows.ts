import { useCallback, useEffect, useRef, useState } from "react";
import type { Playable } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { showError } from "#renderer/lib/toasts.ts";

const pageSize = 60;

/** What was asked for already, for one state of the queue. */
interface Asked {
  readonly revision: number;
  readonly pages: Set<number>;
}

interface Pages {
  readonly revision: number;
  readonly rows: ReadonlyMap<number, Playable>;
}

/**
 * Rows of the queue by index, fetched by page as they come into sight. After a change the former rows stay in sight until the new
 * ones are there, so that nothing flickers.
 */
export function useQueueRows(revision: number): {
  readonly rowAt: (index: number) => Playable | undefined;
  readonly show: (from: number, to: number) => void;
  /** Moves a row at once, ahead of main's answer. */
  readonly moveLocally: (from: number, to: number) => void;
} {
  const [pages, setPages] = useState<Pages>({ revision: -1, rows: new Map() });
  const asked = useRef<Asked>({ revision: -1, pages: new Set() });
  const inSight = useRef({ from: 0, to: pageSize });

  const show = useCallback(
    (from: number, to: number) => {
      async function load(page: number, mine: Asked): Promise<void> {
        try {
          const window = { offset: page * pageSize, limit: pageSize };
          const { offset, rows } = await request("playback.getQueue", window);
          if (asked.current !== mine) return;
          setPages((former) => {
            const merged = new Map(former.revision === revision ? former.rows : []);
            for (const [index, row] of rows.entries()) merged.set(offset + index, row);
            return { revision, rows: merged };
          });
        } catch (thrown) {
          mine.pages.delete(page);
          showError(thrown);
        }
      }
      inSight.current = { from, to };
      if (asked.current.revision !== revision) asked.current = { revision, pages: new Set() };
      const mine = asked.current;
      for (let page = Math.floor(from / pageSize); page * pageSize < to; page += 1) {
        if (mine.pages.has(page)) continue;
        mine.pages.add(page);
        void load(page, mine);
      }
    },
    [revision],
  );

  useEffect(() => show(inSight.current.from, inSight.current.to), [show]);

  const rowAt = useCallback((index: number) => pages.rows.get(index), [pages]);
  const moveLocally = useCallback((from: number, to: number) => {
    setPages((former) => ({ ...former, rows: moveRow(former.rows, from, to) }));
  }, []);
  return { rowAt, show, moveLocally };
}

/** Takes row `from` out and puts it before row `to` (indexes before the move); rows not loaded stay unknown. */
export function moveRow(
  rows: ReadonlyMap<number, Playable>,
  from: number,
  to: number,
): ReadonlyMap<number, Playable> {
  const target = to > from ? to - 1 : to;
  const moved = new Map<number, Playable>();
  for (const [index, row] of rows) {
    let place = index;
    if (index === from) place = target;
    else if (from < index && index <= target) place = index - 1;
    else if (target <= index && index < from) place = index + 1;
    moved.set(place, row);
  }
  return moved;
}
