import type { ReactNode } from "react";
import { RuleBuilderDialog } from "./builder/rule-builder-dialog.tsx";
import { closeExplain, closeRuleBuilder, useSmartDialogs } from "./smart-dialogs.store.ts";
import { WhyDialog } from "./why-dialog.tsx";

/** The dialogs of smart playlists. Stands once in the shell; `openRuleBuilder` and `explainSong` open them from anywhere. */
export function SmartDialogs(): ReactNode {
  const { builder, explain } = useSmartDialogs();
  return (
    <>
      {builder !== null && <RuleBuilderDialog target={builder} onClose={closeRuleBuilder} />}
      {explain !== null && <WhyDialog target={explain} onClose={closeExplain} />}
    </>
  );
}
