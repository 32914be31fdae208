import type { ReactNode } from "react";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatClock } from "#renderer/lib/format.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { coverText } from "#renderer/ui/cover-art.ts";
import { Cover } from "#renderer/ui/cover.tsx";
import { smartTexts } from "../smart-texts.ts";
import css from "./builder.module.css";
import { useRulesPreview } from "./use-rules-preview.ts";

/** How many songs the rules hold now and which come first. */
export function RulesPreviewPanel({ rules }: { readonly rules: SmartRules | null }): ReactNode {
  const { preview, error, isCounting } = useRulesPreview(rules);
  return (
    <section
      aria-label={smartTexts.preview}
      aria-busy={isCounting}
      className={classNames(css["preview"], (isCounting || rules === null) && css["stale"])}
    >
      <h3>{smartTexts.preview}</h3>
      <p role="status" className={css["count"]}>
        {preview !== null &&
          smartTexts.previewCount(preview.trackCount, preview.totalDurationSec, preview.totalBytes)}
      </p>
      {error !== null && (
        <p role="alert" className={css["failed"]}>
          {smartTexts.previewFailed} {errorMessage(error)}
        </p>
      )}
      {preview !== null && preview.matchCount > preview.trackCount && (
        <p className={css["hintLine"]}>
          {smartTexts.previewCut(preview.trackCount, preview.matchCount)}
        </p>
      )}
      {preview !== null && preview.trackCount === 0 && (
        <p className={css["hintLine"]}>{smartTexts.previewNone}</p>
      )}
      <ol className={css["songs"]}>
        {preview?.rows.map((song) => (
          <li key={song.uuid}>
            <Cover coverKey={song.coverKey} text={coverText(song)} size={30} />
            <span className={css["names"]}>
              <span>{song.title}</span>
              <span>{song.artist}</span>
            </span>
            <span className={css["time"]}>{formatClock(song.durationSec)}</span>
          </li>
        ))}
      </ol>
      {preview !== null && preview.trackCount > preview.rows.length && (
        <p className={css["hintLine"]}>
          {smartTexts.previewMore(preview.trackCount - preview.rows.length)}
        </p>
      )}
    </section>
  );
}
