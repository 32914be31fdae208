import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import type { SegueBridge } from "#shared/contract/index.ts";

/**
 * The forwarder, nothing else: one way to ask, one way to listen. Which channels exist and what they take is main's to
 * check; no Electron event reaches the page.
 */
const bridge: SegueBridge = {
  request: (channel, input) => ipcRenderer.invoke("segue:request", channel, input),
  on: (event, listener) => {
    const forward = (_event: IpcRendererEvent, name: unknown, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on("segue:event", forward);
    return () => {
      ipcRenderer.removeListener("segue:event", forward);
    };
  },
};

contextBridge.exposeInMainWorld("segue", bridge);
