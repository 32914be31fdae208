import type { MaintenanceTask } from "#core/runtime/maintenance-task.ts";
import { type MaintenanceHandlers, maintenanceHandlers } from "./maintenance.handlers.ts";
import { MaintenanceService } from "./maintenance.service.ts";

/** Builds the feature over the repairs that the others export. */
export function createMaintenance(tasks: readonly MaintenanceTask[]): {
  readonly handlers: MaintenanceHandlers;
} {
  return { handlers: maintenanceHandlers(new MaintenanceService(tasks)) };
}
