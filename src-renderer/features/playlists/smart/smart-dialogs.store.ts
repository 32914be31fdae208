import { create } from "zustand";
import type { Playlist } from "#shared/contract/index.ts";

/** What the rule builder is open for. */
export interface RuleBuilderTarget {
  /** Left out: a new smart playlist. */
  readonly playlist?: Playlist;
  /** Where a new one goes in the tree. */
  readonly folderUuid?: string | null;
  /** What a new one starts with, for example the search being looked at. */
  readonly query?: string;
  readonly name?: string;
  /** Left out: the page of a new one is shown. */
  readonly onSaved?: (playlist: Playlist) => void;
}

/** Which smart playlist is to explain itself. */
export interface ExplainTarget {
  readonly playlist: { readonly uuid: string; readonly name: string };
  /** Left out: the dialog asks which song. */
  readonly song?: { readonly uuid: string; readonly title: string; readonly artist: string | null };
}

interface SmartDialogsState {
  readonly builder: RuleBuilderTarget | null;
  readonly explain: ExplainTarget | null;
}

export const useSmartDialogs = create<SmartDialogsState>(() => ({ builder: null, explain: null }));

/** Opens the rule builder over whatever page is shown; needs `SmartDialogs` in the document. */
export function openRuleBuilder(target: RuleBuilderTarget = {}): void {
  useSmartDialogs.setState({ builder: target });
}

/** Opens "Why is this song here?"; needs `SmartDialogs` in the document. */
export function explainSong(target: ExplainTarget): void {
  useSmartDialogs.setState({ explain: target });
}

export function closeRuleBuilder(): void {
  useSmartDialogs.setState({ builder: null });
}

export function closeExplain(): void {
  useSmartDialogs.setState({ explain: null });
}
