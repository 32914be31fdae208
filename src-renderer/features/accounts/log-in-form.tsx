import { Eye, EyeOff } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import type { ProfileSummary } from "#shared/contract/index.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { Avatar } from "#renderer/ui/avatar.tsx";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { accountsTexts } from "./accounts-texts.ts";
import { logIn } from "./auth.ts";
import css from "./profile-picker.module.css";
import { useEscape } from "./use-escape.ts";
import { formatWait, useCountdown, waitOf } from "./waiting.ts";

const say = accountsTexts.logIn;

interface LogInFormProps {
  readonly profile: ProfileSummary;
  readonly isUnlock: boolean;
  readonly backLabel: string;
  /** Null: there is nobody else to choose. */
  readonly onBack: (() => void) | null;
}

/** One profile and its password. The password lives in this form alone and goes with it, and with every failure. */
export function LogInForm({ profile, isUnlock, backLabel, onBack }: LogInFormProps): ReactNode {
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const [waitUntil, setWaitUntil] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const leftMs = useCountdown(waitUntil);
  const isWaiting = leftMs > 0;
  useEscape(onBack);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy || isWaiting) return;
    if (profile.hasPassword && password === "") {
      setError(say.missing);
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await logIn(profile.username, profile.hasPassword ? password : null);
    } catch (thrown) {
      const waitMs = waitOf(thrown);
      if (waitMs === null) setError(errorMessage(thrown));
      else setWaitUntil(Date.now() + waitMs);
      setPassword("");
      setShown(false);
      field.current?.focus();
    }
    setBusy(false);
  }

  const sentence = isWaiting ? say.wait(formatWait(leftMs)) : error;
  return (
    <form className={css["form"]} onSubmit={(event) => void submit(event)}>
      <Avatar avatarKey={profile.avatarKey} name={profile.displayName} size={96} />
      <h1 className={css["title"]}>
        {isUnlock ? accountsTexts.picker.lockedTitle(profile.displayName) : profile.displayName}
      </h1>
      {isUnlock && profile.hasPassword && (
        <p className={css["body"]}>{accountsTexts.picker.lockedBody}</p>
      )}
      {profile.hasPassword && (
        <TextField
          ref={field}
          className={css["password"] ?? ""}
          label={say.password}
          type={isShown ? "text" : "password"}
          autoComplete="current-password"
          maxLength={200}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page has nothing else to do.
          autoFocus
          value={password}
          error={sentence}
          onChange={(event) => {
            setPassword(event.target.value);
            setError(undefined);
          }}
          trailing={
            <IconButton
              size="small"
              hasTooltip={false}
              label={isShown ? say.hidePassword : say.showPassword}
              onClick={() => setShown(!isShown)}
            >
              {isShown ? <EyeOff /> : <Eye />}
            </IconButton>
          }
        />
      )}
      {!profile.hasPassword && sentence !== undefined && (
        <p role="alert" className={css["error"]}>
          {sentence}
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        className={css["submit"]}
        disabled={isBusy || isWaiting}
      >
        {isBusy ? say.submitting : isUnlock ? say.unlock : say.submit}
      </Button>
      {onBack !== null && (
        <Button variant="quiet" size="small" onClick={onBack}>
          {backLabel}
        </Button>
      )}
    </form>
  );
}
