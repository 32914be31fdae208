import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Task } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { downloadFile } from "#renderer/lib/download.ts";
import { useIsAdmin } from "#renderer/lib/profile.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { useTasksOf } from "#renderer/lib/use-tasks.ts";
import { Button } from "#renderer/ui/button.tsx";
import css from "./exchange-section.module.css";
import { exchangeTexts } from "./exchange-texts.ts";
import { ItunesDialog } from "./itunes-dialog.tsx";
import { LibraryDialog } from "./library-dialog.tsx";
import { exportResultOf, importedSongsOf, itunesResultOf } from "./task-results.ts";

const say = exchangeTexts;
const exportKinds = ["exchange.exportLibrary"];
const importKinds = ["exchange.importLibrary"];
const itunesKinds = ["exchange.importItunes"];

/** The ways in and out for whole libraries, each with what came of it last. */
export function ExchangeSection(): ReactNode {
  if (!useIsAdmin()) return <p className={css["intro"]}>{say.byAdmins}</p>;
  return (
    <>
      <p className={css["intro"]}>{say.intro}</p>
      <ExportWay />
      <ImportWay />
      <ItunesWay />
    </>
  );
}

interface WayProps {
  readonly name: string;
  readonly hint: string;
  readonly action: ReactNode;
  readonly failed: string;
  readonly active: Task | null;
  readonly last: Task | null;
  /** What the last one that succeeded came to. */
  readonly outcome: string | null;
  readonly children?: ReactNode;
}

function Way(props: WayProps): ReactNode {
  const { active, last, outcome } = props;
  return (
    <div className={css["way"]}>
      <span className={css["name"]}>{props.name}</span>
      <span className={css["hint"]}>{props.hint}</span>
      <span className={css["action"]}>{props.action}</span>
      {active !== null && (
        <p role="status" className={css["outcome"]}>
          {say.running}
        </p>
      )}
      {active === null && outcome !== null && (
        <p role="status" className={css["outcome"]}>
          {outcome}
        </p>
      )}
      {active === null && last?.status === "failed" && (
        <p role="alert" className={css["failed"]}>
          {props.failed}
          {last.errorMessage === null ? "." : `: ${last.errorMessage}`}
        </p>
      )}
      {active === null && props.children}
    </div>
  );
}

function ExportWay(): ReactNode {
  const { active, last } = useTasksOf(exportKinds);
  const result = exportResultOf(last);
  /** The export this window asked for: its file is saved as soon as it is there. */
  const awaited = useRef<string | null>(null);
  useEffect(() => {
    if (result === null || last === null || awaited.current !== last.uuid) return;
    awaited.current = null;
    downloadFile(result.transferUuid, result.fileName).catch(showError);
  });
  async function start(): Promise<void> {
    awaited.current = (await request("exchange.exportLibrary", {})).taskId;
  }
  return (
    <Way
      name={say.exporting.name}
      hint={say.exporting.hint}
      failed={say.exporting.failed}
      active={active}
      last={last}
      outcome={result === null ? null : say.exporting.done(result.lines)}
      action={
        <Button disabled={active !== null} onClick={() => void start().catch(showError)}>
          {say.exporting.start}
        </Button>
      }
    >
      {result !== null && (
        <Button
          size="small"
          variant="quiet"
          onClick={() => void downloadFile(result.transferUuid, result.fileName).catch(showError)}
        >
          {say.exporting.save}
        </Button>
      )}
    </Way>
  );
}

function ImportWay(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { active, last } = useTasksOf(importKinds);
  const songs = importedSongsOf(last);
  return (
    <>
      <Way
        name={say.importing.name}
        hint={say.importing.hint}
        failed={say.importing.failed}
        active={active}
        last={last}
        outcome={songs === null ? null : say.importing.done(songs)}
        action={
          <Button disabled={active !== null} onClick={() => setOpen(true)}>
            {say.importing.start}
          </Button>
        }
      />
      {isOpen && <LibraryDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ItunesWay(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { active, last } = useTasksOf(itunesKinds);
  const result = itunesResultOf(last);
  return (
    <>
      <Way
        name={say.itunes.name}
        hint={say.itunes.hint}
        failed={say.itunes.failed}
        active={active}
        last={last}
        outcome={
          result === null
            ? null
            : `${say.itunes.done(result.songsMatched, result.songsUnmatched)} ${say.itunes.took(result.ratings, result.plays, result.playlists)}`
        }
        action={
          <Button disabled={active !== null} onClick={() => setOpen(true)}>
            {say.itunes.start}
          </Button>
        }
      >
        {result !== null && result.problems.length > 0 && (
          <details className={css["remarks"]}>
            <summary>{say.itunes.problems(result.problems.length)}</summary>
            <ul>
              {result.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </details>
        )}
      </Way>
      {isOpen && <ItunesDialog onClose={() => setOpen(false)} />}
    </>
  );
}
