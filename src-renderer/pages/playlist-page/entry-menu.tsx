import {
  ArrowDownToLine,
  ArrowUpToLine,
  ClipboardCopy,
  ClipboardPaste,
  ListMinus,
  MessageCircleQuestionMark,
  NotebookPen,
  Scissors,
  SearchCheck,
} from "lucide-react";
import type { PlaylistDetail } from "#shared/contract/index.ts";
import type { ListRow } from "#renderer/features/library/list-row.ts";
import type { SongMenuParts } from "#renderer/features/library/song-menu.tsx";
import { explainSong, playlistTexts } from "#renderer/features/playlists/index.ts";
import type { MenuItem } from "#renderer/ui/menu.tsx";
import { clipboardEntries } from "./entry-clipboard.ts";
import type { PlaylistCommands } from "./use-entry-commands.ts";

const say = playlistTexts.page;

export interface EntryMenuOptions {
  readonly playlist: PlaylistDetail;
  readonly commands: PlaylistCommands;
  readonly canChange: boolean;
  readonly canReorder: boolean;
  readonly editNote: (row: ListRow) => void;
  readonly findSong: (row: ListRow) => void;
  readonly copy: (isCut: boolean) => void;
  readonly paste: () => void;
}

/** What a playlist adds to the menu of its rows. */
export function entryMenuParts(
  options: EntryMenuOptions,
  lead: ListRow | null,
): Partial<SongMenuParts> {
  const { playlist, commands, canChange, canReorder } = options;
  const own: MenuItem[] = [];
  if (playlist.kind === "smart" && lead !== null && lead.entry?.isMatched !== false)
    own.push({
      type: "action",
      label: say.whyHere,
      icon: <MessageCircleQuestionMark />,
      onSelect: () =>
        explainSong({
          playlist: { uuid: playlist.uuid, name: playlist.name },
          song: { uuid: lead.uuid, title: lead.title, artist: lead.artist },
        }),
    });
  if (canChange && lead?.entry?.isMatched === false)
    own.push({
      type: "action",
      label: say.findSong,
      icon: <SearchCheck />,
      onSelect: () => options.findSong(lead),
    });
  if (canChange && typeof lead?.entry?.entryUuid === "string")
    own.push({
      type: "action",
      label: say.editNote,
      icon: <NotebookPen />,
      onSelect: () => options.editNote(lead),
    });
  if (canReorder)
    own.push(
      {
        type: "action",
        label: say.moveToTop,
        icon: <ArrowUpToLine />,
        shortcut: "Alt+Home",
        onSelect: () => commands.move("top"),
      },
      {
        type: "action",
        label: say.moveToEnd,
        icon: <ArrowDownToLine />,
        shortcut: "Alt+End",
        onSelect: () => commands.move("end"),
      },
    );
  own.push(...clipboardItems(options));
  return {
    own,
    removal: canChange
      ? [
          {
            type: "action",
            label: say.removeFrom,
            icon: <ListMinus />,
            shortcut: "Delete",
            isDanger: true,
            onSelect: commands.remove,
          },
        ]
      : [],
  };
}

function clipboardItems({ canChange, copy, paste }: EntryMenuOptions): readonly MenuItem[] {
  const copyItem: MenuItem = {
    type: "action",
    label: say.copy,
    icon: <ClipboardCopy />,
    shortcut: "Mod+C",
    onSelect: () => copy(false),
  };
  if (!canChange) return [copyItem];
  return [
    {
      type: "action",
      label: say.cut,
      icon: <Scissors />,
      shortcut: "Mod+X",
      onSelect: () => copy(true),
    },
    copyItem,
    {
      type: "action",
      label: say.paste,
      icon: <ClipboardPaste />,
      shortcut: "Mod+V",
      isDisabled: clipboardEntries() === null,
      onSelect: paste,
    },
  ];
}
