import { ArrowDownWideNarrow } from "lucide-react";
import type { ReactNode } from "react";
import { columnsOf, type ListSortOrder } from "#renderer/features/library/columns.ts";
import { playlistTexts } from "#renderer/features/playlists/index.ts";
import { Button } from "#renderer/ui/button.tsx";
import css from "./playlist-page.module.css";

const say = playlistTexts.page;

/** True for a playlist's own order, which a person arranges. */
export function isOwnOrder(sort: readonly ListSortOrder[]): boolean {
  const [first] = sort;
  return first === undefined || (first.key === "position" && !first.descending);
}

interface SortBarProps {
  readonly sort: readonly ListSortOrder[];
  /** Left out: may not be changed. */
  readonly onKeep?: (() => void) | undefined;
  readonly onBack: () => void;
}

/** Says that the rows stand in another order than the playlist's, and both ways out of it. */
export function SortBar({ sort, onKeep, onBack }: SortBarProps): ReactNode {
  return (
    <div className={css["bar"]} role="status">
      <ArrowDownWideNarrow aria-hidden="true" />
      <span className={css["barText"]}>{say.sortedBy(sort.map(nameOf).join(say.andThen))}</span>
      {onKeep !== undefined && (
        <Button size="small" onClick={onKeep}>
          {say.keepOrder}
        </Button>
      )}
      <Button size="small" variant="quiet" onClick={onBack}>
        {say.backToOrder}
      </Button>
    </div>
  );
}

function nameOf({ key }: ListSortOrder): string {
  if (key === "position") return say.reversed;
  return (
    columnsOf("entries")
      .find(({ sortKey }) => sortKey === key)
      ?.name.toLowerCase() ?? key
  );
}
