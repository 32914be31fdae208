import {
  extendTo,
  type ListSelection,
  moveLead,
  selectOnly,
  toggleAt,
} from "#shared/domain/library/list-selection.ts";
import { matchesKey } from "#renderer/lib/keys.ts";

type KeyLike = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** What a key means to a list of songs, apart from moving. */
export type TableCommand =
  | { readonly type: "play" | "playNext" | "append" | "properties" | "remove" | "selectAll" }
  | { readonly type: "clearSelection" | "goToPlaying" | "toggleFavorite" | "toggleLead" }
  | { readonly type: "rate"; readonly rating: number | null };

const commands: readonly (readonly [keys: string, command: TableCommand])[] = [
  ["Enter", { type: "play" }],
  ["Shift+Enter", { type: "playNext" }],
  ["Mod+Enter", { type: "append" }],
  ["Alt+Enter", { type: "properties" }],
  ["Delete", { type: "remove" }],
  ["Mod+A", { type: "selectAll" }],
  ["Mod+D", { type: "toggleFavorite" }],
  ["Mod+J", { type: "goToPlaying" }],
  ["Mod+Space", { type: "toggleLead" }],
  ["Escape", { type: "clearSelection" }],
  ["Mod+0", { type: "rate", rating: null }],
  ...[1, 2, 3, 4, 5].map((stars): readonly [string, TableCommand] => [
    `Mod+${stars}`,
    { type: "rate", rating: stars * 2 },
  ]),
];

export function tableCommand(event: KeyLike): TableCommand | undefined {
  return commands.find(([keys]) => matchesKey(event, keys))?.[1];
}

/** Row that an arrow, Page, Home or End key goes to, or null for any other key. */
export function rowForKey(
  key: string,
  lead: number,
  total: number,
  pageSize: number,
): number | null {
  const clamp = (index: number): number => Math.max(0, Math.min(total - 1, index));
  switch (key) {
    case "ArrowDown":
      return clamp(lead + 1);
    case "ArrowUp":
      return clamp(lead < 0 ? 0 : lead - 1);
    case "PageDown":
      return clamp(Math.max(0, lead) + pageSize);
    case "PageUp":
      return clamp(lead - pageSize);
    case "Home":
      return 0;
    case "End":
      return clamp(total - 1);
    default:
      return null;
  }
}

/** How going to `index` changes the selection: alone, with Shift extended, with Ctrl only the focus moves. */
export function selectByKey(
  selection: ListSelection,
  index: number,
  event: Pick<KeyLike, "ctrlKey" | "metaKey" | "shiftKey">,
): ListSelection {
  const isMod = event.ctrlKey || event.metaKey;
  if (event.shiftKey) return extendTo(selection, index, isMod);
  return isMod ? moveLead(selection, index) : selectOnly(index);
}

export function selectByClick(
  selection: ListSelection,
  index: number,
  event: Pick<KeyLike, "ctrlKey" | "metaKey" | "shiftKey">,
): ListSelection {
  const isMod = event.ctrlKey || event.metaKey;
  if (event.shiftKey) return extendTo(selection, index, isMod);
  return isMod ? toggleAt(selection, index) : selectOnly(index);
}
