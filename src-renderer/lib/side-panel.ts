import { create } from "zustand";

/** Whether the panel on the right is open, and which of its tabs shows. */
interface SidePanel {
  readonly tab: string | null;
}

const useStore = create<SidePanel>(() => ({ tab: null }));

export function useSidePanelTab(): string | null {
  return useStore((state) => state.tab);
}

export function closeSidePanel(): void {
  useStore.setState({ tab: null });
}

export function toggleSidePanel(tab: string): void {
  useStore.setState((state) => ({ tab: state.tab === tab ? null : tab }));
}
