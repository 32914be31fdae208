import type { Selection } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { formatDateTime } from "#renderer/lib/format.ts";
import { showToast } from "#renderer/lib/toasts.ts";
import { openPlaylistDialog } from "../dialogs/dialogs.store.ts";
import { freePlaylistName } from "../playlist-commands.ts";
import { playlistTexts } from "../playlists-texts.ts";

const say = playlistTexts.add;
const rowsPerRequest = 1000;
/** What one selection may name. */
const mostUuids = 10_000;

/** Asks for a name and keeps the queue under it, in the order it plays. */
export async function saveQueueAsPlaylist(): Promise<void> {
  const uuids: string[] = [];
  for (let isMore = true; isMore;) {
    const window = { offset: uuids.length, limit: rowsPerRequest };
    const { rows, total } = await request("playback.getQueue", window);
    uuids.push(...rows.map(({ song }) => song.uuid));
    isMore = rows.length > 0 && uuids.length < total;
  }
  if (uuids.length === 0) {
    showToast({ message: say.queueEmpty });
    return;
  }
  const selections: Selection[] = [];
  for (let start = 0; start < uuids.length; start += mostUuids)
    selections.push({ uuids: uuids.slice(start, start + mostUuids) });
  const name = freePlaylistName(say.queueName(formatDateTime(Date.now())));
  openPlaylistDialog({ kind: "newPlaylist", selections, name });
}
