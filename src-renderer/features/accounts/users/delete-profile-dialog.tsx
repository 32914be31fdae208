import { type ReactNode, useState } from "react";
import type { Profile } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { formatCounted } from "#renderer/lib/format.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showToast } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import css from "./user-list.module.css";

const say = accountsTexts.deleteProfile;
/** No profile's uuid. */
const nobody = "";

interface DeleteProfileDialogProps {
  readonly profile: Profile;
  /** Who may take over the playlists. */
  readonly others: readonly Profile[];
  readonly onClose: () => void;
}

export function DeleteProfileDialog(props: DeleteProfileDialogProps): ReactNode {
  const { profile, others, onClose } = props;
  const { displayName: name } = profile;
  const [heir, setHeir] = useState<string>(others[0]?.uuid ?? nobody);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      const { playlistsHandedOver } = await request("users.delete", {
        uuid: profile.uuid,
        handPlaylistsToUuid: heir === nobody ? null : heir,
      });
      const playlists = formatCounted(playlistsHandedOver, "playlist", "playlists");
      showToast({
        message: playlistsHandedOver === 0 ? say.done(name) : say.doneHanded(name, playlists),
      });
      onClose();
    } catch (thrown) {
      setRefusal(errorMessage(thrown));
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      size="small"
      title={say.title(name)}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button variant="danger" disabled={isBusy} onClick={() => void remove()}>
            {say.submit}
          </Button>
        </>
      }
    >
      <p className={css["meaning"]}>{say.body}</p>
      <div className={css["choice"]}>
        {say.playlists}
        <Select
          label={say.playlists}
          value={heir}
          options={[
            ...others.map((other) => ({
              value: other.uuid,
              label: say.handTo(other.displayName),
            })),
            { value: nobody, label: say.deletePlaylists },
          ]}
          onChange={setHeir}
        />
      </div>
      {refusal !== null && (
        <p role="alert" className={css["refusal"]}>
          {refusal}
        </p>
      )}
    </Dialog>
  );
}
