import { join } from "node:path";

/** Every place Segue writes to, under the one data folder (DESIGN.md section 4). Absolute paths. */
export interface DataPaths {
  readonly root: string;
  readonly database: string;
  readonly backups: string;
  readonly songCache: string;
  readonly coverCache: string;
  readonly peakCache: string;
  /** WAVs made on the fly for what the browser cannot decode. */
  readonly transcodeCache: string;
  readonly demo: string;
  /** Files on their way in and out; emptied at every start. */
  readonly transfers: string;
  /** The desktop app's log-in; mode 0600. */
  readonly desktopSession: string;
  readonly logs: string;
  /** Lock database of the owner process, and the socket it listens on. */
  readonly lock: string;
}

/** @param database where the database file is, which `DB_PATH` may put elsewhere */
export function dataPaths(root: string, database: string): DataPaths {
  const data = join(root, "data");
  return {
    root,
    database,
    backups: join(data, "backups"),
    songCache: join(data, "cache", "songs"),
    coverCache: join(data, "cache", "covers"),
    peakCache: join(data, "cache", "peaks"),
    transcodeCache: join(data, "cache", "transcodes"),
    demo: join(root, "demo-music"),
    transfers: join(data, "transfers"),
    desktopSession: join(data, "desktop-session"),
    logs: join(root, "logs"),
    lock: join(data, "owner.lock"),
  };
}
