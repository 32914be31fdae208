import { useCallback, useEffect, useRef, useState } from "react";
import type { ChannelInput } from "#shared/contract/index.ts";
import { request } from "./bridge.ts";
import { reportError } from "./toasts.ts";

type Json = ChannelInput<"app.setUiState">["state"];

const saveDelayMs = 400;

/**
 * How a component looks, remembered by main for this profile. `sanitise` turns whatever was stored (an older version, a
 * hand-edited row, null) into a state that can be shown; it must not throw.
 */
export function useUiState<State extends Json>(
  component: string,
  sanitise: (stored: unknown) => State,
): readonly [State, (next: State | ((former: State) => State)) => void, boolean] {
  const [state, setState] = useState<State>(() => sanitise(null));
  const [isLoaded, setIsLoaded] = useState(false);
  const touched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const newest = useRef(state);

  useEffect(() => {
    let isGone = false;
    request("app.getUiState", { component })
      .then(({ state: stored }) => {
        if (isGone || touched.current) return;
        newest.current = sanitise(stored);
        setState(newest.current);
      }, reportError)
      .finally(() => {
        if (!isGone) setIsLoaded(true);
      });
    return () => {
      isGone = true;
    };
  }, [component, sanitise]);

  const change = useCallback(
    (next: State | ((former: State) => State)) => {
      touched.current = true;
      newest.current = typeof next === "function" ? next(newest.current) : next;
      setState(newest.current);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        request("app.setUiState", { component, state: newest.current }).catch(reportError);
      }, saveDelayMs);
    },
    [component],
  );
  return [state, change, isLoaded];
}
