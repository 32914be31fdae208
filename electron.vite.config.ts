import { existsSync, globSync } from "node:fs";
import { basename, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const fromRoot = (path: string): string => resolve(import.meta.dirname, path);

/** The entries of the main process: the three of docs/architecture.md, and each worker under its own name. */
function mainEntries(): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const name of ["main", "cli", "web"]) {
    const file = fromRoot(`src-main/${name}.ts`);
    if (existsSync(file)) entries[name] = file;
  }
  for (const worker of globSync("src-main/**/*.worker.ts", { cwd: import.meta.dirname })) {
    const name = `workers/${basename(worker, ".ts")}`;
    // spawnWorker finds a built worker by its base name alone.
    if (name in entries) throw new Error(`Two workers are called ${basename(worker)}.`);
    entries[name] = fromRoot(worker);
  }
  return entries;
}

export default defineConfig({
  main: {
    build: {
      outDir: fromRoot("out/main"),
      emptyOutDir: true,
      rollupOptions: {
        input: mainEntries(),
        // Chunks lie flat beside the entries: spawnWorker resolves from there.
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: fromRoot("out/preload"),
      emptyOutDir: true,
      // A sandboxed preload can require nothing but electron: one file, everything inside.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: fromRoot("src-main/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  },
  renderer: {
    root: fromRoot("src-renderer"),
    plugins: [react()],
    build: {
      outDir: fromRoot("out/renderer"),
      emptyOutDir: true,
      // electron-vite leaves the renderer unminified unless told.
      minify: true,
      // The content security policy has no data: for fonts and scripts.
      assetsInlineLimit: 0,
      rollupOptions: { input: fromRoot("src-renderer/index.html") },
    },
  },
});
