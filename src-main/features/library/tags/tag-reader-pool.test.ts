import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import { workerUrl } from "#core/workers/spawn-worker.ts";
import type { AudioFileResult } from "#shared/domain/library/audio-file-facts.ts";
import { TagReaderPool } from "./tag-reader-pool.ts";
import type { SpawnTagWorker } from "./tag-reader-worker-slot.ts";

const fixtures = join(appRoot(), "e2e", "fixtures", "audio");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "segue-pool-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function files(count: number, odd: Readonly<Record<number, string>> = {}): { path: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, odd[index] ?? `${index}.ogg`);
    copyFileSync(join(fixtures, "tone.ogg"), path);
    return { path };
  });
}

async function collect(
  batches: AsyncIterable<readonly AudioFileResult[]>,
): Promise<AudioFileResult[]> {
  const results: AudioFileResult[] = [];
  for await (const batch of batches) results.push(...batch);
  return results;
}

/** The real worker on a file system that hangs, kills the thread, or throws outside the reader's reach, by file name. */
const spawnOnBadDisk: SpawnTagWorker = (data) =>
  new Worker(
    `const fs = require("node:fs");
     const { workerData } = require("node:worker_threads");
     const open = fs.openSync;
     fs.openSync = (path, ...rest) => {
       if (String(path).endsWith("hang.ogg")) for (;;);
       if (String(path).endsWith("crash.ogg")) process.exit(3);
       return open(path, ...rest);
     };
     require("node:module").syncBuiltinESMExports();
     import(workerData.url);`,
    {
      eval: true,
      workerData: { ...data, url: workerUrl(import.meta.url, "./tag-reader.worker.ts").href },
    },
  );

describe("TagReaderPool", () => {
  // Would catch a lost or doubled file at batch borders.
  it("answers every file once", async () => {
    const pool = new TagReaderPool({ size: 2, batchSize: 7 });
    const wanted = files(45);
    const results = await collect(pool.read(wanted));
    pool.close();
    expect(results.map((result) => result.path).toSorted()).toEqual(
      wanted.map((file) => file.path).toSorted(),
    );
    expect(results.every((result) => result.kind === "facts")).toBe(true);
  });

  // Would catch covers that are copied once a song instead of once an album, and covers that a second scan never gets.
  it("sends a cover once a worker and call", async () => {
    const pool = new TagReaderPool({ size: 1, batchSize: 8 });
    for (let round = 0; round < 2; round++) {
      const results = await collect(pool.read(files(20)));
      const sent = results.filter((result) => result.kind === "facts" && result.cover?.bytes);
      expect(sent).toHaveLength(1);
      expect(results.filter((result) => result.kind === "facts" && result.cover)).toHaveLength(20);
    }
    pool.close();
  });

  it("takes an asynchronous stream and answers nothing for no files", async () => {
    const pool = new TagReaderPool({ size: 1 });
    async function* stream(): AsyncGenerator<{ path: string }> {
      for (const file of files(3)) yield await Promise.resolve(file);
    }
    expect(await collect(pool.read(stream()))).toHaveLength(3);
    expect(await collect(pool.read([]))).toEqual([]);
    pool.close();
  });

  // Would catch a scan that stops, or loses the neighbours of a file on which the reader dies.
  it("reports the file on which a worker dies and reads all others", async () => {
    const pool = new TagReaderPool({ size: 2, batchSize: 10, spawn: spawnOnBadDisk });
    const results = await collect(pool.read(files(50, { 0: "crash.ogg", 23: "b-crash.ogg" })));
    pool.close();
    expect(results).toHaveLength(50);
    const problems = results.filter((result) => result.kind === "problem");
    expect(problems.map((problem) => `${problem.code} ${problem.path}`).toSorted()).toEqual([
      `reader_crashed ${join(folder, "b-crash.ogg")}`,
      `reader_crashed ${join(folder, "crash.ogg")}`,
    ]);
  });

  // Would catch a scan that waits for ever on one file of a dying drive.
  it("gives up a file on which a worker hangs and reads all others", async () => {
    const pool = new TagReaderPool({
      size: 1,
      batchSize: 10,
      hangLimitMs: 1000,
      spawn: spawnOnBadDisk,
    });
    const results = await collect(pool.read(files(20, { 5: "hang.ogg" })));
    pool.close();
    expect(results).toHaveLength(20);
    expect(results.filter((result) => result.kind === "problem")).toMatchObject([
      { path: join(folder, "hang.ogg"), code: "file_timeout" },
    ]);
  });

  it("fails when its worker cannot start, instead of trying for ever", async () => {
    const pool = new TagReaderPool({
      size: 1,
      spawn: () => new Worker("throw new Error('no')", { eval: true }),
    });
    await expect(collect(pool.read(files(3)))).rejects.toThrow("does not start");
    pool.close();
  });

  it("stops when the signal is aborted, and can be used again", async () => {
    const pool = new TagReaderPool({ size: 1, batchSize: 5 });
    const controller = new AbortController();
    let seen = 0;
    const reading = (async () => {
      for await (const batch of pool.read(files(200), controller.signal)) {
        seen += batch.length;
        controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: "cancelled" });
    expect(seen).toBe(5);
    expect(await collect(pool.read(files(3)))).toHaveLength(3);
    pool.close();
  });

  // Would catch a reader that runs ahead of a slow database and fills memory with covers.
  it("does not run ahead of a slow consumer", async () => {
    const pool = new TagReaderPool({ size: 1, batchSize: 5 });
    let taken = 0;
    function* source(): Generator<{ path: string }> {
      for (const file of files(100)) {
        taken++;
        yield file;
      }
    }
    const batches = pool.read(source());
    await batches.next();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(taken).toBeLessThanOrEqual(15);
    await batches.return();
    pool.close();
  });
});
