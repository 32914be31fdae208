import { z } from "zod";

/** What a suite counted. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A suite that could not say what it did: it broke, so it counts as one failure. */
export const crashed: Totals = { passed: 0, failed: 1, skipped: 0 };

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** Totals of vitest's JSON reporter. A file that failed before or beside its tests counts as one failure more. */
export function vitestTotals(report: unknown): Totals {
  const parsed = vitestSchema.parse(report);
  const brokenFiles = parsed.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: parsed.numPassedTests,
    failed: parsed.numFailedTests + brokenFiles.length,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  };
}

const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

/** Totals of Playwright's JSON reporter. Errors outside any test (a set-up that threw) count as failures. */
export function playwrightTotals(report: unknown): Totals {
  const { stats, errors } = playwrightSchema.parse(report);
  return {
    passed: stats.expected,
    // A flaky test failed at least once; with no retries configured there are none.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * The totals a suite is counted with: those it reported, unless its exit code contradicts them.
 * @param report parsed JSON, or undefined when there is none
 */
export function suiteTotals(
  read: (report: unknown) => Totals,
  report: unknown,
  exitCode: number | null,
): Totals {
  let totals: Totals;
  try {
    totals = read(report);
  } catch (error) {
    if (error instanceof z.ZodError) return crashed;
    throw error;
  }
  if (exitCode !== 0 && totals.failed === 0) return { ...totals, failed: 1 };
  if (totals.passed + totals.failed + totals.skipped === 0) return crashed;
  return totals;
}

/** The last line of a test run. */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
