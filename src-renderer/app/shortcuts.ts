import { lockKey } from "#renderer/features/accounts/index.ts";
import { redoKeys, undoKeys } from "#renderer/features/journal/index.ts";
import { playbackShortcuts } from "#renderer/features/playback/index.ts";
import { playlistShortcuts } from "#renderer/features/playlists/index.ts";
import type { ShortcutGroup } from "#renderer/lib/keys.ts";

/** What the `?` page lists. Kept beside the code that acts on them: songs in features/library, the rest in app. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: "Everywhere",
    shortcuts: [
      { keys: ["Mod+L", "Mod+F", "/"], label: "Search" },
      { keys: undoKeys, label: "Undo the last change, whatever it was" },
      { keys: redoKeys, label: "Redo" },
      { keys: ["Mod+,"], label: "Settings" },
      { keys: [lockKey], label: "Lock Segue" },
      { keys: ["?", "Mod+/"], label: "This list" },
      { keys: ["Escape"], label: "Clear the search, close a menu" },
    ],
  },
  playbackShortcuts,
  {
    title: "Songs",
    shortcuts: [
      { keys: ["Enter"], label: "Play" },
      { keys: ["Shift+Enter"], label: "Play next" },
      { keys: ["Mod+Enter"], label: "Add to queue" },
      { keys: ["Alt+Enter"], label: "Properties" },
      { keys: ["Mod+1", "Mod+5"], label: "Rate one to five stars" },
      { keys: ["Mod+0"], label: "Clear the rating" },
      { keys: ["Mod+D"], label: "Favourite" },
      { keys: ["Delete"], label: "Remove from library" },
    ],
  },
  playlistShortcuts,
  {
    title: "Moving and selecting",
    shortcuts: [
      { keys: ["ArrowUp", "ArrowDown"], label: "Move" },
      { keys: ["Shift+ArrowUp", "Shift+ArrowDown"], label: "Extend the selection" },
      { keys: ["PageUp", "PageDown"], label: "One page" },
      { keys: ["Home", "End"], label: "First, last" },
      { keys: ["Mod+A"], label: "Select all" },
      { keys: ["Mod+J"], label: "Go to the song that plays" },
      { keys: ["A", "Z"], label: "Type to jump to a name" },
    ],
  },
  {
    title: "Changes",
    shortcuts: [
      { keys: ["ArrowUp", "ArrowDown"], label: "Move" },
      { keys: ["Enter", "ArrowRight"], label: "Show what changed" },
      { keys: ["ArrowLeft"], label: "Hide it" },
    ],
  },
  {
    title: "Column headers",
    shortcuts: [
      { keys: ["Enter"], label: "Sort, and turn round" },
      { keys: ["Mod+Enter"], label: "Add as a further sort key" },
      { keys: ["Alt+ArrowLeft", "Alt+ArrowRight"], label: "Move the column" },
      { keys: ["Shift+ArrowLeft", "Shift+ArrowRight"], label: "Size the column" },
    ],
  },
];
