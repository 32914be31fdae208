import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { type Measurement, percentile } from "./harness.ts";
import { benchDataFolder } from "./make-library.ts";
import { makeMusicFolder, makeTinyFiles } from "./make-files.ts";
import { importWithBeets, importWithMpd } from "./peers.ts";

const runs = 3;
const fileCount = 2000;
const tinyCount = 50_000;

const phaseSchema = z.object({ seconds: z.number(), files: z.number(), delayMs: z.number() });
const runSchema = z.object({
  imported: phaseSchema,
  importPeakBytes: z.number(),
  quick: z.array(phaseSchema),
  deep: phaseSchema,
});
type Run = z.output<typeof runSchema>;
type Phase = z.output<typeof phaseSchema>;

/** Import, quick and deep rescan of real files; rescan of many small ones. Files are read once before: the cache is warm. */
export async function bench(): Promise<Measurement[]> {
  const music = await makeMusicFolder(fileCount);
  const tiny = makeTinyFiles(tinyCount);
  importOnce(music);
  const measured = Array.from({ length: runs }, () => importOnce(music));
  const rescans = importOnce(tiny).quick;
  const median = (values: readonly number[]): number => percentile(values, 0.5);
  const speed = (phases: readonly Phase[]): number =>
    median(phases.map((phase) => phase.files / phase.seconds));
  const importSpeed = speed(measured.map((run) => run.imported));
  const peers = [importWithMpd(music, fileCount), importWithBeets(music, fileCount)];
  const common = { unit: "files/s", bound: "least" } as const;
  return [
    {
      name: `import ${fileCount} files in 10 formats`,
      ...common,
      measured: importSpeed,
      target: 2000,
    },
    ...peers.flatMap((peer): Measurement[] =>
      peer === null
        ? []
        : [
            {
              name: `import against ${peer.name}`,
              ...common,
              measured: importSpeed,
              target: peer.measured,
              peer,
            },
          ],
    ),
    {
      name: `quick rescan of ${tinyCount} files, nothing changed`,
      ...common,
      measured: speed(rescans),
      target: 50_000,
    },
    {
      name: `deep rescan of ${fileCount} files`,
      ...common,
      measured: speed(measured.map((run) => run.deep)),
      target: 2000,
    },
    {
      name: "memory while importing",
      unit: "MB",
      bound: "most",
      measured: median(measured.map((run) => run.importPeakBytes / 1e6)),
      target: 350,
    },
    {
      name: "longest block of main while importing",
      unit: "ms",
      bound: "most",
      measured: median(measured.map((run) => run.imported.delayMs)),
      target: 50,
    },
  ];
}

function importOnce(folder: string): Run {
  const output = execFileSync(
    process.execPath,
    [join(import.meta.dirname, "import-once.ts"), folder],
    {
      encoding: "utf8",
      // From source Node strips types at each start of a thread; the built app has none to strip.
      env: { ...process.env, NODE_COMPILE_CACHE: join(benchDataFolder(), "compile-cache") },
    },
  );
  return runSchema.parse(JSON.parse(output));
}
