import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { MaintenanceService } from "./maintenance.service.ts";

export type MaintenanceHandlers = HandlersFor<ChannelsOf<"maintenance">>;

export function maintenanceHandlers(service: MaintenanceService): MaintenanceHandlers {
  return {
    "maintenance.listTasks": () => ({ tasks: service.list() }),
    "maintenance.runTask": ({ name, isDryRun }, { actor }) => service.run(name, isDryRun, actor),
  };
}
