import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type { Ask } from "./control.ts";

/**
 * Starts the packaged app under plain Node as Electron would: `boot.ts <main.js> [arguments]`. Puts the fake in the place
 * of `electron`, loads the app's entry, is ready only after that, and answers the test's questions all along.
 */

const fakeUrl = new URL("./module.ts", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === "electron" || specifier.startsWith("electron/")) {
      return { url: fakeUrl, shortCircuit: true };
    }
    return nextResolve(specifier, context);
  },
});

const [, , entry, ...args] = process.argv;
if (entry === undefined) throw new Error("Name the app's entry.");
// A packaged app sees its own executable and then what it was given.
process.argv = [process.execPath, ...args];

const { answer } = await import("./control.ts");
process.on("message", (ask: Ask) => {
  answer(ask).then(
    (value) => process.send?.({ id: ask.id, value }),
    (error: unknown) => process.send?.({ id: ask.id, error: String(error) }),
  );
});

const { becomeReady } = await import("./module.ts");
await import(pathToFileURL(entry).href);
becomeReady();
