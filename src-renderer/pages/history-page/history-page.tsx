import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { CountingRow, HistoryList, HistoryTotals } from "#renderer/features/playback/index.ts";
import { usePageTitle } from "#renderer/lib/page-title.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { PageHeader } from "#renderer/ui/page-header.tsx";
import { HistoryTabs } from "./history-tabs.tsx";

const say = playbackTexts.history;

/** What was played, when, how much of it, and whether it counted. */
export function HistoryPage(): ReactNode {
  const [, navigate] = useLocation();
  usePageTitle(say.title);
  return (
    <>
      <PageHeader title={say.title} summary={<HistoryTotals />} actions={<HistoryTabs />} />
      <CountingRow />
      <HistoryList
        emptyAction={
          <Button variant="primary" onClick={() => navigate("/songs")}>
            {say.toSongs}
          </Button>
        }
      />
    </>
  );
}
