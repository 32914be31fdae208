import {
  ChevronRight,
  CircleUserRound,
  Download,
  Library,
  ListMusic,
  ListOrdered,
  Music,
  Pencil,
  Redo2,
  Settings,
  Undo2,
} from "lucide-react";
import { type CSSProperties, memo, type ReactNode } from "react";
import type { JournalDetail, JournalEntry } from "#shared/contract/index.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatCount, formatCounted, formatDayHeading } from "#renderer/lib/format.ts";
import { Button } from "#renderer/ui/button.tsx";
import { journalTexts } from "../journal-texts.ts";
import { canUndo, type ChangeLine, localDayOf } from "./change-lines.ts";
import css from "./change-rows.module.css";

const say = journalTexts;
const dayMs = 86_400_000;

interface DayRowProps {
  readonly day: string;
  readonly count: number;
  readonly nowMs: number;
  readonly style: CSSProperties;
}

export function DayRow({ day, count, nowMs, style }: DayRowProps): ReactNode {
  return (
    <div role="row" aria-level={1} className={classNames(css["line"], css["day"])} style={style}>
      <div role="rowheader">
        <h2 className={css["dayName"]}>{nameOfDay(day, nowMs)}</h2>
      </div>
      <span role="gridcell" className={css["sum"]}>
        {say.dayTotal(formatCounted(count, "change", "changes"))}
      </span>
    </div>
  );
}

function nameOfDay(day: string, nowMs: number): string {
  if (day === localDayOf(nowMs)) return say.today;
  if (day === localDayOf(nowMs - dayMs)) return say.yesterday;
  return formatDayHeading(day, day.slice(0, 4) !== localDayOf(nowMs).slice(0, 4));
}

export interface EntryCommands {
  readonly toggle: (uuid: string) => void;
  readonly undo: (entry: JournalEntry) => void;
  readonly redo: () => void;
  readonly backTo: (entry: JournalEntry) => void;
}

interface EntryRowProps {
  readonly entry: JournalEntry;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  /** Whether it is what a redo would do now. */
  readonly isNextRedo: boolean;
  readonly rowIndex: number;
  readonly commands: EntryCommands;
  readonly onFocus: (uuid: string) => void;
  readonly style: CSSProperties;
}

export const EntryRow = memo(function EntryRow(props: EntryRowProps): ReactNode {
  const { entry, isOpen, isTabStop, isNextRedo, rowIndex, commands, onFocus, style } = props;
  const isUndone = entry.state !== "done";
  const tabIndex = isTabStop ? 0 : -1;
  return (
    <div
      role="row"
      aria-level={2}
      aria-expanded={isOpen}
      aria-rowindex={rowIndex}
      tabIndex={tabIndex}
      data-uuid={entry.uuid}
      className={classNames(css["line"], css["entry"], isUndone && css["undone"])}
      style={style}
      onFocus={() => onFocus(entry.uuid)}
    >
      <span role="gridcell" className={css["time"]}>
        {clock.format(entry.createdAt)}
      </span>
      <span role="gridcell" className={css["cell"]}>
        <button
          type="button"
          tabIndex={-1}
          className={css["summary"]}
          title={entry.summary}
          onClick={() => commands.toggle(entry.uuid)}
        >
          <ChevronRight
            aria-hidden="true"
            className={classNames(css["chevron"], isOpen && css["down"])}
          />
          <KindIcon kind={entry.kind} />
          <span className={css["text"]}>{entry.summary}</span>
          {entry.changeCount > 1 && (
            <span className={css["count"]}>{formatCount(entry.changeCount)}</span>
          )}
          {isUndone && <span className={css["badge"]}>{say.undoneBadge}</span>}
        </button>
      </span>
      <span role="gridcell" className={css["who"]}>
        {entry.isOwn ? say.you : entry.actorName}
        <span className={css["device"]}> · {deviceName(entry.device)}</span>
      </span>
      <span role="gridcell" className={css["actions"]}>
        {canUndo(entry) && (
          <Button
            size="small"
            variant="quiet"
            icon={<Undo2 />}
            tabIndex={tabIndex}
            aria-label={say.undoThisNamed(entry.summary)}
            onClick={() => commands.undo(entry)}
          >
            {say.undoThis}
          </Button>
        )}
        {isNextRedo && (
          <Button
            size="small"
            variant="quiet"
            icon={<Redo2 />}
            tabIndex={tabIndex}
            aria-label={say.redoOf(entry.summary)}
            onClick={commands.redo}
          >
            {say.redo}
          </Button>
        )}
        {entry.isOwn && entry.state === "done" && (
          <Button
            size="small"
            variant="quiet"
            tabIndex={tabIndex}
            aria-label={say.backToHereNamed(entry.summary)}
            onClick={() => commands.backTo(entry)}
          >
            {say.backToHere}
          </Button>
        )}
      </span>
    </div>
  );
});

interface DetailRowProps {
  readonly detail: JournalDetail;
  readonly style: CSSProperties;
}

export function DetailRow({ detail, style }: DetailRowProps): ReactNode {
  return (
    <div role="row" aria-level={3} className={classNames(css["line"], css["detail"])} style={style}>
      <span role="gridcell" className={css["what"]} title={detail.what}>
        {detail.what}
      </span>
      <span role="gridcell" className={css["values"]}>
        <del>{detail.before ?? say.details.nothing}</del>
        <span aria-hidden="true"> → </span>
        <ins>{detail.after ?? say.details.nothing}</ins>
      </span>
    </div>
  );
}

interface NoteRowProps {
  readonly line: Extract<ChangeLine, { kind: "note" }>;
  readonly style: CSSProperties;
}

export function NoteRow({ line, style }: NoteRowProps): ReactNode {
  const { note, count } = line;
  return (
    <div role="row" aria-level={3} className={classNames(css["line"], css["detail"])} style={style}>
      <span role="gridcell" className={css["note"]}>
        {note === "more" ? say.details.more(formatCount(count)) : say.details[note]}
      </span>
    </div>
  );
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

function deviceName(device: string): string {
  const names: Readonly<Record<string, string>> = say.devices;
  return names[device] ?? device;
}

/** What was changed, as a sign. */
function KindIcon({ kind }: { readonly kind: string }): ReactNode {
  const known = kindIcons.find(([beginning]) => kind.startsWith(beginning));
  const Icon = known?.[1] ?? Pencil;
  return <Icon className={css["icon"]} aria-hidden="true" />;
}

const kindIcons = [
  ["journal.undo", Undo2],
  ["journal.redo", Redo2],
  ["songs.", Music],
  ["playlists.", ListMusic],
  ["filters.", ListMusic],
  ["playback.", ListOrdered],
  ["exchange.", Download],
  ["library.", Library],
  ["auth.", CircleUserRound],
  ["users.", Settings],
] as const;
