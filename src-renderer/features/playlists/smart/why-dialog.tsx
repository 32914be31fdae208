import { CircleCheck, CircleX, Scissors } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Explanation } from "#shared/contract/index.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { ErrorState, Skeleton } from "#renderer/ui/states.tsx";
import { explainedRules } from "./explained-rules.ts";
import type { ExplainTarget } from "./smart-dialogs.store.ts";
import { smartTexts } from "./smart-texts.ts";
import { SongPicker } from "./song-picker.tsx";
import { usePlaylistNames } from "./use-playlist-names.ts";
import css from "./why-dialog.module.css";

interface WhyDialogProps {
  readonly target: ExplainTarget;
  readonly onClose: () => void;
}

type AskedSong = NonNullable<ExplainTarget["song"]>;

/** Why a song is in a smart playlist, or is not: each rule with what the song has, and where the limit cuts. */
export function WhyDialog({ target, onClose }: WhyDialogProps): ReactNode {
  const [song, setSong] = useState<AskedSong | null>(target.song ?? null);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="medium"
      title={smartTexts.why.title(target.playlist.name)}
    >
      {song === null ? (
        <SongPicker onChoose={setSong} />
      ) : (
        <>
          <Answer key={song.uuid} playlistUuid={target.playlist.uuid} song={song} />
          <Button size="small" onClick={() => setSong(null)}>
            {smartTexts.why.another}
          </Button>
        </>
      )}
    </Dialog>
  );
}

interface AnswerProps {
  readonly playlistUuid: string;
  readonly song: AskedSong;
}

function Answer({ playlistUuid, song }: AnswerProps): ReactNode {
  const { value, error, reload } = useResource(
    "playlists.explain",
    { of: { uuid: playlistUuid }, songUuid: song.uuid },
    ["library.changed", "playlists.changed"],
  );
  const isFrozen = useResource("playlists.get", { uuid: playlistUuid }).value?.isFrozen ?? false;
  if (value === undefined && error !== null)
    return <ErrorState message={errorMessage(error)} onRetry={reload} />;
  if (value === undefined) return <Skeleton width="100%" height={160} />;
  return (
    <>
      <p role="status" className={classNames(css["verdict"], value.isIn ? css["in"] : css["out"])}>
        {value.isIn ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
        <span>
          {value.isIn ? smartTexts.why.isIn(song.title) : smartTexts.why.isNotIn(song.title)}
          {song.artist !== null && <span className={css["artist"]}>{song.artist}</span>}
        </span>
      </p>
      {isFrozen && <p className={css["frozen"]}>{smartTexts.why.frozen}</p>}
      <RuleList rules={value.rules} />
      {value.limit !== null && (
        <p className={classNames(css["limit"], !value.limit.isWithin && css["cut"])}>
          <Scissors aria-hidden="true" />
          {value.limit.isWithin
            ? smartTexts.why.withinLimit(value.limit.rank, value.limit.text)
            : smartTexts.why.cutByLimit(value.limit.rank, value.limit.text)}
        </p>
      )}
    </>
  );
}

function RuleList({ rules }: Pick<Explanation, "rules">): ReactNode {
  const { nameOf } = usePlaylistNames();
  return (
    <ul className={css["rules"]}>
      {explainedRules(rules, nameOf).map((rule, index) => (
        <li
          key={`${index} ${rule.text}`}
          style={{ paddingInlineStart: 10 + rule.depth * 22 }}
          className={classNames(css["rule"], !rule.holds && css["fails"])}
        >
          {rule.holds ? (
            <CircleCheck aria-label={smartTexts.why.holds} />
          ) : (
            <CircleX aria-label={smartTexts.why.fails} />
          )}
          <span className={css["text"]}>{rule.text}</span>
          {rule.actual !== null && <span className={css["actual"]}>{rule.actual}</span>}
        </li>
      ))}
    </ul>
  );
}
