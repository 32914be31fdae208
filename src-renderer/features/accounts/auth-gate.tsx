import { type ReactNode, useEffect } from "react";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { ErrorState } from "#renderer/ui/states.tsx";
import { accountsTexts } from "./accounts-texts.ts";
import { ask, startAuth, stopChoosing, useAuth } from "./auth.ts";
import css from "./profile-picker.module.css";
import { ProfilePicker } from "./profile-picker.tsx";

interface AuthGateProps {
  /** Stands above what is shown to nobody. */
  readonly brand: ReactNode;
  readonly children: ReactNode;
}

/** Shows the app to whom the window belongs, the profiles to choose from where it is nobody's, and nothing before that is known. */
export function AuthGate({ brand, children }: AuthGateProps): ReactNode {
  const { phase, state, error, isChoosing } = useAuth();
  useEffect(startAuth, []);
  if (phase === "failed")
    return (
      <main className={css["page"]}>
        <ErrorState
          title={accountsTexts.picker.loadFailed}
          message={errorMessage(error)}
          onRetry={() => void ask()}
        />
      </main>
    );
  if (phase !== "known" || state === null) return null;
  const isNobodys = state.profile === null;
  if (!isNobodys && !isChoosing) return children;
  return (
    <main className={css["page"]}>
      <div className={css["brand"]}>{brand}</div>
      <ProfilePicker state={state} onCancel={isNobodys ? null : stopChoosing} />
    </main>
  );
}
