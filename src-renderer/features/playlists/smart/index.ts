export { SmartDialogs } from "./smart-dialogs.tsx";
export {
  explainSong,
  type ExplainTarget,
  openRuleBuilder,
  type RuleBuilderTarget,
} from "./smart-dialogs.store.ts";
export { SmartPlaylistBar, type SmartPlaylistBarProps } from "./smart-playlist-bar.tsx";
