import {
  isTypingTarget,
  matchesAnyKey,
  type Shortcut,
  type ShortcutGroup,
} from "#renderer/lib/keys.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { toggleSidePanel } from "#renderer/lib/side-panel.ts";
import { playback } from "./playback.ts";

/** Name of the queue's tab in the side panel. */
export const queueTab = "queue";

interface PlaybackKey extends Shortcut {
  readonly run: () => void;
  /** Keys that a list, a slider or a focused button uses itself. */
  readonly yields: "toLists" | "toButtons" | "never";
}

const say = playbackTexts.playerKeys;

const keys: readonly PlaybackKey[] = [
  { keys: ["Space"], label: say.playPause, run: playback.togglePlay, yields: "toButtons" },
  { keys: ["Mod+ArrowRight"], label: say.next, run: playback.next, yields: "never" },
  { keys: ["Mod+ArrowLeft"], label: say.previous, run: playback.previous, yields: "never" },
  {
    keys: ["ArrowLeft"],
    label: say.seekBack,
    run: () => playback.seekBy(-5),
    yields: "toLists",
  },
  {
    keys: ["ArrowRight"],
    label: say.seekForward,
    run: () => playback.seekBy(5),
    yields: "toLists",
  },
  {
    keys: ["Mod+ArrowUp"],
    label: say.louder,
    run: () => playback.changeVolumeBy(0.05),
    yields: "never",
  },
  {
    keys: ["Mod+ArrowDown"],
    label: say.quieter,
    run: () => playback.changeVolumeBy(-0.05),
    yields: "never",
  },
  { keys: ["M"], label: say.mute, run: playback.toggleMute, yields: "never" },
  { keys: ["S"], label: say.shuffle, run: playback.toggleShuffle, yields: "never" },
  { keys: ["R"], label: say.repeat, run: playback.cycleRepeat, yields: "never" },
  { keys: ["Q"], label: say.queue, run: () => toggleSidePanel(queueTab), yields: "never" },
];

/** For the page that lists the keys. */
export const playbackShortcuts: ShortcutGroup = {
  title: say.group,
  shortcuts: keys.map(({ keys: combinations, label }) => ({ keys: combinations, label })),
};

const lists =
  '[role="grid"], [role="treegrid"], [role="listbox"], [role="slider"], [role="radiogroup"], [role="group"], [role="tablist"], [role="menu"], [role="menubar"]';
const buttons = 'button, a[href], summary, [role="button"], [role="switch"], [role="checkbox"]';

function isYielded(key: PlaybackKey, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (key.yields === "toLists") return target.closest(lists) !== null;
  // A button that was clicked keeps the focus without showing it: Space still means play there.
  if (key.yields === "toButtons")
    return target.closest(buttons) !== null && target.matches(":focus-visible");
  return false;
}

/** Does what a key means for the player. Answers whether it was one of its keys, which is then used up. */
export function handlePlaybackKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || isTypingTarget(event.target)) return false;
  const key = keys.find((candidate) => matchesAnyKey(event, candidate.keys));
  if (key === undefined || isYielded(key, event.target)) return false;
  event.preventDefault();
  // A held key would flicker between play and pause.
  if (!event.repeat || key.yields === "toLists" || key.keys[0]?.includes("Arrow") === true)
    key.run();
  return true;
}
