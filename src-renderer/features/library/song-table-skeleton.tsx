import type { ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import { Skeleton } from "#renderer/ui/states.tsx";
import css from "./song-table-skeleton.module.css";

/** Before the first answer: rows to come. Appears only when that takes a moment. */
export function SongTableSkeleton(): ReactNode {
  return (
    <div className={css["rows"]} role="status" aria-label={texts.common.loading}>
      {Array.from({ length: 16 }, (_, index) => (
        <div key={index} className={css["row"]}>
          <Skeleton width={26} height={26} />
          <Skeleton width={`${14 + ((index * 7) % 12)}%`} />
          <Skeleton width={`${10 + ((index * 5) % 9)}%`} />
          <Skeleton width={`${8 + ((index * 11) % 10)}%`} />
        </div>
      ))}
    </div>
  );
}
