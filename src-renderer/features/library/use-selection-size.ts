import { useEffect, useState } from "react";
import { countIndexes, type IndexRanges } from "#shared/domain/library/index-ranges.ts";
import { request } from "#renderer/lib/bridge.ts";
import { selectionsOf } from "./song-actions.ts";

/** Long enough that dragging a selection over thousands of rows asks once. */
const patienceMs = 120;

/** How long the selected songs are together; null until main has answered. Only asked for more than one song. */
export function useSelectionSize(
  snapshotId: string | null,
  ranges: IndexRanges,
): { readonly durationSec: number } | null {
  const [size, setSize] = useState<{ ranges: IndexRanges; durationSec: number } | null>(null);
  useEffect(() => {
    if (snapshotId === null || countIndexes(ranges) < 2) return undefined;
    let isGone = false;
    async function measure(id: string): Promise<void> {
      const answers = await Promise.all(
        selectionsOf(id, ranges).map((selection) =>
          request("songs.measureSelection", { selection }),
        ),
      );
      const durationSec = answers.reduce((sum, answer) => sum + answer.durationSec, 0);
      if (!isGone) setSize({ ranges, durationSec });
    }
    // A failure means that the snapshot was replaced meanwhile: the newer one is asked in turn.
    const timer = setTimeout(() => void measure(snapshotId).catch(() => undefined), patienceMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [snapshotId, ranges]);
  return size?.ranges === ranges ? size : null;
}
