import { spawn } from "node:child_process";

/** Opens the person's browser where there is one to open; a machine without a display is left in peace. */
export function openBrowser(url: string, environment: NodeJS.ProcessEnv = process.env): void {
  const opener = openerOf(environment);
  if (opener === null) return;
  const [command, ...before] = opener;
  const child = spawn(command, [...before, url], { stdio: "ignore", detached: true });
  // The address is on the terminal either way.
  child.on("error", () => undefined);
  child.unref();
}

function openerOf(environment: NodeJS.ProcessEnv): [string, ...string[]] | null {
  if (environment["CI"] !== undefined && environment["CI"] !== "") return null;
  if (process.platform === "darwin") return ["open"];
  if (process.platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  const hasDisplay =
    (environment["DISPLAY"] ?? "") !== "" || (environment["WAYLAND_DISPLAY"] ?? "") !== "";
  return hasDisplay ? ["xdg-open"] : null;
}
