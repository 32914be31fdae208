import { createInterface } from "node:readline";
import { join, resolve } from "node:path";
import { silentLogger } from "#core/logging/logger.ts";
import { appRoot } from "#core/files/app-root.ts";
import { createApp } from "#app/compose.ts";
import { WebServer } from "#app/web/web-server.ts";

/**
 * Web mode that is handed files as the desktop is by the system: each line of standard input is a list of paths, as JSON. Says
 * where it is and lives until it is ended. Usage: `opening-web.child.ts <data folder>`
 */
const [dataFolder = "."] = process.argv.slice(2);
const app = createApp({
  dataFolder: resolve(dataFolder),
  environment: {},
  mode: "test",
  logger: silentLogger,
});
app.start();
const server = await WebServer.listen(app, {
  port: 0,
  rendererFolder: join(appRoot(), "out", "renderer"),
});
process.stdout.write(`${server.url}\n`);
const caller = app.callerFor({ clientId: "shell", device: "web" });
for await (const line of createInterface({ input: process.stdin })) {
  const paths: unknown = JSON.parse(line);
  if (!Array.isArray(paths)) throw new Error("Not a list of paths");
  await app.openFiles(paths.map(String), caller);
}
await server.close();
await app.close();
