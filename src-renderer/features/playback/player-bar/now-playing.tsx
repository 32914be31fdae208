import { Heart, Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { Playable } from "#shared/contract/index.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { type PlaylistActions, usePlaylistActions } from "#renderer/lib/playlist-actions.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { DropdownMenu, type MenuItem } from "#renderer/ui/menu.tsx";
import { playback } from "../playback.ts";
import css from "./now-playing.module.css";
import { OverflowText } from "./overflow-text.tsx";

const say = playbackTexts.player;

export function NowPlaying({ current }: { readonly current: Playable | null }): ReactNode {
  const playlists = usePlaylistActions();
  if (current === null)
    return (
      <div className={css["now"]}>
        <div className={css["blank"]} aria-hidden="true" />
        <div className={css["words"]}>
          <span className={css["idle"]}>{say.nothingPlaying}</span>
          <span className={css["artist"]}>{say.nothingHint}</span>
        </div>
      </div>
    );
  const { song } = current;
  const byline = [song.artist, song.album].filter((part) => part !== null).join(" — ");
  return (
    <div className={css["now"]}>
      <Cover
        coverKey={song.coverKey}
        text={coverText(song)}
        size={52}
        className={css["cover"] ?? ""}
      />
      <div className={css["words"]}>
        <OverflowText className={css["title"]} text={song.title} />
        {byline !== "" && <OverflowText className={css["artist"]} text={byline} />}
      </div>
      <IconButton
        label={song.isFavorite ? say.unfavorite : say.favorite}
        isPressed={song.isFavorite}
        className={css["heart"]}
        onClick={playback.toggleFavorite}
      >
        <Heart />
      </IconButton>
      <DropdownMenu items={() => addItems(playlists, song.uuid)} side="top">
        <IconButton label={say.addToPlaylist} hasTooltip={false}>
          <Plus />
        </IconButton>
      </DropdownMenu>
      <div className={css["announced"]} aria-live="polite">
        {say.nowPlaying(song.title, song.artist)}
      </div>
    </div>
  );
}

/** The playlists themselves: a menu with one line that opens another would be a click too many. */
function addItems(playlists: PlaylistActions, songUuid: string): readonly MenuItem[] {
  const items = playlists.addMenu(() => [{ uuids: [songUuid] }]);
  const [only] = items;
  return only?.type === "submenu" ? only.items : items;
}
