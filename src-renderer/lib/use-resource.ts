import { useCallback, useEffect, useState } from "react";
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

/** A busy scan changes things many times a second; the page follows at this pace. */
const refreshIntervalMs = 500;

interface Answer<Value> {
  readonly value: Value | undefined;
  readonly error: unknown;
  /** Which asking `value` or `error` answers; null before the first answer. */
  readonly answeredKey: string | null;
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
  const [state, setState] = useState<Answer<ChannelOutput<Name>>>({
    value: undefined,
    error: null,
    answeredKey: null,
  });
  const [attempt, setAttempt] = useState(0);
  // Inputs are small JSON values: their text is their identity, so that callers may pass literals.
  const inputKey = JSON.stringify(input);
  const eventKey = refreshOn.join(" ");
  const askedKey = `${attempt} ${inputKey}`;

  useEffect(() => {
    let newest = 0;
    async function ask(): Promise<void> {
      const mine = ++newest;
      try {
        const value = await request(channel, JSON.parse(inputKey) as ChannelInput<Name>);
        if (mine === newest) setState({ value, error: null, answeredKey: askedKey });
      } catch (error) {
        if (mine !== newest || isCancelled(error)) return;
        setState((former) => ({ ...former, error, answeredKey: askedKey }));
      }
    }
    void ask();
    const asking = throttle(() => void ask(), refreshIntervalMs);
    asking.hold();
    const names = eventKey === "" ? [] : (eventKey.split(" ") as EventName[]);
    const stops = names.map((name) => onEvent(name, asking.call));
    stops.push(onReconnect(asking.call), asking.cancel);
    return () => {
      newest++;
      for (const stop of stops) stop();
    };
  }, [channel, inputKey, eventKey, askedKey]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const { value, error, answeredKey } = state;
  return { value, error, isLoading: answeredKey !== askedKey, reload };
}

/** Runs `action` at once and then at most every `intervalMs`, the last call never lost. */
export function throttle(
  action: () => void,
  intervalMs: number,
): { call: () => void; hold: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isWanted = false;
  function wait(): void {
    timer ??= setTimeout(() => {
      timer = null;
      if (isWanted) run();
    }, intervalMs);
  }
  function run(): void {
    isWanted = false;
    action();
    wait();
  }
  return {
    /** Counts as a run that just happened: whoever calls soon after waits. */
    hold: wait,
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
