import type { ReactNode } from "react";

/** The dialogs of smart playlists. Stands once in the shell; `openRuleBuilder` and `explainSong` open them from anywhere. */
export function SmartDialogs(): ReactNode {
  return null;
}
