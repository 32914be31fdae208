import type { ChannelInput, ChannelOutput, Playlist, Selection } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { preferenceNow, setPreference } from "#renderer/lib/preferences.ts";
import { showToast } from "#renderer/lib/toasts.ts";
import { askDuplicates } from "../dialogs/dialogs.store.ts";
import { createPlaylist, offerUndo } from "../playlist-commands.ts";
import { reloadPlaylists, rememberRecent } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";

const say = playlistTexts.add;
type Policy = ChannelInput<"playlists.addTracks">["duplicates"];
type Added = ChannelOutput<"playlists.addTracks">;

/**
 * Adds songs to a playlist, at its end or before an entry. Asks about those that stand there already, as the profile's
 * preference wants it, and offers to take everything back.
 */
export async function addSongs(
  playlist: Pick<Playlist, "uuid" | "name">,
  selections: readonly Selection[],
  beforeEntryUuid: string | null = null,
): Promise<void> {
  let policy: Policy = preferenceNow("playlists.onDuplicates") ?? "ask";
  let added = 0;
  let skipped = 0;
  const changeUuids: (string | null)[] = [];
  for (const selection of selections) {
    const input = { uuid: playlist.uuid, selection, beforeEntryUuid };
    let answer: Added = await request("playlists.addTracks", { ...input, duplicates: policy });
    if (policy === "ask" && answer.duplicates > 0) {
      const chosen = await askDuplicates({
        playlistName: playlist.name,
        count: answer.duplicates,
        titles: answer.duplicateTitles,
      });
      if (chosen === null) break;
      if (chosen.isRemembered) setPreference("playlists.onDuplicates", chosen.choice);
      policy = chosen.choice;
      answer = await request("playlists.addTracks", { ...input, duplicates: policy });
    }
    added += answer.added;
    if (policy === "skip") skipped += answer.duplicates;
    changeUuids.push(answer.changeUuid);
  }
  if (changeUuids.length === 0) return;
  rememberRecent(playlist.uuid);
  void reloadPlaylists();
  if (added === 0) showToast({ message: say.nothingAdded(playlist.name) });
  else
    offerUndo(
      skipped === 0
        ? say.added(added, playlist.name)
        : say.addedSome(added, skipped, playlist.name),
      changeUuids,
    );
}

/** Makes a playlist of songs. */
export async function createWithSongs(
  name: string,
  selections: readonly Selection[],
): Promise<Playlist> {
  const { playlist, changeUuids } = await createPlaylist({ name, selections });
  rememberRecent(playlist.uuid);
  offerUndo(
    playlist.trackCount > 0
      ? playlistTexts.madeOf(playlist.name, playlist.trackCount)
      : playlistTexts.created(playlist.name),
    changeUuids,
  );
  return playlist;
}
