import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Profile } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { request } from "#renderer/lib/bridge.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showToast } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import { ask } from "../auth.ts";
import { formatWait, useCountdown, waitOf } from "../waiting.ts";
import css from "./password-section.module.css";
import { newPasswordProblem } from "./profile-fields.ts";

const say = accountsTexts.password;
type Mode = "add" | "change" | "remove";

/** Whether the profile has a password, and the ways to set, change and remove it. */
export function PasswordSection({ profile }: { readonly profile: Profile }): ReactNode {
  const [mode, setMode] = useState<Mode | null>(null);
  return (
    <>
      <p className={css["state"]}>{profile.hasPassword ? say.set : say.none}</p>
      <div className={css["buttons"]}>
        {profile.hasPassword ? (
          <>
            <Button size="small" onClick={() => setMode("change")}>
              {say.change}
            </Button>
            <Button size="small" variant="quiet" onClick={() => setMode("remove")}>
              {say.remove}
            </Button>
          </>
        ) : (
          <Button size="small" onClick={() => setMode("add")}>
            {say.add}
          </Button>
        )}
      </div>
      {mode !== null && <PasswordDialog mode={mode} onClose={() => setMode(null)} />}
    </>
  );
}

const titles = { add: say.addTitle, change: say.changeTitle, remove: say.removeTitle } as const;

function PasswordDialog(props: { readonly mode: Mode; readonly onClose: () => void }): ReactNode {
  const { mode, onClose } = props;
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [repeated, setRepeated] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const [waitUntil, setWaitUntil] = useState<number | null>(null);
  const leftMs = useCountdown(waitUntil);
  const formId = useId();
  const isRemoving = mode === "remove";
  const problem = isRemoving ? null : newPasswordProblem(next, repeated);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    if (isBusy || leftMs > 0 || problem !== null) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      await request("auth.changePassword", {
        currentPassword: mode === "add" ? null : current,
        newPassword: isRemoving ? null : next,
      });
      await ask();
      showToast({ message: isRemoving ? say.removed : say.saved, tone: "good" });
      onClose();
    } catch (thrown) {
      const waitMs = waitOf(thrown);
      const isWrong = thrown instanceof AppError && thrown.code === "login_failed";
      if (waitMs === null) setRefusal(isWrong ? say.wrong : errorMessage(thrown));
      else setWaitUntil(Date.now() + waitMs);
      setCurrent("");
      setBusy(false);
    }
  }

  const refused = leftMs > 0 ? accountsTexts.logIn.wait(formatWait(leftMs)) : refusal;
  return (
    <Dialog
      isOpen
      size="small"
      title={titles[mode]}
      {...(isRemoving && { description: say.removeBody })}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button
            type="submit"
            form={formId}
            variant={isRemoving ? "danger" : "primary"}
            disabled={isBusy || leftMs > 0}
          >
            {isRemoving ? say.confirmRemove : say.save}
          </Button>
        </>
      }
    >
      <form id={formId} className={css["form"]} onSubmit={(event) => void submit(event)}>
        {mode !== "add" && (
          <TextField
            type="password"
            label={say.current}
            autoComplete="current-password"
            maxLength={200}
            required
            value={current}
            error={refused}
            onChange={(event) => {
              setCurrent(event.target.value);
              setRefusal(undefined);
            }}
          />
        )}
        {!isRemoving && (
          <>
            <div>
              <TextField
                type="password"
                label={say.next}
                autoComplete="new-password"
                maxLength={200}
                value={next}
                error={
                  isChecked && problem === "tooShort"
                    ? say.tooShort
                    : mode === "add"
                      ? refused
                      : undefined
                }
                onChange={(event) => setNext(event.target.value)}
              />
              <p className={css["hint"]}>{say.hint}</p>
            </div>
            <TextField
              type="password"
              label={say.repeat}
              autoComplete="new-password"
              maxLength={200}
              value={repeated}
              error={isChecked && problem === "differs" ? say.differs : undefined}
              onChange={(event) => setRepeated(event.target.value)}
            />
          </>
        )}
      </form>
    </Dialog>
  );
}
