import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { PlaylistDetail } from "#shared/contract/index.ts";
import type { ListRow } from "#renderer/features/library/list-row.ts";
import type { OpenedView } from "#renderer/features/library/song-list.types.ts";
import type { SongListSource } from "#renderer/features/library/song-list-source.ts";
import { SongPropertiesDialog } from "#renderer/features/library/song-properties-dialog.tsx";
import { SongTable } from "#renderer/features/library/song-table.tsx";
import type { RowsDrop } from "#renderer/features/library/use-rows-drop.ts";
import type { SongList } from "#renderer/features/library/use-song-list.ts";
import {
  addSongs,
  attempt,
  FindSongDialog,
  NoteDialog,
  playlistTexts,
} from "#renderer/features/playlists/index.ts";
import { matchesKey } from "#renderer/lib/keys.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import type { VirtualRowsHandle } from "#renderer/ui/virtual-rows.tsx";
import { entryMenuParts } from "./entry-menu.tsx";
import type { EntryStep } from "./entry-places.ts";
import css from "./playlist-page.module.css";
import { useEntryCommands } from "./use-entry-commands.ts";
import type { EntryColumns } from "./use-entry-columns.tsx";
import { copyEntries, pasteEntries } from "./use-entry-paste.ts";

const say = playlistTexts.page;

const stepKeys: readonly (readonly [keys: string, step: EntryStep])[] = [
  ["Alt+ArrowUp", "up"],
  ["Alt+ArrowDown", "down"],
  ["Alt+Home", "top"],
  ["Alt+End", "end"],
];

interface EntriesTableProps {
  readonly playlist: PlaylistDetail;
  readonly source: SongListSource;
  readonly list: SongList;
  readonly view: OpenedView;
  readonly columns: EntryColumns;
  /** May add, remove and annotate. */
  readonly canChange: boolean;
  /** May arrange, too: the rows stand in the playlist's own order, all of them. */
  readonly canReorder: boolean;
}

/** The entries of a playlist: a song table whose rows can be arranged, annotated and removed. */
export function EntriesTable(props: EntriesTableProps): ReactNode {
  const { playlist, source, list, view, columns, canChange, canReorder } = props;
  const rows = useRef<VirtualRowsHandle>(null);
  const [propertiesOf, setPropertiesOf] = useState<string | null>(null);
  const [noteOn, setNoteOn] = useState<ListRow | null>(null);
  const [finding, setFinding] = useState<ListRow | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const canRevealFile = useResource("app.getInfo", {}).value?.canRevealFile ?? false;
  const commands = useEntryCommands({
    playlist,
    list,
    source,
    rows,
    canChange,
    showProperties: (uuid) => uuid !== "" && setPropertiesOf(uuid),
    findSong: setFinding,
    announce: setAnnouncement,
  });
  const copy = (isCut: boolean): void => attempt(() => copyEntries(playlist, commands, isCut));
  const paste = (): void => attempt(() => pasteEntries(playlist, list, commands));

  function onListKey(event: KeyboardEvent<HTMLElement>): boolean {
    const step = stepKeys.find(([keys]) => matchesKey(event.nativeEvent, keys))?.[1];
    if (step !== undefined) {
      if (canReorder) commands.move(step);
      else if (canChange) setAnnouncement(say.cannotMoveSorted);
      return true;
    }
    if (matchesKey(event.nativeEvent, "Mod+C")) copy(false);
    else if (canChange && matchesKey(event.nativeEvent, "Mod+X")) copy(true);
    else if (canChange && matchesKey(event.nativeEvent, "Mod+V")) paste();
    else return false;
    return true;
  }

  const rowsDrop: RowsDrop = {
    hint(drag) {
      if (drag.type !== "songs") return null;
      if (drag.origin === list.viewName) return canReorder ? say.moveHere : null;
      return canReorder ? say.addedHere : playlistTexts.tree.addTo(playlist.name);
    },
    drop(drag, beforeIndex) {
      if (drag.type !== "songs") return;
      if (drag.origin === list.viewName) commands.moveTo(drag.ranges, beforeIndex);
      else
        attempt(async () => {
          const before = canReorder ? await commands.entryUuidAt(beforeIndex) : null;
          await addSongs(playlist, drag.selections, before);
        });
    },
  };

  return (
    <>
      <SongTable
        kind="entries"
        label={say.tableLabel(playlist.name)}
        list={list}
        view={view}
        commands={commands}
        columnState={columns.state}
        onColumnsChange={columns.change}
        canRevealFile={canRevealFile}
        rowsHandle={rows}
        onListKey={onListKey}
        menuParts={(lead) =>
          entryMenuParts(
            {
              playlist,
              commands,
              canChange,
              canReorder,
              editNote: setNoteOn,
              findSong: setFinding,
              copy,
              paste,
            },
            lead,
          )
        }
        {...(canChange ? { rowsDrop } : {})}
      />
      <div className={css["announced"]} aria-live="polite">
        {announcement}
      </div>
      <SongPropertiesDialog uuid={propertiesOf} onClose={() => setPropertiesOf(null)} />
      {typeof noteOn?.entry?.entryUuid === "string" && (
        <NoteDialog
          entryUuid={noteOn.entry.entryUuid}
          title={noteOn.title}
          note={noteOn.entry.notes}
          onClose={() => setNoteOn(null)}
        />
      )}
      {typeof finding?.entry?.entryUuid === "string" && (
        <FindSongDialog
          entryUuid={finding.entry.entryUuid}
          title={finding.title}
          source={finding.entry.source}
          onClose={() => setFinding(null)}
        />
      )}
    </>
  );
}
