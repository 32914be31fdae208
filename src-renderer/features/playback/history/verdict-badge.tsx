import { Check, CircleDashed, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import type { PlayVerdict } from "#shared/contract/index.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { Tooltip } from "#renderer/ui/tooltip.tsx";
import css from "./verdict-badge.module.css";

const icons = { played: <Check />, skipped: <SkipForward />, partial: <CircleDashed /> } as const;
const say = playbackTexts.history;

/** Whether a play counted; the rule stands in the tooltip. */
export function VerdictBadge({ verdict }: { readonly verdict: PlayVerdict }): ReactNode {
  return (
    <Tooltip label={`${say.ruleFor[verdict]} ${say.rule}`} side="top">
      <span className={classNames(css["badge"], css[verdict])}>
        {icons[verdict]}
        {say.verdict[verdict]}
      </span>
    </Tooltip>
  );
}
