import { chmodSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Arch, build, Platform } from "electron-builder";
import { installedElectron } from "../lib/electron-binary.ts";
import { projectRoot } from "../lib/project.ts";

/** What electron-builder asks of a Linux distribution of Electron; empty files do where nothing is started. */
const stubFiles = [
  "LICENSE",
  "LICENSES.chromium.html",
  "chrome_100_percent.pak",
  "chrome_200_percent.pak",
  "resources.pak",
  "icudtl.dat",
  "snapshot_blob.bin",
  "v8_context_snapshot.bin",
  "chrome_crashpad_handler",
  "libffmpeg.so",
  "locales/en-US.pak",
];

/** Lays a stand-in for Electron's distribution where its binary cannot be had. `resources/` must stay empty. */
function makeStubDistribution(folder: string): void {
  mkdirSync(join(folder, "locales"), { recursive: true });
  mkdirSync(join(folder, "resources"));
  for (const name of stubFiles) writeFileSync(join(folder, name), "stub\n");
  writeFileSync(join(folder, "version"), "stub");
  for (const name of ["electron", "chrome-sandbox"]) {
    writeFileSync(join(folder, name), "#!/bin/sh\nexit 1\n");
    chmodSync(join(folder, name), 0o755);
  }
}

/**
 * Packs the built app as an installer would carry it, into `output`, and returns the path of its `app.asar`.
 * Where Electron's binary is not installed, a Linux folder is packed round a stub, with the fuses left as they are.
 */
export async function packApp(output: string): Promise<string> {
  const binary = installedElectron();
  const useStub = binary === null;
  const stub = join(output, "stub-electron");
  if (useStub) makeStubDistribution(stub);
  // Not the developer's architecture by default alone: the native binary of this very Node must be inside.
  const arch = process.arch === "arm64" ? Arch.arm64 : Arch.x64;
  const platform = useStub ? Platform.LINUX : Platform.current();
  await build({
    projectDir: projectRoot,
    targets: platform.createTarget("dir", arch),
    publish: "never",
    config: {
      directories: { output: join(output, "dist") },
      electronDist: useStub ? stub : dirname(platformRoot(binary)),
      // There is no binary to flip a fuse in, and no certificate here to sign with afterwards.
      electronFuses: null,
    },
  });
  const archive = globSync("dist/**/app.asar", { cwd: output })[0];
  if (archive === undefined) throw new Error("electron-builder packed no app.asar.");
  return join(output, archive);
}

/** The file or bundle that lies directly in Electron's distribution folder. */
function platformRoot(binary: string): string {
  const bundle = binary.indexOf("Electron.app");
  return bundle === -1 ? binary : binary.slice(0, bundle + "Electron.app".length);
}
