import { type ReactNode, useEffect, useState } from "react";
import type { JournalEntry } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { formatCounted } from "#renderer/lib/format.ts";
import { currentProfile } from "#renderer/lib/profile.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage, showToast } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { journalTexts } from "../journal-texts.ts";
import css from "./back-to-here-dialog.module.css";
import { countNewer } from "./change-lines.ts";

const say = journalTexts.back;
const pageSize = 500;

/** How many changes of this profile's are newer than `entry`. Pages back until it comes by. */
async function countSince(entry: JournalEntry): Promise<number> {
  const actorUuid = currentProfile()?.uuid;
  let count = 0;
  let before: string | null = null;
  for (;;) {
    const page: { entries: JournalEntry[]; nextCursor: string | null } = await request(
      "journal.list",
      {
        filter: { from: entry.createdAt, ...(actorUuid !== undefined && { actorUuid }) },
        limit: pageSize,
        before,
      },
    );
    count += countNewer(page.entries, entry.uuid);
    before = page.nextCursor;
    if (before === null || page.entries.some(({ uuid }) => uuid === entry.uuid)) return count;
  }
}

interface BackToHereDialogProps {
  readonly entry: JournalEntry;
  readonly onClose: () => void;
}

/** Says how many changes would be taken back, then takes them back, all or none. */
export function BackToHereDialog({ entry, onClose }: BackToHereDialogProps): ReactNode {
  const [count, setCount] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    countSince(entry).then(
      (found) => {
        if (!isGone) setCount(found);
      },
      (thrown: unknown) => {
        if (!isGone) setRefusal(errorMessage(thrown));
      },
    );
    return () => {
      isGone = true;
    };
  }, [entry]);
  const changes = formatCounted(count ?? 0, "change", "changes");

  async function goBack(): Promise<void> {
    setBusy(true);
    setRefusal(null);
    try {
      const { undone } = await request("journal.undoTo", { uuid: entry.uuid });
      showToast({ message: say.done(formatCounted(undone, "change", "changes")), tone: "good" });
      onClose();
    } catch (thrown) {
      setRefusal(errorMessage(thrown));
      setBusy(false);
    }
  }

  const canGo = count !== null && count > 0;
  return (
    <Dialog
      isOpen
      size="small"
      title={say.title}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{canGo ? texts.common.cancel : texts.common.close}</Button>
          {canGo && (
            <Button
              variant="primary"
              data-autofocus
              disabled={isBusy}
              onClick={() => void goBack()}
            >
              {say.confirm(changes)}
            </Button>
          )}
        </>
      }
    >
      <p className={css["body"]}>
        {count === null
          ? say.counting
          : count === 0
            ? say.nothing
            : say.body(changes, entry.summary)}
      </p>
      {canGo && <p className={css["others"]}>{say.others}</p>}
      {refusal !== null && (
        <p role="alert" className={css["refusal"]}>
          {refusal}
        </p>
      )}
    </Dialog>
  );
}
