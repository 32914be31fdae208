import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium, noChromium } from "./chromium.ts";
import { buildIsStale } from "./lib/build-stamp.ts";
import { commandFile, projectRoot } from "./lib/project.ts";
import {
  crashed,
  playwrightTotals,
  suiteTotals,
  totalsLine,
  type Totals,
  vitestTotals,
} from "./lib/suite-totals.ts";

const reports = mkdtempSync(join(tmpdir(), "segue-reports-"));
const stepLimitMs = 40 * 60_000;

interface Step {
  readonly name: string;
  readonly title: string;
  readonly run: () => Totals;
}

/** The caller's settings must not lead a test to a person's own library. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of ["DB_PATH", "DATABASE_URL", "SQL_ECHO", "SEGUE_DATA_DIR"]) {
    delete environment[name];
  }
  return environment;
}

function runNode(args: readonly string[], extra: NodeJS.ProcessEnv = {}): number | null {
  const { status } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...cleanEnvironment(), ...extra },
    timeout: stepLimitMs,
  });
  return status;
}

/** A static check counts as one test. */
function check(...args: string[]): Totals {
  return runNode(args) === 0 ? { passed: 1, failed: 0, skipped: 0 } : crashed;
}

function readReport(file: string): unknown {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function vitest(name: string, ...args: string[]): Totals {
  const file = join(reports, `${name}.json`);
  const status = runNode([
    commandFile("vitest"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...args,
  ]);
  return suiteTotals(vitestTotals, readReport(file), status);
}

function playwright(): Totals {
  const browser = ensureChromium();
  if (browser === null) {
    console.error(noChromium);
    return crashed;
  }
  const file = join(reports, "e2e.json");
  const status = runNode(
    [commandFile("@playwright/test", "playwright"), "test", "--reporter=list,json"],
    { SEGUE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  );
  return suiteTotals(playwrightTotals, readReport(file), status);
}

/** How the build of this run went; undefined while there was none, when an earlier one may do. */
let built: boolean | undefined;
function afterBuild(suite: () => Totals): Totals {
  if (built ?? !buildIsStale()) return suite();
  console.log("Not run: there is no build to run it on.");
  return crashed;
}

const steps: readonly Step[] = [
  { name: "format", title: "Format", run: () => check(commandFile("oxfmt"), "--check", ".") },
  {
    name: "typecheck",
    title: "Types",
    run: () => check(commandFile("typescript", "tsc"), "-b"),
  },
  {
    name: "lint",
    title: "Lint",
    run: () => check(commandFile("oxlint"), "--max-warnings", "0"),
  },
  {
    name: "layers",
    title: "Layering",
    run: () =>
      check(
        commandFile("dependency-cruiser", "depcruise"),
        "--config",
        ".dependency-cruiser.mjs",
        "src-shared",
        "src-main",
        "src-renderer",
      ),
  },
  { name: "unit", title: "Unit tests", run: () => vitest("unit") },
  {
    name: "build",
    title: "Build",
    run: () => {
      const totals = check("scripts/build.ts");
      built = totals.failed === 0;
      return totals;
    },
  },
  { name: "e2e", title: "End-to-end tests", run: () => afterBuild(playwright) },
  {
    name: "packaged",
    title: "Packaged app",
    run: () => afterBuild(() => vitest("packaged", "--config", "vitest.packaged.config.ts")),
  },
];

/** Names after `npm test --` choose steps; without any, all run. */
function chosenSteps(names: readonly string[]): readonly Step[] {
  if (names.length === 0) return steps;
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(
      `Unknown step: ${unknown.join(", ")}. Steps: ${steps.map((s) => s.name).join(", ")}.`,
    );
    process.exit(2);
  }
  return steps.filter((step) => names.includes(step.name));
}

const lines: string[] = [];
let total: Totals = { passed: 0, failed: 0, skipped: 0 };
try {
  for (const step of chosenSteps(process.argv.slice(2))) {
    console.log(`\n== ${step.title}`);
    const startedAt = performance.now();
    const totals = step.run();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    lines.push(`${step.title.padEnd(18)}${seconds.padStart(7)} s   ${totalsLine(totals)}`);
    total = {
      passed: total.passed + totals.passed,
      failed: total.failed + totals.failed,
      skipped: total.skipped + totals.skipped,
    };
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${lines.join("\n")}\n`);
console.log(totalsLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;
