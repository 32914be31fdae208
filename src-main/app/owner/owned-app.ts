import { dataPaths } from "#core/files/data-paths.ts";
import { type AppOptions, createApp, type SegueApp } from "#app/compose.ts";
import { acquireOwnerLock } from "./owner-lock.ts";
import { OwnerServer } from "./owner-server.ts";

/** An app that owns its data folder and answers others who want to use it. */
export interface OwnedApp {
  readonly app: SegueApp;
  /** Ends everything, whoever is connected. */
  close(): Promise<void>;
  /** Ends once those who are connected have finished: for an owner that was one only for a single call. */
  closeWhenIdle(): Promise<void>;
}

/** Where the lock of a data folder is. */
export function ownerLockPath(dataFolder: string): string {
  return dataPaths(dataFolder, "").lock;
}

/**
 * Takes the data folder, builds the app and listens for the command line and second launches.
 * @returns null when another process owns the folder
 */
export async function startOwnedApp(options: AppOptions): Promise<OwnedApp | null> {
  const lockPath = ownerLockPath(options.dataFolder);
  const lock = acquireOwnerLock(lockPath);
  if (lock === null) return null;
  let app: SegueApp | undefined;
  try {
    const built = createApp(options);
    app = built;
    const server = await OwnerServer.listen(lockPath, built);
    built.start();
    const finish = async (): Promise<void> => {
      await built.close();
      lock.release();
    };
    return {
      app: built,
      close: () => server.close().then(finish),
      closeWhenIdle: () => server.drain().then(finish),
    };
  } catch (error) {
    // Nobody may own the folder while this process still holds its database.
    await app?.close();
    lock.release();
    throw error;
  }
}
