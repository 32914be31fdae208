import { create } from "zustand";

export type ConnectionStatus = "online" | "lost";

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
  markOnline(): void {
    if (useConnectionStore.getState().status === "online") return;
    useConnectionStore.setState({ status: "online" });
    for (const listener of reconnectListeners) listener();
  },
  onReconnect(listener: () => void): () => void {
    reconnectListeners.add(listener);
    return () => reconnectListeners.delete(listener);
  },
};
