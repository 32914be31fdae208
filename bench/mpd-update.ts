import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { askMpd } from "./peers.ts";

/**
 * Usage: `node bench/mpd-update.ts CONFIGURATION SOCKET`. Starts MPD with an empty database, lets it read its music folder, prints the
 * seconds from start to the end of that update.
 */
const [configuration = "", socket = ""] = process.argv.slice(2);
const startedAt = performance.now();
const server = spawn("mpd", ["--no-daemon", configuration], { stdio: "ignore" });
const failed = new Promise<never>((_, reject) => {
  server.once("error", reject);
});
try {
  while (!existsSync(socket)) await Promise.race([setTimeout(5), failed]);
  // An empty database is filled at start without being asked.
  for (;;) {
    const [status, stats] = [await askMpd(socket, "status"), await askMpd(socket, "stats")];
    if (!status.includes("updating_db") && /db_update: [1-9]/u.test(stats)) break;
    await setTimeout(5);
  }
  process.stdout.write(String((performance.now() - startedAt) / 1000));
} finally {
  server.kill();
}
