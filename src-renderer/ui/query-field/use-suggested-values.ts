import { useEffect, useState } from "react";
import { request } from "#renderer/lib/bridge.ts";

/** Typing quickly asks once. */
const patienceMs = 90;
const maxValues = 8;

export interface SuggestedValue {
  readonly value: string;
  readonly songs: number;
}

const none: readonly SuggestedValue[] = [];

/** What the library has in `field` that begins like `prefix`. Empty while `field` is null, asked, or of no use. */
export function useSuggestedValues(
  field: string | null,
  prefix: string,
): readonly SuggestedValue[] {
  const [answer, setAnswer] = useState<{
    readonly field: string;
    readonly values: readonly SuggestedValue[];
  } | null>(null);
  useEffect(() => {
    if (field === null) return undefined;
    let isGone = false;
    const name = field;
    async function ask(): Promise<void> {
      const { values } = await request("songs.suggestValues", {
        field: name,
        prefix: prefix.slice(0, 200),
        limit: maxValues,
      });
      if (!isGone) setAnswer({ field: name, values });
    }
    // Suggestions are a help: without them the field still works.
    const timer = setTimeout(() => void ask().catch(() => undefined), patienceMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [field, prefix]);
  return field !== null && answer?.field === field ? answer.values : none;
}
