import type { ReactNode } from "react";
import type { Playlist } from "#shared/contract/index.ts";

export interface SmartPlaylistBarProps {
  readonly playlist: Playlist;
  /** Edit, admin or owner: may change the rules, freeze and refresh. */
  readonly canEdit: boolean;
}

/** Under the head of a smart playlist's page: its rules in words, live or frozen, when it was counted, and how to change that. */
export function SmartPlaylistBar(_props: SmartPlaylistBarProps): ReactNode {
  return null;
}
