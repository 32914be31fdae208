import { create } from "zustand";
import { request } from "./bridge.ts";
import { reportError } from "./toasts.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const component = "app.theme";
/** A copy of the choice for the first frame, before main has answered. Main's own wins. */
const hintKey = "segue.theme";
const prefersLight = window.matchMedia("(prefers-color-scheme: light)");

const useStore = create<{ theme: Theme }>(() => ({
  theme: sanitise(localStorage.getItem(hintKey)),
}));

export function useTheme(): Theme {
  return useStore((state) => state.theme);
}

/** Chooses and remembers the theme for this profile. */
export function setTheme(theme: Theme): void {
  apply(theme);
  request("app.setUiState", { component, state: { version: 1, theme } }).catch(reportError);
}

/** Before the first frame: paints with the remembered theme, then asks main whether it is still the one. */
export async function startTheme(): Promise<void> {
  apply(useStore.getState().theme);
  prefersLight.addEventListener("change", () => apply(useStore.getState().theme));
  const { state } = await request("app.getUiState", { component });
  if (state !== null && typeof state === "object" && "theme" in state)
    apply(sanitise(state["theme"]));
}

function apply(theme: Theme): void {
  useStore.setState({ theme });
  localStorage.setItem(hintKey, theme);
  const isLight = theme === "light" || (theme === "system" && prefersLight.matches);
  document.documentElement.dataset["theme"] = isLight ? "light" : "dark";
}

function sanitise(stored: unknown): Theme {
  return themes.find((theme) => theme === stored) ?? "system";
}
