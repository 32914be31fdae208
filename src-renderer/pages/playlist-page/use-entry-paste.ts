import type { PlaylistDetail } from "#shared/contract/index.ts";
import type { SongList } from "#renderer/features/library/use-song-list.ts";
import { offerUndo, playlistTexts } from "#renderer/features/playlists/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { showToast } from "#renderer/lib/toasts.ts";
import { clipboardEntries, forgetEntries, holdEntries } from "./entry-clipboard.ts";
import type { PlaylistCommands } from "./use-entry-commands.ts";

const say = playlistTexts.page;

/** Copies the selected entries, or marks them to be moved where they are pasted. */
export async function copyEntries(
  playlist: PlaylistDetail,
  commands: PlaylistCommands,
  isCut: boolean,
): Promise<void> {
  const rows = await commands.selectedRows();
  if (rows.length === 0) return;
  holdEntries(rows, isCut ? playlist.uuid : null);
  showToast({ message: isCut ? say.cutHeld(rows.length) : say.copied(rows.length) });
}

/** Puts held entries after the row that has the focus: moved within their playlist, taken over from another, or copied. */
export async function pasteEntries(
  playlist: PlaylistDetail,
  list: SongList,
  commands: PlaylistCommands,
): Promise<void> {
  const held = clipboardEntries();
  if (held === null) return;
  const { lead } = list.selection;
  const beforeEntryUuid = lead < 0 ? null : await commands.entryUuidAt(lead + 1);
  const { uuid } = playlist;
  const cut = held.cutFrom;
  const entryUuids = [...(cut?.entryUuids ?? [])];
  if (cut?.playlistUuid === uuid) {
    const stays = beforeEntryUuid !== null && entryUuids.includes(beforeEntryUuid);
    const input = {
      uuid,
      entries: { entryUuids },
      beforeEntryUuid: stays ? null : beforeEntryUuid,
    };
    const { moved, changeUuid } = await request("playlists.reorderTracks", input);
    forgetEntries();
    await list.reopen();
    offerUndo(say.moved(moved), [changeUuid]);
    return;
  }
  if (held.songUuids.length === 0) return;
  const { added, changeUuid } = await request("playlists.addTracks", {
    uuid,
    selection: { uuids: [...held.songUuids] },
    beforeEntryUuid,
    duplicates: "add",
  });
  const changeUuids = [changeUuid];
  if (cut !== null && entryUuids.length > 0) {
    const from = { uuid: cut.playlistUuid, entries: { entryUuids } };
    changeUuids.push((await request("playlists.removeTracks", from)).changeUuid);
    forgetEntries();
  }
  await list.reopen();
  offerUndo(playlistTexts.add.added(added, playlist.name), changeUuids);
}
