import { hasDisplay } from "./electron-binary.ts";

/** What the choice between a window of its own and the browser depends on. */
export interface StartFacts {
  readonly webAsked: boolean;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Effective user id; undefined on Windows. */
  readonly userId: number | undefined;
  /** Electron's executable where it is installed. */
  readonly installed: () => string | null;
  readonly failedRecently: () => boolean;
  /** Tries to fetch Electron; may take a while. */
  readonly fetch: () => string | null;
}

export type ShellChoice =
  | { readonly shell: "electron"; readonly binary: string }
  /** `reason` completes "Segue runs in the browser:"; null when the person asked for it. */
  | { readonly shell: "web"; readonly reason: string | null };

/** Chooses the shell. Cheap questions come first, so that nothing is downloaded that could not be shown. */
export function chooseShell(facts: StartFacts): ShellChoice {
  const web = (reason: string | null): ShellChoice => ({ shell: "web", reason });
  if (facts.webAsked) return web(null);
  if (!hasDisplay(facts.platform, facts.environment)) {
    return web("there is no display here for a window.");
  }
  if (facts.platform === "linux" && facts.userId === 0) {
    // --no-sandbox would open a window all the same, and give every page of it the rights of root.
    return web("Electron's sandbox does not work as root; start Segue as an ordinary user.");
  }
  const installed = facts.installed();
  if (installed !== null) return { shell: "electron", binary: installed };
  const missing = "Electron could not be fetched; `npx install-electron` tries again.";
  if (facts.failedRecently()) return web(missing);
  const fetched = facts.fetch();
  return fetched === null ? web(missing) : { shell: "electron", binary: fetched };
}
