import type { ShortcutGroup } from "#renderer/lib/keys.ts";
import { playlistTexts } from "./playlists-texts.ts";

const say = playlistTexts.keys;

export const playlistShortcuts: ShortcutGroup = {
  title: say.group,
  shortcuts: [
    { keys: ["Alt+ArrowUp", "Alt+ArrowDown"], label: say.move },
    { keys: ["Alt+Home", "Alt+End"], label: say.moveFar },
    { keys: ["Delete"], label: say.remove },
    { keys: ["Mod+X", "Mod+C", "Mod+V"], label: say.clipboard },
    { keys: ["Mod+F"], label: say.find },
    { keys: ["F2"], label: say.rename },
  ],
};
