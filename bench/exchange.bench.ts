import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChannelInput, ChannelName, ChannelOutput, Task } from "#shared/contract/index.ts";
import { fromWireError } from "#shared/errors/app-error.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { createApp } from "#app/compose.ts";
import { type Measurement, timeMs } from "./harness.ts";
import { makeLibrary } from "./make-library.ts";

const songs = 100_000;
const rows = 10_000;

/** A playlist file of 10,000 rows, and a whole library of 100,000 songs, in and out. */
export async function bench(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "segue-bench-"));
  try {
    const full = open(join(folder, "full"), makeLibrary(songs));
    const empty = open(join(folder, "empty"), null);
    const measured = [...(await playlists(full)), ...(await libraries(full, empty))];
    await full.app.close();
    await empty.app.close();
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function open(folder: string, library: string | null) {
  mkdirSync(join(folder, "data"), { recursive: true });
  if (library !== null) cpSync(library, join(folder, "data", "segue.db"));
  const app = createApp({
    dataFolder: folder,
    environment: {},
    mode: "command_line",
    logger: silentLogger,
  });
  app.start();
  const caller = app.callerFor({ clientId: randomUUID(), device: "bench" });
  const ask = async <Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ): Promise<ChannelOutput<Name>> => {
    const answer = await app.dispatch(channel, input, caller);
    if (!answer.ok) throw fromWireError(answer.error);
    return answer.value as ChannelOutput<Name>;
  };
  return { app, ask };
}
type Opened = ReturnType<typeof open>;

async function send({ ask }: Opened, bytes: Buffer): Promise<string> {
  const pieceBytes = 512 * 1024;
  let uuid: string | null = null;
  for (let at = 0; ; at += pieceBytes) {
    const isLast = at + pieceBytes >= bytes.length;
    const dataBase64 = bytes.toString("base64", at, Math.min(at + pieceBytes, bytes.length));
    ({ uuid } = await ask("transfers.write", { uuid, dataBase64, isLast }));
    if (isLast) return uuid;
  }
}

async function fetched({ ask }: Opened, uuid: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let offset = 0; ;) {
    const piece = await ask("transfers.read", { uuid, offset });
    const bytes = Buffer.from(piece.dataBase64, "base64");
    pieces.push(bytes);
    offset += bytes.length;
    if (piece.isLast) return Buffer.concat(pieces);
  }
}

async function playlists(full: Opened): Promise<Measurement[]> {
  const { snapshotId } = await full.ask("songs.openView", {
    viewName: "bench",
    query: "",
    sort: [{ key: "title", descending: false }],
  });
  const { playlist } = await full.ask("playlists.create", {
    name: "Everything",
    selection: { snapshotId, ranges: [{ from: 0, to: rows }] },
  });
  const exported = await full.ask("playlists.exportFile", {
    uuid: playlist.uuid,
    format: "m3u8",
    paths: "absolute",
  });
  const plain = (await fetched(full, exported.transferUuid)).toString();
  const exact = await importMs(full, plain);
  // As another computer would write it: no path is there, every row is matched by the end of its path.
  const foreign = await importMs(full, plain.replaceAll("\n/music/", "\nD:\\Music\\"));
  // Rows of which only artist and title are known.
  const named = await importMs(full, plain.replaceAll(/\n\/music\/\S*/g, "\n/nowhere/x"));
  return [
    most("import of a 10,000-line M3U8 at 100k, paths as they are", "ms", exact.ms, 1000),
    most("the same, paths of another computer", "ms", foreign.ms, 1000),
    most("the same, by artist and title", "ms", named.ms, 1000),
    most(
      "longest wait of other work meanwhile",
      "ms",
      Math.max(exact.delayMs, foreign.delayMs),
      500,
    ),
  ];
}

async function importMs(full: Opened, text: string) {
  const transferUuid = await send(full, Buffer.from(text));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ms = await timeMs(() =>
    full.ask("playlists.importFile", { transferUuid, fileName: "bench.m3u8" }),
  );
  delay.disable();
  return { ms, delayMs: delay.max / 1e6 };
}

async function libraries(full: Opened, empty: Opened): Promise<Measurement[]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const exported = await timed(full, "exchange.exportLibrary", {});
  delay.disable();
  const bytes = await fetched(
    full,
    (exported.task.result as { transferUuid: string }).transferUuid,
  );
  const transferUuid = await send(empty, bytes);
  const imported = await timed(empty, "exchange.importLibrary", { transferUuid });
  return [
    most("export of 100k songs", "s", exported.seconds, 20),
    most("its size", "MB", bytes.length / 1e6, 500),
    most("longest wait of other work meanwhile", "ms", delay.max / 1e6, 30),
    most("verified import of 100k songs", "s", imported.seconds, 60),
  ];
}

async function timed<Name extends "exchange.exportLibrary" | "exchange.importLibrary">(
  { app, ask }: Opened,
  channel: Name,
  input: ChannelInput<Name>,
): Promise<{ seconds: number; task: Task }> {
  const startedAt = performance.now();
  const { taskId } = await ask(channel, input);
  await app.idle();
  const task = await ask("tasks.get", { uuid: taskId });
  if (task.status !== "completed") throw new Error(task.errorMessage ?? task.status);
  return { seconds: (performance.now() - startedAt) / 1000, task };
}

function most(name: string, unit: string, measured: number, target: number): Measurement {
  return { name, unit, measured, target, bound: "most" };
}
