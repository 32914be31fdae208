import { Menu, type MenuItemConstructorOptions } from "electron";
import type { EventPayload } from "#shared/contract/index.ts";

type Command = EventPayload<"app.command">["command"];

/**
 * The application menu with the platform's own roles. What the page does itself is sent to it as a command; keys that
 * the page handles (space, arrows) are shown there, not taken here, so that text fields keep them.
 */
export function buildMenu(
  send: (command: Command) => void,
  platform: NodeJS.Platform = process.platform,
): Menu {
  return Menu.buildFromTemplate(menuTemplate(send, platform));
}

/** Exported for its test: a menu cannot be built without a running Electron. */
export function menuTemplate(
  send: (command: Command) => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  const item = (
    label: string,
    command: Command,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const settings = item("Settings…", "openSettings", "CmdOrCtrl+,");
  // Beside Quit, where a person looks who is about to leave. The page has the same key; without a password it goes nowhere.
  const lock = item("Lock", "lock", "CmdOrCtrl+Shift+L");
  const appMenu: MenuItemConstructorOptions = {
    role: "appMenu",
    label: "Segue",
    submenu: [
      { role: "about" },
      { type: "separator" },
      settings,
      { type: "separator" },
      { role: "services" },
      { type: "separator" },
      lock,
      { type: "separator" },
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      { type: "separator" },
      { role: "quit" },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: "&File",
      submenu: [
        item("Add Folder…", "addFolder", "CmdOrCtrl+O"),
        { type: "separator" },
        ...(isMac
          ? [{ role: "close" } as const]
          : [
              settings,
              { type: "separator" } as const,
              lock,
              { type: "separator" } as const,
              { role: "quit" } as const,
            ]),
      ],
    },
    {
      label: "&Edit",
      submenu: [
        // Not the roles: those would undo typing only. The page knows whether somebody types, and shows the keys as its own.
        item("Undo", "undo", "CmdOrCtrl+Z"),
        item("Redo", "redo", isMac ? "Shift+Cmd+Z" : "Ctrl+Shift+Z"),
        { type: "separator" },
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "delete" },
        { role: "selectAll" },
      ],
    },
    {
      label: "&Playback",
      submenu: [
        item("Play or Pause", "playPause"),
        item("Next", "next", "CmdOrCtrl+Right"),
        item("Previous", "previous", "CmdOrCtrl+Left"),
      ],
    },
    {
      label: "&View",
      submenu: [
        item("Search", "focusSearch", "CmdOrCtrl+L"),
        { type: "separator" },
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
        { role: "toggleDevTools" },
      ],
    },
    { role: "windowMenu" },
    { role: "help", submenu: [item("Keyboard Shortcuts", "showShortcuts")] },
  ];
}
