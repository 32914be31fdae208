import {
  Eye,
  EyeOff,
  FolderOpen,
  Heart,
  HeartOff,
  Info,
  ListEnd,
  ListStart,
  Play,
  Star,
  Tag,
  Trash2,
} from "lucide-react";
import { isAdminNow } from "#renderer/lib/profile.ts";
import type { MenuItem } from "#renderer/ui/menu.tsx";
import { Rating } from "#renderer/ui/rating.tsx";
import { libraryTexts } from "./library-texts.ts";
import type { ListRow } from "./list-row.ts";
import { ownTexts } from "./own/own-texts.ts";
import type { SongListCommands } from "./use-song-commands.ts";

/** What a list adds to the menu of its songs. */
export interface SongMenuParts {
  readonly canRevealFile: boolean;
  /** “Add to playlist”. */
  readonly add: readonly MenuItem[];
  /** What only this list can do with them; none in the library. */
  readonly own?: readonly MenuItem[];
  /** The last lines; by default removal from the library. */
  readonly removal?: readonly MenuItem[];
}

/** The context menu of the selected songs, in the order every music library uses. */
export function songMenu(
  commands: SongListCommands,
  lead: ListRow | null,
  { canRevealFile, add, own = [], removal = [removeItem(commands)] }: SongMenuParts,
): readonly MenuItem[] {
  const isFavorite = lead?.isFavorite ?? false;
  const isHidden = lead?.isHidden ?? false;
  return [
    {
      type: "action",
      label: libraryTexts.play,
      icon: <Play />,
      shortcut: "Enter",
      onSelect: commands.play,
    },
    {
      type: "action",
      label: libraryTexts.playNext,
      icon: <ListStart />,
      shortcut: "Shift+Enter",
      onSelect: commands.playNext,
    },
    {
      type: "action",
      label: libraryTexts.addToQueue,
      icon: <ListEnd />,
      shortcut: "Mod+Enter",
      onSelect: commands.append,
    },
    ...add,
    ...separated(own),
    { type: "separator" },
    {
      type: "submenu",
      label: libraryTexts.rate,
      icon: <Star />,
      items: rateMenu(commands, lead),
    },
    {
      type: "action",
      label: isFavorite ? libraryTexts.removeFavorite : libraryTexts.addFavorite,
      icon: isFavorite ? <HeartOff /> : <Heart />,
      shortcut: "Mod+D",
      onSelect: () => commands.setFavorite(!isFavorite),
    },
    {
      type: "action",
      label: ownTexts.editTags,
      icon: <Tag />,
      onSelect: commands.editTags,
    },
    {
      type: "action",
      label: isHidden ? ownTexts.unhide : ownTexts.hide,
      icon: isHidden ? <Eye /> : <EyeOff />,
      onSelect: () => commands.setHidden(!isHidden),
    },
    { type: "separator" },
    ...(canRevealFile ? [revealItem(commands, lead)] : []),
    {
      type: "action",
      label: libraryTexts.properties,
      icon: <Info />,
      shortcut: "Alt+Enter",
      isDisabled: lead === null,
      onSelect: commands.showProperties,
    },
    ...separated(removal),
  ];
}

function separated(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.length === 0 ? [] : [{ type: "separator" }, ...items];
}

function removeItem(commands: SongListCommands): MenuItem {
  return {
    type: "action",
    label: isAdminNow() ? libraryTexts.removeFromLibrary : libraryTexts.removeByAdmins,
    isDisabled: !isAdminNow(),
    icon: <Trash2 />,
    shortcut: "Delete",
    isDanger: true,
    onSelect: commands.remove,
  };
}

function revealItem(commands: SongListCommands, lead: ListRow | null): MenuItem {
  return {
    type: "action",
    label: libraryTexts.showInFileManager,
    icon: <FolderOpen />,
    isDisabled: lead === null || lead.availability !== "available",
    onSelect: commands.revealFile,
  };
}

function rateMenu(commands: SongListCommands, lead: ListRow | null): readonly MenuItem[] {
  const stars = [5, 4, 3, 2, 1].map((count): MenuItem => ({
    type: "action",
    label: `${count} star${count === 1 ? "" : "s"}`,
    icon: <Star fill={lead?.rating === count * 2 ? "currentColor" : "none"} />,
    shortcut: `Mod+${count}`,
    onSelect: () => commands.rate(count * 2),
  }));
  return [
    {
      type: "custom",
      key: "stars",
      content: (
        <Rating
          size="medium"
          label={libraryTexts.rate}
          value={lead?.rating ?? null}
          onChange={commands.rate}
        />
      ),
    },
    { type: "separator" },
    ...stars,
    { type: "separator" },
    {
      type: "action",
      label: libraryTexts.clearRating,
      shortcut: "Mod+0",
      onSelect: () => commands.rate(null),
    },
  ];
}
