import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { ScanResult } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { writeSong } from "./test-audio.ts";
import { createTestLibrary } from "./test-library.ts";

/** Takes permissions away and gives them back between scans; prints what the scans said. Not to be run as root. */
await using library = createTestLibrary();
const { music } = library;
const locked = join(music, "locked");
writeSong(join(locked, "a.wav"), 1);
writeSong(join(locked, "sub", "b.wav"), 2);
writeSong(join(music, "open.wav"), 3);

const pick = (result: ScanResult, ...keys: (keyof ScanResult)[]): Record<string, number> =>
  Object.fromEntries(keys.map((key) => [key, result[key]]));
const availability = (): string[] =>
  library.context.database.read.pluck<string>("SELECT availability FROM songs ORDER BY local_path");
const codes = (): string[] => library.issues().map((issue) => issue.code);

const first = pick(await library.add(), "added", "failed");
chmodSync(locked, 0);
const lockedResult = pick(await library.scan(), "unchanged", "missing", "failed");
const lockedAvailability = availability();
const lockedIssues = codes();
chmodSync(locked, 0o755);
const opened = pick(await library.scan(), "unchanged", "failed");
const openedAvailability = availability();

const secret = join(music, "secret.wav");
writeSong(secret, 4);
chmodSync(secret, 0);
const fileLocked = pick(await library.scan(), "added", "failed");
const fileIssues = codes();
// The change of permission touches neither size nor time.
chmodSync(secret, 0o644);
const fileOpened = pick(await library.scan(), "added", "failed");

const other = join(library.folder, "other");
writeSong(join(other, "a.wav"), 5);
chmodSync(other, 0);
const rootLocked = await library.add(other).then(
  () => "added",
  (error: unknown) => (error instanceof AppError ? error.code : String(error)),
);
chmodSync(other, 0o755);

process.stdout.write(
  JSON.stringify({
    first,
    locked: lockedResult,
    lockedAvailability,
    lockedIssues,
    opened,
    openedAvailability,
    fileLocked,
    fileIssues,
    fileOpened,
    rootLocked,
  }),
);
