import { Download, History, SearchX } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import {
  ChangeFilterBar,
  ChangesList,
  isFiltered,
  journalFilter,
  journalTexts as say,
  noFilter,
  useChanges,
} from "#renderer/features/journal/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { downloadFile } from "#renderer/lib/download.ts";
import { formatCounted } from "#renderer/lib/format.ts";
import { usePageTitle } from "#renderer/lib/page-title.ts";
import { errorMessage, showError, showToast } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { DropdownMenu } from "#renderer/ui/menu.tsx";
import { PageHeader } from "#renderer/ui/page-header.tsx";
import { EmptyState, ErrorState } from "#renderer/ui/states.tsx";
import { HistoryTabs } from "../history-page/history-tabs.tsx";

/** Who changed what and when, and the ways back. */
export function ChangesPage(): ReactNode {
  const [filter, setFilter] = useState(noFilter);
  // Days are counted from when the page was opened: midnight does not change the list under one's hands.
  const [openedAt] = useState(() => Date.now());
  const asked = useMemo(() => journalFilter(filter, openedAt), [filter, openedAt]);
  const changes = useChanges(asked);
  usePageTitle(say.title);

  async function save(format: "csv" | "jsonl"): Promise<void> {
    try {
      const answer = await request("journal.export", { filter: asked, format });
      await downloadFile(answer.transferUuid, answer.fileName);
      const entries = formatCounted(answer.entries, "change", "changes");
      showToast({ message: say.exported(entries, answer.fileName), tone: "good" });
    } catch (thrown) {
      showError(thrown);
    }
  }

  const isEmpty = changes.isKnown && changes.lines.length === 0;
  return (
    <>
      <PageHeader
        title={say.title}
        summary={
          changes.isKnown && changes.total > 0
            ? formatCounted(changes.total, "change", "changes")
            : undefined
        }
        actions={
          <>
            <HistoryTabs />
            <DropdownMenu
              align="end"
              items={[
                { type: "action", label: say.exportCsv, onSelect: () => void save("csv") },
                { type: "action", label: say.exportJsonl, onSelect: () => void save("jsonl") },
              ]}
            >
              <Button icon={<Download />} disabled={isEmpty}>
                {say.export}
              </Button>
            </DropdownMenu>
          </>
        }
      />
      {!(isEmpty && !isFiltered(filter)) && (
        <ChangeFilterBar
          filter={filter}
          onChange={(change) => setFilter((former) => ({ ...former, ...change }))}
        />
      )}
      {changes.error !== null && changes.lines.length === 0 ? (
        <ErrorState
          title={say.failed}
          message={errorMessage(changes.error)}
          onRetry={changes.retry}
        />
      ) : !isEmpty ? (
        <ChangesList changes={changes} />
      ) : isFiltered(filter) ? (
        <EmptyState
          icon={<SearchX />}
          title={say.noneTitle}
          body={say.noneBody}
          action={
            <Button variant="primary" onClick={() => setFilter(noFilter)}>
              {say.filter.clear}
            </Button>
          }
        />
      ) : (
        <EmptyState icon={<History />} title={say.emptyTitle} body={say.emptyBody} />
      )}
    </>
  );
}
