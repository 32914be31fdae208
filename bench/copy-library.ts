import { cpSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { makeLibrary } from "./make-library.ts";

/** Usage: `node bench/copy-library.ts <database path> <songs>`: puts a synthetic library where an app will open it. */
const [path = "", songs = ""] = process.argv.slice(2);
if (path === "" || !/^[1-9]\d*$/.test(songs)) {
  console.error("Usage: node bench/copy-library.ts <database path> <songs>");
  process.exit(2);
}
mkdirSync(dirname(path), { recursive: true });
cpSync(makeLibrary(Number(songs)), path);
