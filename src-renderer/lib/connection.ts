import { create } from "zustand";

/** `refused`: the server was started anew with another token, which this page does not have. */
export type ConnectionStatus = "online" | "lost" | "refused";

const useConnectionStore = create<{ status: ConnectionStatus }>(() => ({ status: "online" }));
const reconnectListeners = new Set<() => void>();

/** Whether main answers. Electron never loses it; a browser does when the server stops. */
export function useConnectionStatus(): ConnectionStatus {
  return useConnectionStore((state) => state.status);
}

export const connection = {
  status: (): ConnectionStatus => useConnectionStore.getState().status,
  markLost(): void {
    useConnectionStore.setState({ status: "lost" });
  },
  markRefused(): void {
    useConnectionStore.setState({ status: "refused" });
  },
  markOnline(): void {
    if (useConnectionStore.getState().status !== "online") this.markListening();
  },
  /** Events arrive from now on. Whatever happened before was missed, at the first connection too: everything asks again. */
  markListening(): void {
    useConnectionStore.setState({ status: "online" });
    for (const listener of reconnectListeners) listener();
  },
  onReconnect(listener: () => void): () => void {
    reconnectListeners.add(listener);
    return () => reconnectListeners.delete(listener);
  },
};
