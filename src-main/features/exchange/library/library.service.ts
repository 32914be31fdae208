import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { TaskContext } from "#core/tasks/task-kind.ts";
import type { ExchangePorts } from "#features/exchange/exchange.ports.ts";
import type { Footer } from "./export-lines.ts";
import type { PreparedFile } from "./library-file.messages.ts";
import { LibraryRepository } from "./library.repository.ts";
import { exportedText, preparedFrom } from "./run-library-file-job.ts";

export const exportResultSchema = z.strictObject({
  transferUuid: z.uuid(),
  fileName: z.string(),
  lines: z.int(),
});
export const importResultSchema = z.strictObject({ lines: z.int(), songs: z.int() });

/** Whole libraries as JSON Lines. */
export class LibraryService {
  readonly #context: FeatureContext;
  readonly #ports: ExchangePorts;
  readonly #library: LibraryRepository;

  constructor(context: FeatureContext, ports: ExchangePorts) {
    this.#context = context;
    this.#ports = ports;
    this.#library = new LibraryRepository(context.database);
  }

  /** @throws AppError `conflict` with a sentence when there is anything in the library */
  refuseUnlessEmpty(): void {
    const contents = this.#library.contents();
    if (contents !== null)
      throw new AppError(
        "conflict",
        `This library is not empty (it has ${contents}). A whole library can only be imported into an empty one: start Segue with a new folder (--data-dir) and import it there.`,
      );
  }

  /** Writes everything into a file for the one who asked. */
  async exportLibrary(
    task: Pick<TaskContext<unknown>, "userId" | "signal" | "report">,
  ): Promise<z.output<typeof exportResultSchema>> {
    const { database, transfers, now } = this.#context;
    const total = this.#library.countRows();
    const progress = progressOf(task, "Exporting the library", total);
    const exportedAt = now();
    let footer: Footer | null = null;
    const text = exportedText(
      {
        kind: "export",
        databasePath: database.path,
        facts: {
          appVersion: this.#ports.appVersion,
          exportedAt,
          pictures: this.#library.pictureKeys().flatMap((key) => {
            const found = this.#ports.pictures.find(key);
            return found === null ? [] : [{ key, path: found.path }];
          }),
        },
      },
      {
        signal: task.signal,
        onRows: progress,
        onEnd: (end) => {
          footer = end;
        },
      },
    );
    const day = new Date(exportedAt).toISOString().slice(0, 10);
    const kept = await transfers.keepFile(ownerOf(task), `segue-library-${day}.jsonl`, text);
    const { lines } = footer ?? { lines: 0 };
    return { transferUuid: kept.transferUuid, fileName: kept.fileName, lines };
  }

  /**
   * Takes an export into the empty library: read into a database of its own, exported again from there and compared, and
   * only then taken over.
   * @throws AppError `conflict`, `file_corrupt`, `unsupported`; the library stays empty then
   */
  async importLibrary(
    transferUuid: string,
    task: Pick<TaskContext<unknown>, "userId" | "signal" | "report">,
  ): Promise<z.output<typeof importResultSchema>> {
    const { paths, transfers } = this.#context;
    const owner = ownerOf(task);
    this.refuseUnlessEmpty();
    const file = transfers.pathOf(transferUuid, owner);
    const { size } = await stat(file);
    const folder = join(paths.transfers, `import-${randomUUID()}`);
    try {
      const prepared = await preparedFrom(
        {
          kind: "import",
          file,
          folder,
          ownerId: owner.actor.userId,
          appVersion: this.#ports.appVersion,
        },
        { signal: task.signal, onBytes: progressOf(task, "Importing the library", size) },
      );
      task.signal.throwIfAborted();
      await this.#takeOver(prepared, owner.actor.userId);
      await transfers.forget(transferUuid, owner);
      const { lines, counts } = prepared.footer;
      return { lines, songs: counts["songs"] ?? 0 };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #takeOver(prepared: PreparedFile, ownerId: number): Promise<void> {
    // Pictures are named by what they show: those of a library that is refused after all are nobody's loss.
    for (const { path } of prepared.pictures)
      await this.#ports.pictures.restore(readFileSync(path));
    const revision = this.#library.adopt({ path: prepared.path, ownerId }, () =>
      this.refuseUnlessEmpty(),
    );
    const { events } = this.#context;
    events.emit("auth.changed", {});
    events.emit("preferences.changed", { keys: [] });
    events.emit("library.changed", { revision, songUuids: null });
    events.emit("playlists.changed", { playlistUuid: null, what: "tree", revision: 0 });
    events.emit("filters.changed", {});
    events.emit("journal.changed", { changeUuid: null });
  }
}

function ownerOf({ userId }: Pick<TaskContext<unknown>, "userId">) {
  if (userId === null) throw new Error("A library is exported or imported by a profile");
  return { actor: { userId } };
}

/** Reports how far a task is, with rate and time left. */
export function progressOf(
  task: Pick<TaskContext<unknown>, "report">,
  phase: string,
  total: number,
): (done: number) => void {
  const startedAt = performance.now();
  return (done) => {
    const unitsPerSec = done / Math.max(0.001, (performance.now() - startedAt) / 1000);
    const secondsLeft = done === 0 ? null : Math.max(0, total - done) / unitsPerSec;
    task.report({
      phase,
      phaseIndex: 0,
      phaseCount: 1,
      done: Math.min(done, total),
      total,
      unitsPerSec,
      secondsLeft,
    });
  };
}
