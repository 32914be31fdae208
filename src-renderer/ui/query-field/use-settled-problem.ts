import { useEffect, useMemo, useState } from "react";
import { findQueryProblem, type QueryProblem } from "#renderer/lib/query-language.ts";

/** Somebody who is still typing has not made a mistake yet. */
const patienceMs = 900;

interface SettledProblem {
  readonly current: QueryProblem | null;
  /** Time to say so in words. */
  readonly isSettled: boolean;
  readonly settle: () => void;
}

/** What is wrong with a query: at once for colour, in words after a pause or Enter. */
export function useSettledProblem(
  text: string,
  serverProblem: QueryProblem | null,
): SettledProblem {
  const current = useMemo(() => findQueryProblem(text) ?? serverProblem, [text, serverProblem]);
  const [settledText, setSettledText] = useState<string | null>(null);
  useEffect(() => {
    if (current === null) return undefined;
    const timer = setTimeout(() => setSettledText(text), patienceMs);
    return () => clearTimeout(timer);
  }, [text, current]);
  return {
    current,
    isSettled: current !== null && settledText === text,
    settle: () => setSettledText(text),
  };
}
