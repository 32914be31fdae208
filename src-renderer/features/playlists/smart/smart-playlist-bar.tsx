import { CircleHelp, ListFilter, RefreshCw } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { Playlist } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { formatAgo, formatDateTime } from "#renderer/lib/format.ts";
import { showError, showToast } from "#renderer/lib/toasts.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { SegmentedControl } from "#renderer/ui/segmented-control.tsx";
import { describeRules } from "./describe-rules.ts";
import { explainSong, openRuleBuilder } from "./smart-dialogs.store.ts";
import css from "./smart-playlist-bar.module.css";
import { smartTexts } from "./smart-texts.ts";
import { usePlaylistNames } from "./use-playlist-names.ts";

export interface SmartPlaylistBarProps {
  readonly playlist: Playlist;
  /** Edit, admin or owner: may change the rules, freeze and refresh. */
  readonly canEdit: boolean;
}

/** Under the head of a smart playlist's page: its rules in words, live or frozen, when it was counted, and how to change that. */
export function SmartPlaylistBar({ playlist, canEdit }: SmartPlaylistBarProps): ReactNode {
  const { nameOf } = usePlaylistNames();
  const [isBusy, setBusy] = useState(false);
  const { uuid, name, rules, isFrozen } = playlist;
  if (rules === null) return null;

  function run(action: () => Promise<string>): void {
    setBusy(true);
    action()
      .then((message) => showToast({ message, tone: "good", durationMs: 4000 }), showError)
      .finally(() => setBusy(false));
  }
  const setFrozen = (frozen: boolean): void =>
    run(async () => {
      await request("playlists.setFrozen", { uuid, isFrozen: frozen });
      return frozen ? smartTexts.bar.nowFrozen(name) : smartTexts.bar.nowLive(name);
    });
  const refresh = (): void =>
    run(async () => {
      const answer = await request("playlists.refresh", { uuid });
      return smartTexts.bar.refreshed(name, answer.playlist.trackCount);
    });

  return (
    <section className={css["bar"]} aria-label={smartTexts.bar.label}>
      <ListFilter aria-hidden="true" className={css["icon"]} />
      <p className={css["rules"]} title={describeRules(rules, nameOf)}>
        {describeRules(rules, nameOf)}
      </p>
      <CountedAt playlist={playlist} />
      <IconButton
        label={smartTexts.bar.why}
        onClick={() => explainSong({ playlist: { uuid, name } })}
      >
        <CircleHelp />
      </IconButton>
      {canEdit && (
        <>
          <IconButton label={smartTexts.bar.refresh} disabled={isBusy} onClick={refresh}>
            <RefreshCw />
          </IconButton>
          <SegmentedControl
            label={smartTexts.bar.state}
            value={isFrozen ? "frozen" : "live"}
            options={[
              { value: "live", label: smartTexts.bar.live },
              { value: "frozen", label: smartTexts.bar.frozen },
            ]}
            onChange={(state) => {
              if ((state === "frozen") !== isFrozen) setFrozen(state === "frozen");
            }}
          />
          <Button size="small" onClick={() => openRuleBuilder({ playlist })}>
            {smartTexts.bar.edit}
          </Button>
        </>
      )}
    </section>
  );
}

const minuteMs = 60_000;

function CountedAt({ playlist }: Pick<SmartPlaylistBarProps, "playlist">): ReactNode {
  const { refreshedAt, isFrozen } = playlist;
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  if (refreshedAt === null) return null;
  // A moment newer than the last tick of this clock is now.
  const ago = formatAgo(refreshedAt, Math.max(nowMs, refreshedAt));
  return (
    <span className={css["counted"]} title={formatDateTime(refreshedAt)}>
      {isFrozen ? smartTexts.bar.frozenAt(ago) : smartTexts.bar.countedAt(ago)}
    </span>
  );
}
