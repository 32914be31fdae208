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
export function useUiState<State>(
  component: string,
  sanitise: (stored: unknown) => State,
): readonly [State, (change: (former: State) => State) => void, boolean] {
  const [state, setState] = useState<State>(() => sanitise(null));
  const [isLoaded, setIsLoaded] = useState(false);
  const touched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const newest = useRef(state);

  useEffect(() => {
    let isGone = false;
    async function load(): Promise<void> {
      const { state: stored } = await request("app.getUiState", { component });
      if (isGone || touched.current) return;
      newest.current = sanitise(stored);
      setState(newest.current);
    }
    load()
      .catch(reportError)
      .finally(() => {
        if (!isGone) setIsLoaded(true);
      });
    return () => {
      isGone = true;
    };
  }, [component, sanitise]);

  const change = useCallback(
    (update: (former: State) => State) => {
      touched.current = true;
      newest.current = update(newest.current);
      setState(newest.current);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        request("app.setUiState", { component, state: toJson(newest.current) }).catch(reportError);
      }, saveDelayMs);
    },
    [component],
  );
  return [state, change, isLoaded];
}

function toJson(state: unknown): Json {
  return JSON.parse(JSON.stringify(state)) as Json;
}
