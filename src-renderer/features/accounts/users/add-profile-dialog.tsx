import { type FormEvent, type ReactNode, useId, useState } from "react";
import { request } from "#renderer/lib/bridge.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showToast } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import { problemsOf } from "../profile/profile-fields.ts";
import css from "./user-list.module.css";
import { usernameFrom } from "./username-from.ts";

const say = accountsTexts.addProfile;

/** Adds a profile. The username follows the name until it is typed. */
export function AddProfileDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [displayName, setDisplayName] = useState("");
  const [typedUsername, setUsername] = useState<string | null>(null);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [isAdmin, setAdmin] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const formId = useId();
  const username = typedUsername ?? usernameFrom(displayName);
  const problems = problemsOf({ displayName, username, email });
  const isShort = password !== "" && password.length < 8;
  const shown = isChecked ? problems : {};

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    if (isBusy || isShort || Object.keys(problems).length > 0) return;
    setBusy(true);
    setRefusal(null);
    try {
      const { profile } = await request("auth.register", {
        username: username.trim(),
        displayName: displayName.trim(),
        email: email.trim() === "" ? null : email.trim(),
        password: password === "" ? null : password,
        isAdmin,
      });
      showToast({ message: say.added(profile.displayName), tone: "good", durationMs: 4000 });
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
      title={say.title}
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
        <TextField
          label={say.displayName}
          maxLength={100}
          value={displayName}
          error={shown.displayName}
          onChange={(event) => setDisplayName(event.target.value)}
        />
        <TextField
          label={say.username}
          maxLength={50}
          autoCapitalize="none"
          value={username}
          error={shown.username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <TextField
          label={say.email}
          type="email"
          maxLength={255}
          value={email}
          error={shown.email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <div>
          <TextField
            label={say.password}
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={password}
            error={isChecked && isShort ? accountsTexts.password.tooShort : undefined}
            onChange={(event) => setPassword(event.target.value)}
          />
          <p className={css["hint"]}>{say.passwordHint}</p>
        </div>
        <Switch label={say.isAdmin} isOn={isAdmin} onChange={setAdmin} />
        {refusal !== null && (
          <p role="alert" className={css["refusal"]}>
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  );
}
