import { expect, test } from "vitest";
import {
  crashed,
  playwrightTotals,
  suiteTotals,
  totalsLine,
  vitestTotals,
} from "./suite-totals.ts";

const vitestReport = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
};
const playwrightReport = {
  stats: { expected: 2, unexpected: 1, flaky: 0, skipped: 0 },
  errors: [],
};

test("counts what the reports say", () => {
  expect(suiteTotals(vitestTotals, vitestReport, 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  expect(suiteTotals(playwrightTotals, playwrightReport, 1)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
  });
});

test("a test file that does not load is a failure although none of its tests failed", () => {
  const broken = { status: "failed", assertionResults: [] };
  const report = { ...vitestReport, testResults: [...vitestReport.testResults, broken] };
  expect(vitestTotals(report).failed).toBe(1);
});

test("a suite that crashed, counted nothing or contradicts its exit code is a failure", () => {
  expect(suiteTotals(vitestTotals, undefined, 139)).toEqual(crashed);
  expect(suiteTotals(vitestTotals, vitestReport, 1).failed).toBe(1);
  const empty = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };
  expect(suiteTotals(playwrightTotals, empty, 0)).toEqual(crashed);
});

test("the last line names skipped tests only when there are any", () => {
  expect(totalsLine({ passed: 5, failed: 0, skipped: 0 })).toBe("5 passed, 0 failed");
  expect(totalsLine({ passed: 5, failed: 1, skipped: 2 })).toBe("5 passed, 1 failed, 2 skipped");
});
