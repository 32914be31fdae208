import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { TaskQueue } from "./task-queue.ts";

/** Channels of the task queue. */
export function taskHandlers(tasks: TaskQueue): HandlersFor<ChannelsOf<"tasks">> {
  return {
    "tasks.list": ({ limit }) => ({ tasks: tasks.list(limit) }),
    "tasks.get": ({ uuid }) => tasks.get(uuid),
    "tasks.cancel": ({ uuid }, { actor }) => {
      tasks.requireOwn(uuid, actor);
      tasks.cancel(uuid);
      return {};
    },
    "tasks.resume": ({ uuid }, { actor }) => {
      tasks.requireOwn(uuid, actor);
      tasks.resume(uuid);
      return {};
    },
  };
}
