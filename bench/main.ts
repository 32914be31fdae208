import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { appRoot } from "#core/files/app-root.ts";
import { type BenchModule, type Measurement, isMet, table } from "./harness.ts";

/**
 * Usage: `npm run bench` for all, `npm run bench -- views` for one. Prints a table, keeps the figures as JSON. Every
 * `NAME.bench.ts` beside this file is a benchmark.
 */
const known = globSync("*.bench.ts", { cwd: import.meta.dirname })
  .map((file) => basename(file, ".bench.ts"))
  .toSorted();
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}"; there are ${known.join(", ")}.`);
  process.exit(2);
}
const names = wanted.length === 0 ? known : wanted;
const measurements: Measurement[] = [];
for (const name of names) {
  const { bench } = (await import(`./${name}.bench.ts`)) as BenchModule;
  measurements.push(...(await bench()));
}
console.log(table(measurements));
const missed = measurements.filter((one) => !isMet(one)).length;
console.log(`${measurements.length - missed} of ${measurements.length} targets met.`);
const folder = join(appRoot(), "bench", "results");
mkdirSync(folder, { recursive: true });
const date = new Date().toISOString();
const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version };
writeFileSync(
  join(folder, `${names.join("-")}.json`),
  `${JSON.stringify({ date, machine, measurements }, null, 2)}\n`,
);
