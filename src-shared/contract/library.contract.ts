import { z } from "zod";
import { changeUuidSchema, nothing, timeMsSchema, uuidSchema, windowSchema } from "./common.ts";
import { adminChannel, channel } from "./define.ts";

export const libraryFolderSchema = z.strictObject({
  uuid: uuidSchema,
  path: z.string(),
  isAvailable: z.boolean(),
  songCount: z.int().nonnegative(),
  issueCount: z.int().nonnegative(),
  addedAt: timeMsSchema,
  lastScanAt: timeMsSchema.nullable(),
});
export type LibraryFolder = z.output<typeof libraryFolderSchema>;

export const scanIssueSchema = z.strictObject({
  uuid: uuidSchema,
  path: z.string(),
  code: z.string(),
  message: z.string(),
  lastSeenAt: timeMsSchema,
});
export type ScanIssue = z.output<typeof scanIssueSchema>;

/** What a finished scan answers; also the task's result and the command line's `import --json`. */
export const scanResultSchema = z.strictObject({
  added: z.int().nonnegative(),
  updated: z.int().nonnegative(),
  unchanged: z.int().nonnegative(),
  moved: z.int().nonnegative(),
  missing: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
  filesPerSecond: z.number().nonnegative(),
});
export type ScanResult = z.output<typeof scanResultSchema>;

export const libraryContract = {
  "library.getCounts": channel(
    nothing,
    z.strictObject({
      songs: z.int().nonnegative(),
      albums: z.int().nonnegative(),
      artists: z.int().nonnegative(),
      genres: z.int().nonnegative(),
      folders: z.int().nonnegative(),
      scanIssues: z.int().nonnegative(),
      missingSongs: z.int().nonnegative(),
      totalDurationSec: z.number().nonnegative(),
      totalBytes: z.int().nonnegative(),
      revision: z.int().nonnegative(),
    }),
  ),
  "library.listFolders": channel(
    nothing,
    z.strictObject({ folders: z.array(libraryFolderSchema) }),
  ),
  /** Watches a folder and starts its scan. Refuses a folder that is not there or lies inside (or around) a watched one. */
  "library.addFolder": adminChannel(
    z.strictObject({ path: z.string().min(1).max(4096), deep: z.boolean().optional() }),
    z.strictObject({
      folder: libraryFolderSchema,
      taskId: uuidSchema,
      changeUuid: changeUuidSchema,
    }),
  ),
  /** Stops watching. Its songs leave the lists; files, ratings and history stay, and come back when it is added again. */
  "library.removeFolder": adminChannel(
    z.strictObject({ uuid: uuidSchema }),
    z.strictObject({ removedSongs: z.int(), changeUuid: changeUuidSchema }),
  ),
  /** Scans one folder, or all. Quick compares size and time; deep reads every file again. */
  "library.scan": channel(
    z.strictObject({ folderUuid: uuidSchema.optional(), deep: z.boolean() }),
    z.strictObject({ taskId: uuidSchema }),
  ),
  /** Makes a small library of music composed by Segue itself (once) and adds it, so that there is something to hear. */
  "library.addDemoMusic": adminChannel(nothing, z.strictObject({ taskId: uuidSchema })),
  "library.listScanIssues": channel(
    windowSchema,
    z.strictObject({ total: z.int().nonnegative(), rows: z.array(scanIssueSchema) }),
  ),
  /** Opens the system's folder dialog. Null when the person cancels; `unsupported` where there is none (browser). */
  "library.pickFolder": adminChannel(nothing, z.strictObject({ path: z.string().nullable() })),
  /** Sub-folders of a folder, for choosing one where there is no system dialog. Starts at the home folder. */
  "library.browseFolders": adminChannel(
    z.strictObject({ path: z.string().max(4096).nullable() }),
    z.strictObject({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.strictObject({ name: z.string(), path: z.string() })),
      /** Places worth offering first: home, the system's Music folder, drives. */
      places: z.array(z.strictObject({ name: z.string(), path: z.string() })),
    }),
  ),
};
