import { useVirtualizer } from "@tanstack/react-virtual";
import { CircleCheck } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { ScanIssue } from "#shared/contract/index.ts";
import { onEvent, request } from "#renderer/lib/bridge.ts";
import { formatCounted } from "#renderer/lib/format.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { throttle } from "#renderer/lib/use-resource.ts";
import { Skeleton } from "#renderer/ui/states.tsx";
import { lastPart, parentPart } from "./folder-path.ts";
import { folderTexts } from "./folder-texts.ts";
import css from "./scan-issues.module.css";

const say = folderTexts.problems;
const pageSize = 100;
const rowHeight = 60;

interface Issues {
  readonly total: number;
  readonly rows: ReadonlyMap<number, ScanIssue>;
}

/** The files that could not be read: where, why, and the code for a report. Windowed, fetched by page. */
export function ScanIssues(): ReactNode {
  const { issues, show } = useScanIssues();
  if (issues === null) return null;
  if (issues.total === 0)
    return (
      <p className={css["none"]}>
        <CircleCheck aria-hidden="true" />
        {say.none}
      </p>
    );
  return (
    <>
      <p className={css["count"]}>{say.count(formatCounted(issues.total, "file", "files"))}</p>
      <IssueList issues={issues} onShow={show} />
    </>
  );
}

function useScanIssues(): { issues: Issues | null; show: (from: number, to: number) => void } {
  const [issues, setIssues] = useState<Issues | null>(null);
  const asked = useRef(new Set<number>());

  const actions = useMemo(() => {
    function load(page: number, isFresh: boolean): void {
      if (isFresh) asked.current = new Set();
      if (asked.current.has(page)) return;
      const mine = asked.current.add(page);
      request("library.listScanIssues", { offset: page * pageSize, limit: pageSize }).then(
        ({ total, rows }) =>
          mine === asked.current &&
          setIssues((former) => {
            const merged = new Map(isFresh ? [] : former?.rows);
            for (const [index, row] of rows.entries()) merged.set(page * pageSize + index, row);
            return { total, rows: merged };
          }),
        showError,
      );
    }
    return {
      reload: () => load(0, true),
      show: (from: number, to: number): void => {
        for (let page = Math.floor(from / pageSize); page * pageSize < to; page += 1)
          load(page, false);
      },
    };
  }, []);

  useEffect(() => {
    actions.reload();
    const throttled = throttle(actions.reload, 2000);
    const stop = onEvent("library.changed", throttled.call);
    return () => {
      stop();
      throttled.cancel();
    };
  }, [actions]);
  return { issues, show: actions.show };
}

interface IssueListProps {
  readonly issues: Issues;
  readonly onShow: (from: number, to: number) => void;
}

function IssueList({ issues, onShow }: IssueListProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: issues.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const lines = virtualizer.getVirtualItems();
  const first = lines[0]?.index ?? 0;
  const last = lines.at(-1)?.index ?? 0;
  useEffect(() => onShow(first, last + 1), [onShow, first, last]);
  return (
    <div ref={scroller} role="list" aria-label={say.label} className={css["scroller"]}>
      <div
        role="presentation"
        className={css["lines"]}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {lines.map(({ index, start }) => (
          <div
            key={index}
            role="listitem"
            aria-posinset={index + 1}
            aria-setsize={issues.total}
            className={css["row"]}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Issue issue={issues.rows.get(index)} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Issue({ issue }: { readonly issue: ScanIssue | undefined }): ReactNode {
  if (issue === undefined) return <Skeleton width="60%" />;
  return (
    <>
      <div className={css["head"]} title={issue.path}>
        <span className={css["name"]}>{lastPart(issue.path)}</span>
        <span className={css["folder"]}>{parentPart(issue.path)}</span>
      </div>
      <div className={css["why"]}>
        <span className={css["message"]} title={issue.message}>
          {issue.message}
        </span>
        <code className={css["code"]}>{issue.code}</code>
      </div>
    </>
  );
}
