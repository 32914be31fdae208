import { CircleUserRound, Lock, LogOut, Users } from "lucide-react";
import { type ReactNode, useLayoutEffect } from "react";
import { onEvent } from "#renderer/lib/bridge.ts";
import { navigate } from "#renderer/lib/hash-location.ts";
import { matchesKey } from "#renderer/lib/keys.ts";
import { currentProfile, useProfile } from "#renderer/lib/profile.ts";
import { showToast } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Avatar } from "#renderer/ui/avatar.tsx";
import { DropdownMenu, type MenuItem } from "#renderer/ui/menu.tsx";
import { accountsTexts } from "./accounts-texts.ts";
import { chooseProfile, lock, logOut } from "./auth.ts";
import css from "./profile-button.module.css";

const say = accountsTexts.menu;
export const lockKey = "Mod+Shift+L";

interface ProfileButtonProps {
  readonly isPrivate: boolean;
  readonly onPrivateChange: (isPrivate: boolean) => void;
}

/** Whose window this is, at the foot of the navigation, with what one does about it. */
export function ProfileButton({ isPrivate, onPrivateChange }: ProfileButtonProps): ReactNode {
  const profile = useProfile();
  const others = useResource("users.listOthers", {}, ["auth.changed"]).value?.profiles ?? [];
  if (profile === null) return null;
  const items: readonly MenuItem[] = [
    {
      type: "label",
      label: profile.displayName,
      ...(profile.isAdmin && { hint: say.administrator }),
    },
    {
      type: "action",
      label: say.profile,
      icon: <CircleUserRound />,
      onSelect: () => navigate("/profile"),
    },
    {
      type: "check",
      label: say.privateSession,
      isChecked: isPrivate,
      onChange: onPrivateChange,
      closesMenu: true,
    },
    { type: "separator" },
    ...(others.length > 0
      ? [{ type: "action", label: say.switch, icon: <Users />, onSelect: chooseProfile } as const]
      : []),
    { type: "action", label: say.lock, icon: <Lock />, shortcut: lockKey, onSelect: lockWindow },
    ...(others.length > 0 || profile.hasPassword
      ? [
          {
            type: "action",
            label: say.logOut,
            icon: <LogOut />,
            onSelect: () => void logOut(),
          } as const,
        ]
      : []),
  ];
  return (
    <DropdownMenu items={items} side="top" align="start">
      <button type="button" className={css["button"]} aria-label={say.label(profile.displayName)}>
        <Avatar avatarKey={profile.avatarKey} name={profile.displayName} size={24} />
        <span className={css["name"]}>{profile.displayName}</span>
      </button>
    </DropdownMenu>
  );
}

/** Locks this window, or says what is missing for it. */
export function lockWindow(): void {
  if (currentProfile()?.hasPassword === true) void lock();
  else
    showToast({
      message: say.cannotLock,
      action: { label: say.toProfile, run: () => navigate("/profile") },
    });
}

/** The key that locks works everywhere, also while typing: who leaves their desk does not close dialogs first. */
export function useLockKey(): void {
  // Before the first paint: from when there is something to be seen, there is something to be locked.
  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || !matchesKey(event, lockKey)) return;
      event.preventDefault();
      lockWindow();
    }
    addEventListener("keydown", onKeyDown);
    const stop = onEvent("app.command", ({ command }) => {
      if (command === "lock") lockWindow();
    });
    return () => {
      removeEventListener("keydown", onKeyDown);
      stop();
    };
  }, []);
}
