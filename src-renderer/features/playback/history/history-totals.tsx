import type { ReactNode } from "react";
import { formatCounted, formatDuration, formatMonth } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";

/** `1,204 plays · 3 days 4 h heard since March 2024` */
export function HistoryTotals(): ReactNode {
  const { value } = useResource("users.getStatistics", {}, ["history.added"]);
  if (value === undefined || value.firstPlayedAt === null) return null;
  return playbackTexts.history.totals(
    formatCounted(value.plays, "play", "plays"),
    formatDuration(value.heardSec),
    formatMonth(value.firstPlayedAt),
  );
}
