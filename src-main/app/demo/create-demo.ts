import type { Caller } from "#core/ipc/caller.ts";
import type { HandlersFor } from "#core/ipc/router.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { TaskKind } from "#core/tasks/task-kind.ts";
import { demoTask, demoTaskKind } from "./demo.task.ts";

type FolderHandlers = HandlersFor<"library.addFolder" | "library.listFolders" | "library.scan">;

/**
 * The demo music: a task that composes it and adds its folder, and the channel that asks for it.
 * @param caller on whose behalf the folder is watched
 */
export function createDemo(
  context: FeatureContext,
  folders: FolderHandlers,
  caller: () => Caller,
): { taskKind: TaskKind; handlers: HandlersFor<"library.addDemoMusic"> } {
  return {
    taskKind: demoTask(context.paths.demo, (path) => watch(folders, path, caller())),
    handlers: {
      "library.addDemoMusic": (_input, { actor }) => ({
        taskId: context.tasks.enqueue({
          kind: demoTaskKind,
          title: "Demo music",
          payload: {},
          userId: actor.userId,
          idempotencyKey: demoTaskKind,
        }),
      }),
    },
  };
}

/** Watches the folder, or scans it again where it is watched already. */
async function watch(handlers: FolderHandlers, path: string, caller: Caller): Promise<void> {
  const { folders } = await handlers["library.listFolders"]({}, caller);
  const watched = folders.find((folder) => folder.path === path);
  if (watched === undefined) await handlers["library.addFolder"]({ path }, caller);
  else await handlers["library.scan"]({ folderUuid: watched.uuid, deep: false }, caller);
}
