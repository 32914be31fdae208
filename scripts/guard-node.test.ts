import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { projectRoot } from "./lib/project.ts";

const text = readFileSync(join(import.meta.dirname, "guard-node.mjs"), "utf8");

function runOn(version: string): { said: string; exitCode: number | null } {
  const answer = { said: "", exitCode: null as number | null };
  const process = {
    versions: { node: version },
    stderr: { write: (sentence: string) => (answer.said += sentence) },
    exit: (code: number) => (answer.exitCode = code),
  };
  runInNewContext(text, { process });
  return answer;
}

test("an older Node is told how to repair it, a new one nothing", () => {
  expect(runOn("20.20.2")).toMatchObject({ exitCode: 1 });
  expect(runOn("20.20.2").said).toMatch(/Node 24.*20\.20\.2.*npm rebuild node/);
  expect(runOn("24.0.0")).toEqual({ said: "", exitCode: null });
});

test("nothing in the guard is newer than the Node versions it turns away", () => {
  expect(text).not.toMatch(/\b(const|let|import|await|class)\b[^:]|=>|\?\?|\?\.|`[^`]*\$\{/);
});

test("every entry that loads SQLite passes the guard first", () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  for (const name of ["start", "test", "segue", "bench", "unit", "e2e", "packaged"]) {
    expect(scripts[name], name).toMatch(/^node scripts\/guard-node\.mjs && /);
  }
});
