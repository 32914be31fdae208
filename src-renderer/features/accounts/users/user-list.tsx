import { Ellipsis } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ChannelInput, Profile } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatAgo } from "#renderer/lib/format.ts";
import { useProfile } from "#renderer/lib/profile.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showError, showToast } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Avatar } from "#renderer/ui/avatar.tsx";
import { IconButton } from "#renderer/ui/button.tsx";
import { DropdownMenu } from "#renderer/ui/menu.tsx";
import { ErrorState } from "#renderer/ui/states.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import { DeleteProfileDialog } from "./delete-profile-dialog.tsx";
import { ResetPasswordDialog } from "./reset-password-dialog.tsx";
import css from "./user-list.module.css";

const say = accountsTexts.users;

interface Asked {
  readonly what: "password" | "delete";
  readonly profile: Profile;
}

/** Every profile there is, with what an administrator may do to it. */
export function UserList(): ReactNode {
  const { value, error, reload } = useResource("users.list", {}, [
    "auth.changed",
    "journal.changed",
  ]);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (value === undefined)
    return error === null ? null : (
      <ErrorState title={say.failed} message={errorMessage(error)} onRetry={reload} />
    );
  function close(): void {
    setAsked(null);
    reload();
  }
  return (
    <>
      <ul className={css["list"]} aria-label={say.list}>
        {value.profiles.map((profile) => (
          <UserRow key={profile.uuid} profile={profile} onAsk={setAsked} onChanged={reload} />
        ))}
      </ul>
      {asked?.what === "password" && (
        <ResetPasswordDialog profile={asked.profile} onClose={close} />
      )}
      {asked?.what === "delete" && (
        <DeleteProfileDialog
          profile={asked.profile}
          others={value.profiles.filter(
            (other) => other.uuid !== asked.profile.uuid && other.isActive,
          )}
          onClose={close}
        />
      )}
    </>
  );
}

interface UserRowProps {
  readonly profile: Profile;
  readonly onAsk: (asked: Asked) => void;
  readonly onChanged: () => void;
}

function UserRow({ profile, onAsk, onChanged }: UserRowProps): ReactNode {
  const isOwn = useProfile()?.uuid === profile.uuid;
  const { displayName: name } = profile;

  async function setRole(
    role: Omit<ChannelInput<"users.setRole">, "uuid">,
    done: string,
  ): Promise<void> {
    try {
      const { changeUuid } = await request("users.setRole", { uuid: profile.uuid, ...role });
      showToast({
        message: done,
        ...(changeUuid !== null && {
          action: {
            label: texts.common.undo,
            run: () =>
              void request("journal.undo", { uuid: changeUuid }).then(onChanged, showError),
          },
        }),
      });
    } catch (thrown) {
      showError(thrown);
    }
    onChanged();
  }

  return (
    <li className={classNames(css["row"], !profile.isActive && css["inactive"])}>
      <Avatar avatarKey={profile.avatarKey} name={name} size={34} />
      <div className={css["words"]}>
        <span className={css["name"]}>
          <span className={css["display"]}>{name}</span>
          {isOwn && <span className={css["badge"]}>{say.you}</span>}
          {profile.isAdmin && <span className={css["badge"]}>{say.administrator}</span>}
          {!profile.isActive && <span className={css["badge"]}>{say.inactive}</span>}
        </span>
        <span className={css["facts"]}>{factsOf(profile)}</span>
      </div>
      <DropdownMenu
        align="end"
        items={[
          {
            type: "action",
            label: profile.isAdmin ? say.takeAdmin : say.makeAdmin,
            onSelect: () =>
              void setRole(
                { isAdmin: !profile.isAdmin },
                profile.isAdmin ? say.tookAdmin(name) : say.madeAdmin(name),
              ),
          },
          {
            type: "action",
            label: profile.isActive ? say.deactivate : say.activate,
            isDisabled: isOwn,
            onSelect: () =>
              void setRole(
                { isActive: !profile.isActive },
                profile.isActive ? say.deactivated(name) : say.activated(name),
              ),
          },
          {
            type: "action",
            label: say.resetPassword,
            isDisabled: isOwn,
            onSelect: () => onAsk({ what: "password", profile }),
          },
          { type: "separator" },
          {
            type: "action",
            label: say.delete,
            isDanger: true,
            isDisabled: isOwn,
            onSelect: () => onAsk({ what: "delete", profile }),
          },
        ]}
      >
        <IconButton label={say.more(name)} hasTooltip={false}>
          <Ellipsis />
        </IconButton>
      </DropdownMenu>
    </li>
  );
}

function factsOf(profile: Profile): string {
  const facts: string[] = [profile.username];
  if (profile.email !== null) facts.push(profile.email);
  if (!profile.hasPassword) facts.push(say.noPassword);
  facts.push(
    profile.lastLoginAt === null
      ? say.never
      : say.lastLogin(formatAgo(profile.lastLoginAt, Date.now())),
  );
  return facts.join(" · ");
}
