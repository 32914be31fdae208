import { z } from "zod";
import { scanResultSchema } from "#shared/contract/library.contract.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { taskKind } from "#core/tasks/task-kind.ts";
import type { CoverStore } from "../covers/cover-store.ts";
import type { FoldersRepository } from "../folders/folders.repository.ts";
import type { LibraryChanges } from "../library-changes.ts";
import type { CatalogRepository } from "./catalog.repository.ts";
import { ScanRun, type ScanRunOptions } from "./scan-run.service.ts";

export const scanTaskKind = "library.scan";

const payloadSchema = z.strictObject({
  /** Null: all watched folders. */
  folderUuid: z.uuid().nullable(),
  deep: z.boolean(),
});

export interface ScanTaskOptions {
  readonly context: FeatureContext;
  readonly folders: FoldersRepository;
  readonly covers: CoverStore;
  readonly changes: LibraryChanges;
  readonly catalog: CatalogRepository;
  readonly createReader: ScanRunOptions["createReader"];
}

/** The scan as long work. One at a time: two would look for moved files in each other's half-done lists. */
export function createScanTask(options: ScanTaskOptions) {
  const { context, folders } = options;
  return taskKind({
    kind: scanTaskKind,
    payload: payloadSchema,
    result: scanResultSchema,
    concurrency: 1,
    async run(task) {
      const { folderUuid, deep } = task.payload;
      const watched = folders
        .getAll()
        .filter((folder) => folderUuid === null || folder.uuid === folderUuid);
      if (folderUuid !== null && watched.length === 0)
        throw new AppError("not_found", "That folder is no longer watched.", { uuid: folderUuid });
      const run = new ScanRun({
        database: context.database,
        folders,
        covers: options.covers,
        changes: options.changes,
        catalog: options.catalog,
        now: context.now,
        createReader: options.createReader,
        signal: task.signal,
        report: (progress) => task.report(progress),
        userId: task.userId,
        isDeep: deep,
      });
      const result = await run.run(watched, folderUuid === null);
      task.logger.info("Scanned", { deep, folders: watched.length, ...result });
      return result;
    },
  });
}
