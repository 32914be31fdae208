import { UserMinus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { PermissionLevel, Playlist, PlaylistDetail } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { currentProfile } from "#renderer/lib/profile.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Avatar } from "#renderer/ui/avatar.tsx";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { ErrorState } from "#renderer/ui/states.tsx";
import { attempt, offerUndo } from "../playlist-commands.ts";
import { reloadPlaylists } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { closePlaylistDialog } from "./dialogs.store.ts";
import css from "./share-dialog.module.css";

const say = playlistTexts.share;
const levels = (["view", "edit", "admin"] as const).map((value) => ({
  value,
  label: say.levels[value],
}));

/** Who may listen to a playlist, change it and manage it; and giving it away. */
export function ShareDialog({ playlist }: { readonly playlist: Playlist }): ReactNode {
  const detail = useResource("playlists.get", { uuid: playlist.uuid }, ["playlists.changed"]);
  const others = useResource("users.listOthers", {});
  return (
    <Dialog isOpen onOpenChange={closePlaylistDialog} title={say.title(playlist.name)}>
      {detail.error !== null && detail.value === undefined ? (
        <ErrorState message={errorMessage(detail.error)} onRetry={detail.reload} />
      ) : (
        detail.value !== undefined && (
          <People
            detail={detail.value}
            profiles={others.value?.profiles ?? []}
            areProfilesKnown={others.value !== undefined}
            onChanged={detail.reload}
          />
        )
      )}
    </Dialog>
  );
}

interface PeopleProps {
  readonly detail: PlaylistDetail;
  readonly profiles: readonly { readonly uuid: string; readonly displayName: string }[];
  readonly areProfilesKnown: boolean;
  readonly onChanged: () => void;
}

function People({ detail, profiles, areProfilesKnown, onChanged }: PeopleProps): ReactNode {
  const [handingTo, setHandingTo] = useState<{ uuid: string; name: string } | null>(null);
  const ownUuid = currentProfile()?.uuid ?? null;
  const inUuids = new Set([
    detail.ownerUuid,
    ...detail.collaborators.map(({ userUuid }) => userUuid),
  ]);
  const outside = profiles.filter(({ uuid }) => !inUuids.has(uuid) && uuid !== ownUuid);

  async function set(
    userUuid: string,
    name: string,
    permission: PermissionLevel | null,
  ): Promise<void> {
    const { changeUuid } = await request("playlists.setCollaborator", {
      uuid: detail.uuid,
      userUuid,
      permission,
    });
    onChanged();
    void reloadPlaylists();
    if (permission === null) offerUndo(say.removed(name), [changeUuid]);
  }
  async function handOver(userUuid: string, name: string): Promise<void> {
    const { changeUuid } = await request("playlists.handOver", { uuid: detail.uuid, userUuid });
    closePlaylistDialog();
    await reloadPlaylists();
    offerUndo(say.handedOver(name), [changeUuid]);
  }
  async function letThemEdit(): Promise<void> {
    await request("playlists.update", { uuid: detail.uuid, changes: { isCollaborative: true } });
    onChanged();
  }

  if (handingTo !== null)
    return (
      <>
        <p className={css["hand"]}>{say.handOverBody(handingTo.name)}</p>
        <div className={css["buttons"]}>
          <Button onClick={() => setHandingTo(null)}>{texts.common.cancel}</Button>
          <Button
            variant="primary"
            onClick={() => attempt(() => handOver(handingTo.uuid, handingTo.name))}
          >
            {say.handOverNow}
          </Button>
        </div>
      </>
    );

  return (
    <>
      <ul className={css["people"]}>
        <li className={css["person"]}>
          <Avatar avatarKey={null} name={detail.ownerName} size={32} />
          <span className={css["name"]}>
            {detail.ownerName}
            {detail.ownerUuid === ownUuid && <small>{say.you}</small>}
          </span>
          <span className={css["owner"]}>{say.owner}</span>
        </li>
        {detail.collaborators.map(({ userUuid, displayName, avatarKey, permission }) => (
          <li key={userUuid} className={css["person"]}>
            <Avatar avatarKey={avatarKey} name={displayName} size={32} />
            <span className={css["name"]}>
              {displayName}
              {userUuid === ownUuid && <small>{say.you}</small>}
            </span>
            <Select
              label={say.levelOf(displayName)}
              value={permission}
              options={levels}
              onChange={(level) => attempt(() => set(userUuid, displayName, level))}
            />
            <IconButton
              label={say.remove(displayName)}
              onClick={() => attempt(() => set(userUuid, displayName, null))}
            >
              <UserMinus />
            </IconButton>
          </li>
        ))}
      </ul>
      {detail.collaborators.length > 0 && !detail.isCollaborative && detail.kind === "manual" && (
        <p className={css["note"]}>
          {say.notCollaborative}
          <Button size="small" onClick={() => attempt(letThemEdit)}>
            {say.turnOn}
          </Button>
        </p>
      )}
      {outside.length > 0 ? (
        <Invite
          people={outside}
          onInvite={(uuid, name, level) => attempt(() => set(uuid, name, level))}
        />
      ) : (
        areProfilesKnown && (
          <p className={css["nobody"]}>
            {profiles.every(({ uuid }) => uuid === ownUuid) ? say.nobody : say.everybodyIn}
          </p>
        )
      )}
      {detail.role === "owner" && profiles.some(({ uuid }) => uuid !== ownUuid) && (
        <div className={css["foot"]}>
          <Select
            label={say.handOverTo}
            value=""
            options={[
              { value: "", label: say.handOver },
              ...profiles
                .filter(({ uuid }) => uuid !== ownUuid)
                .map(({ uuid, displayName }) => ({ value: uuid, label: displayName })),
            ]}
            onChange={(uuid: string) => {
              const person = profiles.find((profile) => profile.uuid === uuid);
              if (person !== undefined) setHandingTo({ uuid, name: person.displayName });
            }}
          />
        </div>
      )}
    </>
  );
}

function Invite(props: {
  readonly people: readonly { readonly uuid: string; readonly displayName: string }[];
  readonly onInvite: (uuid: string, name: string, level: PermissionLevel) => void;
}): ReactNode {
  const [uuid, setUuid] = useState("");
  const [level, setLevel] = useState<PermissionLevel>("edit");
  const person = props.people.find((candidate) => candidate.uuid === uuid);
  return (
    <div className={css["invite"]}>
      <Select
        label={say.invite}
        className={css["who"]}
        value={person === undefined ? "" : uuid}
        options={[
          { value: "", label: say.choose },
          ...props.people.map(({ uuid: value, displayName }) => ({ value, label: displayName })),
        ]}
        onChange={setUuid}
      />
      <Select label={say.levelOf("")} value={level} options={levels} onChange={setLevel} />
      <Button
        variant="primary"
        disabled={person === undefined}
        onClick={() => {
          if (person !== undefined) props.onInvite(person.uuid, person.displayName, level);
          setUuid("");
        }}
      >
        {say.add}
      </Button>
    </div>
  );
}
