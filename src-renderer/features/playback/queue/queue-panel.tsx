import { ListMusic, ListPlus, ListX, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { formatCounted, formatDuration } from "#renderer/lib/format.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { usePlaylistActions } from "#renderer/lib/playlist-actions.ts";
import { texts } from "#renderer/lib/texts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { EmptyState } from "#renderer/ui/states.tsx";
import { playback } from "../playback.ts";
import { useQueueShape } from "../playback.store.ts";
import { QueueList } from "./queue-list.tsx";
import css from "./queue-panel.module.css";

const say = playbackTexts.queue;

/** What plays and what comes after it. */
export function QueuePanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const queue = useQueueShape();
  const playlists = usePlaylistActions();
  const [isPlayedShown, setPlayedShown] = useState(false);
  const isEmpty = queue.isKnown && queue.total === 0;
  return (
    <section className={css["panel"]} aria-label={say.label}>
      <header className={css["head"]}>
        <h2 className={css["title"]}>{say.label}</h2>
        {queue.currentIndex > 0 && (
          <button
            type="button"
            className={css["played"]}
            aria-expanded={isPlayedShown}
            onClick={() => setPlayedShown(!isPlayedShown)}
          >
            {isPlayedShown
              ? say.hidePlayed
              : say.showPlayed(formatCounted(queue.currentIndex, "song", "songs"))}
          </button>
        )}
        <span className={css["space"]} />
        <IconButton
          label={say.saveAsPlaylist}
          disabled={isEmpty}
          onClick={() => playlists.saveQueue()}
        >
          <ListPlus />
        </IconButton>
        <IconButton label={say.clearLabel} disabled={isEmpty} onClick={playback.clearQueue}>
          <ListX />
        </IconButton>
        <IconButton label={texts.panel.close} shortcut="Q" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {isEmpty ? (
        <EmptyState icon={<ListMusic />} title={say.emptyTitle} body={say.emptyBody} />
      ) : (
        queue.isKnown && (
          <QueueList
            revision={queue.revision}
            total={queue.total}
            currentIndex={queue.currentIndex}
            isPlayedShown={isPlayedShown && queue.currentIndex > 0}
            heading={headingOf(queue)}
          />
        )
      )}
    </section>
  );
}

function headingOf(queue: ReturnType<typeof useQueueShape>): string {
  const left = queue.total - queue.currentIndex - 1;
  if (queue.repeatMode === "one") return say.repeatsOne;
  if (left > 0)
    return say.next(formatCounted(left, "song", "songs"), formatDuration(queue.nextDurationSec));
  return queue.repeatMode === "all" ? say.repeatsAll : say.nothingNext;
}
