import { FolderPlus, Sparkles } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { useIsAdmin } from "#renderer/lib/profile.ts";
import { Button } from "#renderer/ui/button.tsx";
import { openAddFolder } from "./add-folder.store.ts";
import css from "./first-run.module.css";
import { folderTexts } from "./folder-texts.ts";
import { fillingKinds, startDemo, useScanTasks } from "./scan.ts";
import { ScanProgress } from "./scan-status.tsx";

const say = folderTexts.firstRun;

/** What an empty library shows: one way in, and while the first songs are read, how far that is. */
export function FirstRun(): ReactNode {
  const { active } = useScanTasks(fillingKinds);
  const isAdmin = useIsAdmin();
  const [isOver, setOver] = useState(false);

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const entry = [...event.dataTransfer.items]
      .map((item) => item.webkitGetAsEntry())
      .find((candidate) => candidate !== null);
    void openAddFolder(entry?.name ?? null);
  }

  if (active !== null) {
    const isScan = active.kind === "library.scan";
    return (
      <div className={css["page"]}>
        <Record />
        <h2 className={css["title"]}>{isScan ? say.scanningTitle : say.composingTitle}</h2>
        <p className={css["body"]}>{isScan ? say.scanningBody : say.composingBody}</p>
        <div className={css["progress"]}>
          <ScanProgress key={active.uuid} task={active} />
        </div>
      </div>
    );
  }
  if (!isAdmin)
    return (
      <div className={css["page"]}>
        <Record />
        <h2 className={css["title"]}>{say.emptyTitle}</h2>
        <p className={css["body"]}>{say.onlyAdmins}</p>
      </div>
    );
  return (
    <div
      className={classNames(css["page"], isOver && css["over"])}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <Record />
      <h2 className={css["title"]}>{say.title}</h2>
      <p className={css["body"]}>{say.body}</p>
      <Button
        variant="primary"
        icon={<FolderPlus />}
        className={css["add"]}
        onClick={() => void openAddFolder()}
      >
        {say.add}
      </Button>
      <p className={css["drop"]}>{isOver ? say.dropping : say.drop}</p>
      <p className={css["formats"]}>{say.formats}</p>
      <p className={css["demo"]}>
        {say.noMusic}
        <Button variant="quiet" size="small" icon={<Sparkles />} onClick={startDemo}>
          {say.demo}
        </Button>
      </p>
    </div>
  );
}

/** Three sleeves and a record, in the manner of the covers that the app draws. */
function Record(): ReactNode {
  return (
    <svg className={css["art"]} viewBox="0 0 220 120" aria-hidden="true">
      <g className={css["left"]}>
        <rect x="22" y="26" width="76" height="76" rx="8" className={css["sleeveA"]} />
        <path
          d="M22 84c14-16 24 10 38-3s24 6 38-4v17a8 8 0 0 1-8 8H30a8 8 0 0 1-8-8z"
          className={css["waveA"]}
        />
      </g>
      <g className={css["right"]}>
        <rect x="122" y="26" width="76" height="76" rx="8" className={css["sleeveB"]} />
        <path d="M125 101l35-52 35 52z" className={css["peakB"]} />
      </g>
      <rect x="66" y="14" width="88" height="88" rx="9" className={css["sleeve"]} />
      <circle cx="110" cy="58" r="30" className={css["disc"]} />
      <circle cx="110" cy="58" r="20" className={css["groove"]} />
      <circle cx="110" cy="58" r="10" className={css["label"]} />
      <circle cx="110" cy="58" r="2" className={css["hole"]} />
    </svg>
  );
}
