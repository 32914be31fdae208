import { useEffect, useState } from "react";
import type { ChannelOutput } from "#shared/contract/index.ts";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { isCancelled, request } from "#renderer/lib/bridge.ts";

/** Long enough for a word, short enough to be "live". */
const patienceMs = 250;
const shownRows = 12;

export type RulesPreview = ChannelOutput<"playlists.previewRules">;

interface PreviewState {
  /** The newest answer; kept while it is counted again and where the rules are wrong. */
  readonly preview: RulesPreview | null;
  readonly error: unknown;
  readonly isCounting: boolean;
}

/** What the rules would hold now, counted as they are edited. An older question is forgotten when there is a newer one. */
export function useRulesPreview(rules: SmartRules | null): PreviewState {
  const [state, setState] = useState<PreviewState & { readonly key: string | null }>({
    preview: null,
    error: null,
    isCounting: false,
    key: null,
  });
  const key = rules === null ? null : JSON.stringify(rules);
  useEffect(() => {
    if (key === null) return undefined;
    const asked = key;
    let isGone = false;
    async function count(): Promise<void> {
      try {
        const preview = await request("playlists.previewRules", {
          rules: JSON.parse(asked) as SmartRules,
          limit: shownRows,
        });
        if (!isGone) setState({ preview, error: null, isCounting: false, key: asked });
      } catch (error) {
        if (!isGone && !isCancelled(error))
          setState((former) => ({ ...former, error, isCounting: false, key: asked }));
      }
    }
    const timer = setTimeout(() => void count(), patienceMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [key]);
  return { ...state, isCounting: key !== null && state.key !== key };
}
