import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Profile } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showToast } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import css from "./user-list.module.css";

const say = accountsTexts.resetPassword;

interface ResetPasswordDialogProps {
  readonly profile: Profile;
  readonly onClose: () => void;
}

/** Gives another profile a new password, or none. */
export function ResetPasswordDialog({ profile, onClose }: ResetPasswordDialogProps): ReactNode {
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const formId = useId();
  const { displayName: name } = profile;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (password !== "" && password.length < 8) {
      setRefusal(accountsTexts.password.tooShort);
      return;
    }
    setBusy(true);
    try {
      const newPassword = password === "" ? null : password;
      await request("users.resetPassword", { uuid: profile.uuid, newPassword });
      const message = newPassword === null ? say.removed(name) : say.done(name);
      showToast({ message, tone: "good", durationMs: 4000 });
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
      description={say.description}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" disabled={isBusy}>
            {say.submit}
          </Button>
        </>
      }
    >
      <form id={formId} className={css["form"]} onSubmit={(event) => void submit(event)}>
        <div>
          <TextField
            label={say.password}
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={password}
            error={refusal}
            onChange={(event) => {
              setPassword(event.target.value);
              setRefusal(undefined);
            }}
          />
          <p className={css["hint"]}>{say.hint}</p>
        </div>
      </form>
    </Dialog>
  );
}
