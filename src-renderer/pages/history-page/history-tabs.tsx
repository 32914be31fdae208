import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { journalTexts } from "#renderer/features/journal/index.ts";
import { SegmentedControl } from "#renderer/ui/segmented-control.tsx";

const say = journalTexts.tabs;
const paths = { plays: "/history", changes: "/history/changes" } as const;

/** Between what was played and what was changed. */
export function HistoryTabs(): ReactNode {
  const [path, navigate] = useLocation();
  return (
    <SegmentedControl
      label={say.label}
      value={path === paths.changes ? "changes" : "plays"}
      options={[
        { value: "plays", label: say.plays },
        { value: "changes", label: say.changes },
      ]}
      onChange={(value) => navigate(paths[value])}
    />
  );
}
