import { LockKeyhole, Users } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import type { AuthState, ProfileSummary } from "#shared/contract/index.ts";
import { usePageTitle } from "#renderer/lib/page-title.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { texts } from "#renderer/lib/texts.ts";
import { Avatar } from "#renderer/ui/avatar.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { EmptyState } from "#renderer/ui/states.tsx";
import { accountsTexts } from "./accounts-texts.ts";
import { logIn } from "./auth.ts";
import { LogInForm } from "./log-in-form.tsx";
import css from "./profile-picker.module.css";
import { useEscape } from "./use-escape.ts";

const say = accountsTexts.picker;

interface ProfilePickerProps {
  readonly state: AuthState;
  /** Back to the profile whose window it still is; null: it is nobody's. */
  readonly onCancel: (() => void) | null;
}

/** Whom this window could belong to. With a locked session its profile comes first; the others are one step away. */
export function ProfilePicker({ state, onCancel }: ProfilePickerProps): ReactNode {
  const { lockedProfile, profiles } = state;
  const [chosen, setChosen] = useState<ProfileSummary | null>(lockedProfile);
  const isUnlock = chosen !== null && chosen.uuid === lockedProfile?.uuid;
  usePageTitle(say.pageTitle);
  useEscape(chosen === null ? onCancel : null);
  return (
    <div className={css["content"]}>
      {chosen !== null ? (
        <LogInForm
          key={chosen.uuid}
          profile={chosen}
          isUnlock={isUnlock}
          backLabel={isUnlock ? say.other : accountsTexts.logIn.back}
          onBack={isUnlock && profiles.length < 2 ? null : () => setChosen(null)}
        />
      ) : profiles.length === 0 ? (
        <EmptyState icon={<Users />} title={say.noneTitle} body={say.noneBody} />
      ) : (
        <>
          <h1 className={css["title"]}>{say.title}</h1>
          <ProfileCards profiles={profiles} onChoose={setChosen} />
          {onCancel !== null && (
            <Button variant="quiet" className={css["cancel"]} onClick={onCancel}>
              {texts.common.cancel}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

interface ProfileCardsProps {
  readonly profiles: readonly ProfileSummary[];
  readonly onChoose: (profile: ProfileSummary) => void;
}

/** A profile without a password is chosen by one click; the others ask for theirs. */
function ProfileCards({ profiles, onChoose }: ProfileCardsProps): ReactNode {
  const [busyUuid, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  async function choose(profile: ProfileSummary): Promise<void> {
    if (profile.hasPassword) {
      onChoose(profile);
      return;
    }
    setBusy(profile.uuid);
    setError(null);
    try {
      await logIn(profile.username, null);
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(null);
  }

  return (
    <>
      <ul className={css["cards"]} aria-label={say.list}>
        {profiles.toSorted(byName).map((profile, index) => (
          <li key={profile.uuid}>
            <button
              type="button"
              className={css["card"]}
              aria-label={
                profile.hasPassword
                  ? say.chooseProtected(profile.displayName)
                  : say.choose(profile.displayName)
              }
              disabled={busyUuid !== null}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page has nothing else to do.
              autoFocus={index === 0}
              onKeyDown={moveBetweenCards}
              onClick={() => void choose(profile)}
            >
              <Avatar avatarKey={profile.avatarKey} name={profile.displayName} size={88} />
              <span className={css["name"]}>{profile.displayName}</span>
              <span className={css["note"]}>
                {profile.hasPassword && (
                  <>
                    <LockKeyhole aria-hidden="true" />
                    {say.protected}
                  </>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {error !== null && (
        <p role="alert" className={css["error"]}>
          {errorMessage(error)}
        </p>
      )}
    </>
  );
}

const collator = new Intl.Collator("en", { numeric: true });

function byName(a: ProfileSummary, b: ProfileSummary): number {
  return collator.compare(a.displayName, b.displayName);
}

function moveBetweenCards(event: KeyboardEvent<HTMLElement>): void {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowUp: -1,
    ArrowRight: 1,
    ArrowDown: 1,
  };
  const list = event.currentTarget.closest("ul");
  const cards = [...(list?.querySelectorAll<HTMLElement>("button") ?? [])];
  const at = cards.findIndex((card) => card === document.activeElement);
  const step = steps[event.key];
  const target =
    event.key === "Home" ? 0 : event.key === "End" ? cards.length - 1 : step && at + step;
  if (target === undefined) return;
  event.preventDefault();
  cards[Math.max(0, Math.min(cards.length - 1, target))]?.focus();
}
