// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { carryOver } from "./carry-over.ts";
import type { ListRow } from "./list-row.ts";
import type { SongListSource } from "./song-list-source.ts";
import type { SongListState } from "./song-list.types.ts";
import { SongWindows } from "./song-windows.ts";

const inSight = { offsetPx: 360, rowPx: 36, pageSize: 10 };

describe("carrying a list over to a newer snapshot", () => {
  // Catches: a playlist that is edited fast showing "could not be loaded", since main let go of what is still on the screen.
  it("lets the selection go, and nothing else, when the former snapshot is gone", async () => {
    const state = await shown("old");
    const carried = await carryOver(
      sourceWhere("old"),
      "refresh",
      state,
      { snapshotId: "new", total: 8 },
      inSight,
    );
    expect(carried).toEqual({ selection: { ranges: [], lead: 7, anchor: 7 }, scrollToPx: null });
  });

  // Catches: taking a newer snapshot that is gone for one that can be shown.
  it("rejects when the newer one is gone", async () => {
    const state = await shown("old");
    await expect(
      carryOver(sourceWhere("new"), "refresh", state, { snapshotId: "new", total: 8 }, inSight),
    ).rejects.toThrow("out of date");
  });
});

/** A source of which one snapshot was dropped. */
function sourceWhere(gone: string): SongListSource {
  const refuse = (): Promise<never> =>
    Promise.reject(new AppError("not_found", "This list is out of date.", { snapshotId: gone }));
  return {
    viewName: "test",
    open: refuse,
    fetch: refuse,
    locate: refuse,
    follow: () => () => undefined,
    refreshIntervalMs: 1,
  };
}

async function shown(snapshotId: string): Promise<SongListState> {
  const windows = new SongWindows({
    total: 20,
    fetch: (offset, limit) =>
      Promise.resolve(
        Array.from({ length: limit }, (_, at) => ({ uuid: `${offset + at}` }) as ListRow),
      ),
    onChange: () => undefined,
    onError: () => undefined,
  });
  await windows.load(0, 20);
  const totals = { total: 20, totalDurationSec: 0, librarySize: 20 };
  return {
    view: { snapshotId, ...totals, query: "", sortKey: "[]", windows, scrollToPx: null },
    selection: { ranges: [], lead: 12, anchor: 12 },
    error: null,
    queryProblem: null,
    isOpening: false,
  };
}
