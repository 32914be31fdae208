import { join } from "node:path";
import { parseArgs } from "node:util";
import { toWireError } from "#shared/errors/app-error.ts";
import { appRoot } from "#core/files/app-root.ts";
import { appOptionsFor } from "#app/command-line/app-options.ts";
import { prepareDemo } from "#app/demo/prepare-demo.ts";
import { startOwnedApp } from "#app/owner/owned-app.ts";
import { openBrowser } from "#app/web/open-browser.ts";
import { WebServer } from "#app/web/web-server.ts";

const usage = "Usage: npm start -- --web [--port N] [--no-open] [--data-dir DIR] [--demo]";

try {
  await serve();
} catch (error) {
  if (error instanceof Error && toWireError(error).code === "internal")
    process.stderr.write(`${error.stack ?? ""}\n`);
  process.stderr.write(`${toWireError(error).message}\n`);
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  const call = readCall();
  if (typeof call === "string") {
    process.stderr.write(`${call}\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const options = appOptionsFor("web", call.dataDir, call.isDemo);
  const owned = await startOwnedApp(options);
  if (owned === null) {
    process.stderr.write(
      `Segue is already open with the library in ${options.dataFolder}. Use that window, or another folder with --data-dir.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const server = await WebServer.listen(owned.app, {
    port: call.port,
    rendererFolder: join(appRoot(), "out", "renderer"),
  });
  const close = async (): Promise<void> => {
    await server.close();
    await owned.close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void close().then(() => process.exit(0)));
  process.stdout.write(`Segue is at ${server.url}\n`);
  if (call.opensBrowser) openBrowser(server.url);
  if (call.isDemo) await prepareDemo(owned.app);
}

/** What the command line asks for, or the sentence that says what is wrong with it. */
function readCall():
  | { port: number; dataDir: string | undefined; opensBrowser: boolean; isDemo: boolean }
  | string {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "0" },
        "data-dir": { type: "string" },
        "no-open": { type: "boolean", default: false },
        demo: { type: "boolean", default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535)
      return `--port takes a number from 0 to 65535, not "${values.port}".`;
    return {
      port,
      dataDir: values["data-dir"],
      opensBrowser: !values["no-open"],
      isDemo: values.demo,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
