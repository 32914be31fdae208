import { useCallback, useEffect, useRef, useState } from "react";
import type {
  ChannelInput,
  ChannelName,
  ChannelOutput,
  EventName,
} from "#shared/contract/index.ts";
import { isCancelled, onEvent, onReconnect, request } from "./bridge.ts";

export interface Resource<Value> {
  /** The newest answer; kept while it is asked again, so that nothing flickers. Undefined before the first. */
  readonly value: Value | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/**
 * Keeps the answer of a channel: asks at once, when the input changes, when one of `refreshOn` happens (at most once per
 * half second) and after a lost connection. The newest request wins.
 */
export function useResource<Name extends ChannelName>(
  channel: Name,
  input: ChannelInput<Name>,
  refreshOn: readonly EventName[] = [],
): Resource<ChannelOutput<Name>> {
  const [state, setState] = useState<Omit<Resource<ChannelOutput<Name>>, "reload">>({
    value: undefined,
    error: null,
    isLoading: true,
  });
  const newest = useRef(0);
  // Inputs are small JSON values: their text is their identity, so that callers may pass literals.
  const inputKey = JSON.stringify(input);
  const eventKey = refreshOn.join(" ");

  const reload = useCallback(() => {
    const mine = ++newest.current;
    setState((former) => ({ ...former, isLoading: true }));
    request(channel, JSON.parse(inputKey) as ChannelInput<Name>).then(
      (value) => {
        if (mine === newest.current) setState({ value, error: null, isLoading: false });
      },
      (error: unknown) => {
        if (mine !== newest.current || isCancelled(error)) return;
        setState((former) => ({ ...former, error, isLoading: false }));
      },
    );
  }, [channel, inputKey]);

  useEffect(() => {
    reload();
    const throttled = throttle(reload, 500);
    const names = eventKey === "" ? [] : (eventKey.split(" ") as EventName[]);
    const stops = names.map((name) => onEvent(name, throttled.call));
    stops.push(onReconnect(reload), throttled.cancel);
    const counter = newest;
    return () => {
      counter.current++;
      for (const stop of stops) stop();
    };
  }, [reload, eventKey]);

  return { ...state, reload };
}

/** Runs `action` at once and then at most every `intervalMs`, the last call never lost. */
export function throttle(
  action: () => void,
  intervalMs: number,
): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isWanted = false;
  function run(): void {
    isWanted = false;
    action();
    timer = setTimeout(() => {
      timer = null;
      if (isWanted) run();
    }, intervalMs);
  }
  return {
    call() {
      if (timer === null) run();
      else isWanted = true;
    },
    cancel() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      isWanted = false;
    },
  };
}
