import { parentPort, workerData } from "node:worker_threads";
import { Database } from "#core/db/database.ts";
import { readLibraryCounts } from "./library-counts.ts";

const port = parentPort;
const { databasePath } = workerData as { readonly databasePath: string };
const database = new Database(databasePath, { readonly: true });
try {
  port?.postMessage(readLibraryCounts(database.read));
} finally {
  database.close();
}
