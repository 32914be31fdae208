import { z } from "zod";
import { taskKind, type TaskKind } from "#core/tasks/task-kind.ts";
import { makeDemoLibrary } from "./make-demo-library.ts";

export const demoTaskKind = "app.makeDemoMusic";

const resultSchema = z.strictObject({ folder: z.string(), tracks: z.int() });

/**
 * Composes the demo music into `folder`, then hands it to the importer like anyone's music. Finished files are kept, so a
 * cancelled or interrupted run goes on where it stood.
 *
 * @param addFolder watches the folder and scans it
 */
export function demoTask(folder: string, addFolder: (path: string) => Promise<void>): TaskKind {
  return taskKind({
    kind: demoTaskKind,
    payload: z.strictObject({}),
    result: resultSchema,
    concurrency: 1,
    run: async ({ signal, report }) => {
      const startedAt = performance.now();
      const tracks = await makeDemoLibrary({
        folder,
        signal,
        onProgress: ({ done, total }) => {
          const unitsPerSec = done / Math.max(0.001, (performance.now() - startedAt) / 1000);
          const secondsLeft = done === 0 ? null : (total - done) / unitsPerSec;
          report({
            phase: "Composing demo music",
            phaseIndex: 0,
            phaseCount: 1,
            done,
            total,
            unitsPerSec,
            secondsLeft,
          });
        },
      });
      await addFolder(folder);
      return { folder, tracks: tracks.length };
    },
  });
}
