import { useCallback, useLayoutEffect, useRef } from "react";

/** A stable function that answers the newest value: for handlers that must not change when what they read does. */
export function useLatest<Value>(value: Value): () => Value {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return useCallback(() => latest.current, []);
}
