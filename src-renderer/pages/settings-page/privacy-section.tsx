import type { ReactNode } from "react";
import { Link } from "wouter";
import { setPreference, usePreference } from "#renderer/lib/preferences.ts";
import { useProfile } from "#renderer/lib/profile.ts";
import { Select } from "#renderer/ui/select.tsx";
import { Fact, Facts } from "./facts.tsx";
import css from "./settings-page.module.css";
import { settingsTexts } from "./settings-texts.ts";

const say = settingsTexts.privacy;
const offeredMin = [1, 5, 15, 30, 60] as const;
const never = "never";

/** When the window locks by itself. A value set elsewhere stands among those offered. */
export function PrivacySection(): ReactNode {
  const lockAfterMin = usePreference("privacy.lockAfterMin");
  const hasPassword = useProfile()?.hasPassword ?? false;
  const minutes = [...new Set([...offeredMin, ...(lockAfterMin === null ? [] : [lockAfterMin])])];
  return (
    <>
      <Facts>
        <Fact name={say.lock} hint={say.lockHint}>
          <Select
            label={say.lock}
            value={lockAfterMin === null ? never : String(lockAfterMin)}
            isDisabled={!hasPassword}
            options={[
              { value: never, label: say.never },
              ...minutes
                .toSorted((a, b) => a - b)
                .map((value) => ({ value: String(value), label: say.after(value) })),
            ]}
            onChange={(value) =>
              setPreference("privacy.lockAfterMin", value === never ? null : Number(value))
            }
          />
        </Fact>
      </Facts>
      {!hasPassword && (
        <p className={css["aside"]}>
          {say.needsPassword}{" "}
          <Link href="/profile" className={css["inline"]}>
            {say.setPassword}
          </Link>
        </p>
      )}
    </>
  );
}
