import { type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import type { ChannelInput, Profile } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { errorMessage, showError, showToast } from "#renderer/lib/toasts.ts";
import { uploadFile } from "#renderer/lib/upload.ts";
import { Avatar } from "#renderer/ui/avatar.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import { ask } from "../auth.ts";
import css from "./profile-form.module.css";
import { type ProfileFields, problemsOf } from "./profile-fields.ts";

const say = accountsTexts.profile;
type Changes = ChannelInput<"users.update">["changes"];

async function update(profile: Profile, changes: Changes): Promise<void> {
  await request("users.update", { uuid: profile.uuid, changes });
  await ask();
}

/** Name, username and email of one's own profile, saved together. */
export function ProfileForm({ profile }: { readonly profile: Profile }): ReactNode {
  const saved: ProfileFields = {
    displayName: profile.displayName,
    username: profile.username,
    email: profile.email ?? "",
  };
  const [edited, setEdited] = useState<Partial<ProfileFields>>({});
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const fields = { ...saved, ...edited };
  const problems = problemsOf(fields);
  const isChanged = Object.entries(edited).some(
    ([name, value]) => value !== saved[name as keyof ProfileFields],
  );

  function fieldOf(name: keyof ProfileFields): {
    value: string;
    error: string | undefined;
    onChange: (event: { target: { value: string } }) => void;
  } {
    return {
      value: fields[name],
      error: problems[name],
      onChange: (event) => {
        setRefusal(null);
        setEdited((former) => ({ ...former, [name]: event.target.value }));
      },
    };
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isChanged || isBusy || Object.keys(problems).length > 0) return;
    setBusy(true);
    setRefusal(null);
    try {
      const email = fields.email.trim();
      await update(profile, {
        displayName: fields.displayName.trim(),
        username: fields.username.trim(),
        email: email === "" ? null : email,
      });
      setEdited({});
      showToast({ message: say.saved, tone: "good", durationMs: 4000 });
    } catch (thrown) {
      setRefusal(errorMessage(thrown));
    }
    setBusy(false);
  }

  return (
    <form className={css["form"]} onSubmit={(event) => void save(event)}>
      <Picture profile={profile} />
      <Hinted hint={say.displayNameHint}>
        <TextField label={say.displayName} maxLength={100} {...fieldOf("displayName")} />
      </Hinted>
      <Hinted hint={say.usernameHint}>
        <TextField
          label={say.username}
          maxLength={50}
          autoCapitalize="none"
          {...fieldOf("username")}
        />
      </Hinted>
      <Hinted hint={say.emailHint}>
        <TextField label={say.email} type="email" maxLength={255} {...fieldOf("email")} />
      </Hinted>
      {refusal !== null && (
        <p role="alert" className={css["refusal"]}>
          {refusal}
        </p>
      )}
      <div className={css["buttons"]}>
        <Button type="submit" variant="primary" disabled={!isChanged || isBusy}>
          {say.save}
        </Button>
        {isChanged && (
          <Button variant="quiet" onClick={() => setEdited({})}>
            {say.discard}
          </Button>
        )}
      </div>
    </form>
  );
}

function Hinted(props: { readonly hint: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      {props.children}
      <p className={css["hint"]}>{props.hint}</p>
    </div>
  );
}

const mostBytes = 20 * 1024 * 1024;

/** The picture is saved as it is chosen: there is nothing to think over. */
function Picture({ profile }: { readonly profile: Profile }): ReactNode {
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();

  async function change(avatarTransferUuid: () => Promise<string | null>): Promise<void> {
    setBusy(true);
    try {
      await update(profile, { avatarTransferUuid: await avatarTransferUuid() });
    } catch (thrown) {
      showError(thrown);
    }
    setBusy(false);
  }

  function choose(file: File | undefined): void {
    if (file === undefined) return;
    if (file.size > mostBytes) showToast({ message: say.pictureTooLarge, tone: "bad" });
    else void change(() => uploadFile(file));
  }

  return (
    <div className={css["picture"]}>
      <Avatar avatarKey={profile.avatarKey} name={profile.displayName} size={72} />
      <div>
        <input
          ref={input}
          type="file"
          hidden
          accept="image/jpeg,image/png,image/webp"
          aria-label={say.choosePicture}
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <div className={css["buttons"]}>
          <Button
            size="small"
            disabled={isBusy}
            aria-describedby={hintId}
            onClick={() => input.current?.click()}
          >
            {isBusy ? say.uploading : say.choosePicture}
          </Button>
          {profile.avatarKey !== null && (
            <Button
              size="small"
              variant="quiet"
              disabled={isBusy}
              onClick={() => void change(() => Promise.resolve(null))}
            >
              {say.removePicture}
            </Button>
          )}
        </div>
        <p id={hintId} className={css["hint"]}>
          {say.pictureHint}
        </p>
      </div>
    </div>
  );
}
