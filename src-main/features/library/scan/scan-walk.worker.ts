import { parentPort, workerData } from "node:worker_threads";
import { Database } from "#core/db/database.ts";
import { compareFolder } from "./compare-folder.ts";
import type { WalkRequest } from "./scan-walk.messages.ts";

const port = parentPort;
const request = workerData as WalkRequest;
const database = new Database(request.databasePath, { readonly: true });
try {
  compareFolder(database, request, (message) => port?.postMessage(message));
} finally {
  database.close();
}
