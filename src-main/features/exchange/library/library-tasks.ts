import { z } from "zod";
import { taskKind } from "#core/tasks/task-kind.ts";
import { exportResultSchema, importResultSchema, type LibraryService } from "./library.service.ts";

export const exportTaskKind = "exchange.exportLibrary";
export const importTaskKind = "exchange.importLibrary";

export function exportTask(library: LibraryService) {
  return taskKind({
    kind: exportTaskKind,
    payload: z.strictObject({}),
    result: exportResultSchema,
    concurrency: 1,
    run: (task) => library.exportLibrary(task),
  });
}

export function importTask(library: LibraryService) {
  return taskKind({
    kind: importTaskKind,
    payload: z.strictObject({ transferUuid: z.uuid() }),
    result: importResultSchema,
    concurrency: 1,
    run: (task) => library.importLibrary(task.payload.transferUuid, task),
  });
}
