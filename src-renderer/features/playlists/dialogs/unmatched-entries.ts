import type { PlaylistEntry } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";

/** As many as a dialog can show and a person will read. */
const most = 50;
const rowsPerRequest = 1000;

/** The first rows of a playlist that no song was found for. */
export async function unmatchedEntries(uuid: string): Promise<readonly PlaylistEntry[]> {
  const { snapshotId, total } = await request("playlists.openView", {
    viewName: "imported-playlist",
    uuid,
    query: "",
    sort: [],
  });
  const found: PlaylistEntry[] = [];
  for (let offset = 0; offset < total && found.length < most; offset += rowsPerRequest) {
    const window = { snapshotId, offset, limit: rowsPerRequest };
    const { rows } = await request("playlists.getWindow", window);
    found.push(...rows.filter((row) => row !== null).filter(({ song }) => song === null));
  }
  return found.slice(0, most);
}
