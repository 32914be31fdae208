import { BrowserWindow, dialog, shell } from "electron";
import { AppError } from "#shared/errors/app-error.ts";
import type { ShellAbilities } from "#app/shell-abilities.ts";

/** What the desktop can do for the core. */
export const desktopShell: ShellAbilities = {
  pickFolder: async () => {
    const options = {
      title: "Add a music folder",
      properties: ["openDirectory", "createDirectory"],
    } as const;
    const parent = BrowserWindow.getFocusedWindow();
    const properties = { ...options, properties: [...options.properties] };
    const answer =
      parent === null
        ? await dialog.showOpenDialog(properties)
        : await dialog.showOpenDialog(parent, properties);
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  },
  revealFile: (path) => {
    shell.showItemInFolder(path);
  },
  openFolder: async (path) => {
    const problem = await shell.openPath(path);
    if (problem !== "")
      throw new AppError("unavailable", `The system could not open ${path}: ${problem}`, { path });
  },
};
