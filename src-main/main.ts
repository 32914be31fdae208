import { runDesktop } from "#app/electron/run-desktop.ts";

runDesktop();
