/** What a maintenance task did, or with `dryRun` would have done. */
export interface MaintenanceReport {
  /** Rows that were (or would be) changed. */
  readonly changed: number;
  /** One sentence for a person. */
  readonly summary: string;
}

/** A repair a feature offers. Each feature exports its own; `app/compose.ts` hands them to maintenance. */
export interface MaintenanceTask {
  /** Kebab case, unique: names it on the command line. */
  readonly name: string;
  readonly title: string;
  run(options: { readonly dryRun: boolean }): MaintenanceReport;
}
