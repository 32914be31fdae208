import { Ellipsis, Globe, Play, Share2, Shuffle, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import type { PlaylistDetail } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { formatRating } from "#renderer/lib/format.ts";
import { currentProfile } from "#renderer/lib/profile.ts";
import { showToast } from "#renderer/lib/toasts.ts";
import { Avatar } from "#renderer/ui/avatar.tsx";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { DropdownMenu } from "#renderer/ui/menu.tsx";
import { openPlaylistDialog } from "../dialogs/dialogs.store.ts";
import { attempt, renamePlaylist } from "../playlist-commands.ts";
import { mayEdit } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { playlistActionsMenu } from "../tree/tree-menu.tsx";
import { EditableTitle } from "./editable-title.tsx";
import { PlaylistCover } from "./playlist-cover.tsx";
import css from "./playlist-header.module.css";

const say = playlistTexts.head;

interface PlaylistHeaderProps {
  readonly playlist: PlaylistDetail;
  readonly canPlay: boolean;
  readonly onPlay: () => void;
  readonly onShuffle: () => void;
  /** What stands at the right of the buttons: the search in the list, its columns. */
  readonly tools: ReactNode;
  /** Beside the totals: what is selected. */
  readonly status: ReactNode;
}

/** Whose playlist it is, what is in it, and what can be done with it as a whole. */
export function PlaylistHeader(props: PlaylistHeaderProps): ReactNode {
  const { playlist } = props;
  const isManager = playlist.role === "owner" || playlist.role === "admin";
  return (
    <header className={css["header"]}>
      <button
        type="button"
        className={css["cover"]}
        disabled={!isManager}
        aria-label={playlistTexts.menu.editDetails}
        onClick={() => openPlaylistDialog({ kind: "details", playlist })}
      >
        <PlaylistCover playlist={playlist} size={148} />
      </button>
      <div className={css["words"]}>
        <p className={css["kind"]}>
          {playlist.kind === "manual"
            ? playlistTexts.playlist
            : playlist.isFrozen
              ? playlistTexts.frozenPlaylist
              : playlistTexts.smartPlaylist}
          {playlist.isPublic && (
            <span className={css["public"]}>
              <Globe aria-hidden="true" />
              {say.isPublic}
            </span>
          )}
        </p>
        <EditableTitle
          name={playlist.name}
          canEdit={isManager}
          onRename={(name) => attempt(() => renamePlaylist(playlist.uuid, name))}
        />
        <Description playlist={playlist} canEdit={isManager} />
        <p className={css["facts"]}>
          <People playlist={playlist} canShare={isManager} />
          <span role="status">
            {props.status ?? say.totals(playlist.trackCount, playlist.totalDurationSec)}
          </span>
          {playlist.ratingAvg !== null && (
            <span>{say.rated(formatRating(Math.round(playlist.ratingAvg)))}</span>
          )}
          {playlist.playCount > 0 && <span>{say.plays(playlist.playCount)}</span>}
          <Problems playlist={playlist} />
        </p>
        <div className={css["actions"]}>
          <Button
            variant="primary"
            icon={<Play fill="currentColor" />}
            disabled={!props.canPlay}
            onClick={props.onPlay}
          >
            {say.play}
          </Button>
          <Button icon={<Shuffle />} disabled={!props.canPlay} onClick={props.onShuffle}>
            {say.shuffle}
          </Button>
          {isManager && (
            <IconButton
              label={say.share}
              onClick={() => openPlaylistDialog({ kind: "share", playlist })}
            >
              <Share2 />
            </IconButton>
          )}
          <DropdownMenu items={playlistActionsMenu(playlist)}>
            <IconButton label={say.moreOf(playlist.name)} hasTooltip={false}>
              <Ellipsis />
            </IconButton>
          </DropdownMenu>
          <span className={css["space"]} />
          {props.tools}
        </div>
      </div>
    </header>
  );
}

function Description(props: {
  readonly playlist: PlaylistDetail;
  readonly canEdit: boolean;
}): ReactNode {
  const { playlist, canEdit } = props;
  if (playlist.description === null) return null;
  if (!canEdit) return <p className={css["description"]}>{playlist.description}</p>;
  return (
    <button
      type="button"
      className={css["description"]}
      title={playlist.description}
      onClick={() => openPlaylistDialog({ kind: "details", playlist })}
    >
      {playlist.description}
    </button>
  );
}

function People(props: {
  readonly playlist: PlaylistDetail;
  readonly canShare: boolean;
}): ReactNode {
  const { playlist, canShare } = props;
  const isOwn = playlist.ownerUuid === currentProfile()?.uuid;
  const { collaborators } = playlist;
  if (isOwn && collaborators.length === 0) return null;
  return (
    <span className={css["people"]}>
      <span className={css["faces"]} aria-hidden="true">
        <Avatar avatarKey={null} name={playlist.ownerName} size={20} />
        {collaborators.slice(0, 4).map(({ userUuid, displayName, avatarKey }) => (
          <Avatar key={userUuid} avatarKey={avatarKey} name={displayName} size={20} />
        ))}
      </span>
      {isOwn ? say.byYou : say.by(playlist.ownerName)}
      {collaborators.length > 0 && (
        <button
          type="button"
          className={css["collaborators"]}
          disabled={!canShare}
          title={collaborators.map(({ displayName }) => displayName).join(", ")}
          onClick={() => openPlaylistDialog({ kind: "share", playlist })}
        >
          <UsersRound aria-hidden="true" />
          {say.collaborators(collaborators.length)}
        </button>
      )}
    </span>
  );
}

/** What cannot be played, and a way to look for it again. */
function Problems({ playlist }: { readonly playlist: PlaylistDetail }): ReactNode {
  const { uuid, unmatchedCount } = playlist;
  const missing = playlist.missingCount;
  async function rematch(): Promise<void> {
    const { matched, unmatched } = await request("playlists.rematch", { uuid });
    showToast({ message: say.rematched(matched, unmatched) });
  }
  return (
    <>
      {missing > 0 && <span className={css["warn"]}>{say.missing(missing)}</span>}
      {unmatchedCount > 0 && (
        <span className={css["warn"]}>
          {say.unmatched(unmatchedCount)}
          {mayEdit(playlist) && (
            <button type="button" className={css["again"]} onClick={() => attempt(rematch)}>
              {say.rematch}
            </button>
          )}
        </span>
      )}
    </>
  );
}
