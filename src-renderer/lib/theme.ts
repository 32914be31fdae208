import { onPreferences } from "./preferences.ts";

const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

/** A copy of the last choice, so that the first frame has the right colours before main has answered. Main's own wins. */
const hintKey = "segue.theme";
const prefersLight = window.matchMedia("(prefers-color-scheme: light)");
let shown: Theme = "system";

/** Before the first frame: paints as it was last, then follows the profile's preferences. */
export function startAppearance(): void {
  paint(sanitise(localStorage.getItem(hintKey)));
  prefersLight.addEventListener("change", () => paint(shown));
  onPreferences((preferences) => {
    paint(preferences["appearance.theme"]);
    localStorage.setItem(hintKey, shown);
    document.documentElement.dataset["motion"] =
      preferences["appearance.reduceMotion"] === "always" ? "reduced" : "system";
  });
}

/** Whether things should stand still: the system's wish, or the profile's. */
export function isMotionReduced(): boolean {
  return (
    document.documentElement.dataset["motion"] === "reduced" ||
    matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}

function paint(theme: Theme): void {
  shown = theme;
  const isLight = theme === "light" || (theme === "system" && prefersLight.matches);
  document.documentElement.dataset["theme"] = isLight ? "light" : "dark";
}

function sanitise(stored: unknown): Theme {
  return themes.find((theme) => theme === stored) ?? "system";
}
