import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { appendFile, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { safeFileName } from "#shared/lib/file-name.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { transferPieceBytes } from "#shared/contract/transfers.contract.ts";
import { translateDiskFull } from "#core/files/writable-folder.ts";
import type { Logger } from "#core/logging/logger.ts";

/** Whose file it is: a caller, or whoever a task works for. */
export interface TransferOwner {
  readonly actor: { readonly userId: number };
}

/** A file that can be fetched. */
export interface KeptFile {
  readonly transferUuid: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

/** What a file is made of: text, bytes, or pieces of either as they come. */
export type FileSource = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/** A whole file on this disk. */
export interface TransferFile {
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

interface Transfer {
  readonly uuid: string;
  readonly userId: number;
  readonly fileName: string;
  readonly createdAt: number;
  sizeBytes: number;
  isComplete: boolean;
  /** Ends when every piece so far is written: pieces are appended one after another. */
  tail: Promise<unknown>;
}

/** Largest file that is taken in. */
export const largestTransferBytes = 1024 ** 3;
const keptMs = 24 * 60 * 60 * 1000;
const sweepMs = 60 * 60 * 1000;

/**
 * Files on their way in and out, for a day. What is known of them lives in memory alone: a new start begins with an empty
 * folder, and nobody can name a file that they did not send or ask for.
 */
export class Transfers {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #logger: Logger;
  readonly #transfers = new Map<string, Transfer>();
  #sweeper: NodeJS.Timeout | undefined;

  /** @param folder emptied at once; for nothing else */
  constructor(parts: {
    readonly folder: string;
    readonly now: () => number;
    readonly logger: Logger;
  }) {
    this.#folder = parts.folder;
    this.#now = parts.now;
    this.#logger = parts.logger;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * Takes a piece of a file that somebody sends; `uuid` null begins one.
   * @throws AppError `not_found` for a file that is not the owner's, `invalid_input` when it is whole or grows too large
   */
  async write(
    owner: TransferOwner,
    piece: {
      readonly uuid: string | null;
      readonly dataBase64: string;
      readonly isLast: boolean;
    },
  ): Promise<{ uuid: string; sizeBytes: number }> {
    const transfer =
      piece.uuid === null ? this.#begin(owner, "upload") : this.#owned(piece.uuid, owner);
    const bytes = Buffer.from(piece.dataBase64, "base64");
    await inTurn(transfer, async () => {
      if (transfer.isComplete)
        throw new AppError("invalid_input", "This file is whole already; nothing can be added.");
      await this.#append(transfer, bytes);
      if (piece.isLast) await this.#complete(transfer);
    });
    return { uuid: transfer.uuid, sizeBytes: transfer.sizeBytes };
  }

  /** @throws AppError `not_found`, `invalid_input` */
  async read(
    owner: TransferOwner,
    { uuid, offset }: { readonly uuid: string; readonly offset: number },
  ): Promise<{ fileName: string; sizeBytes: number; dataBase64: string; isLast: boolean }> {
    const { path, fileName, sizeBytes } = this.fileOf(uuid, owner);
    if (offset > sizeBytes)
      throw new AppError("invalid_input", `${fileName} ends at byte ${sizeBytes}.`);
    const handle = await open(path, "r");
    try {
      const bytes = Buffer.alloc(Math.min(transferPieceBytes, sizeBytes - offset));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
      const dataBase64 = bytes.toString("base64", 0, bytesRead);
      return { fileName, sizeBytes, dataBase64, isLast: offset + bytesRead >= sizeBytes };
    } finally {
      await handle.close();
    }
  }

  /**
   * Keeps a file for its owner to fetch. Sources are read as fast as the disk takes them.
   *
   * @param fileName as a person is to see it; made safe for every system
   * @throws AppError `disk_full`, `invalid_input`; whatever the source throws. Nothing is kept then
   */
  async keepFile(owner: TransferOwner, fileName: string, source: FileSource): Promise<KeptFile> {
    const transfer = this.#begin(owner, safeFileName(fileName));
    try {
      for await (const piece of piecesOf(source)) await this.#append(transfer, piece);
      await this.#complete(transfer);
    } catch (error) {
      await this.#drop(transfer);
      throw error;
    }
    return {
      transferUuid: transfer.uuid,
      fileName: transfer.fileName,
      sizeBytes: transfer.sizeBytes,
    };
  }

  /** @throws AppError `not_found` when it is gone, somebody else's, or not whole yet */
  fileOf(uuid: string, owner: TransferOwner): TransferFile {
    const transfer = this.#owned(uuid, owner);
    if (!transfer.isComplete)
      throw new AppError("not_found", "Not all of this file has arrived. Send it again.", { uuid });
    return {
      path: join(this.#folder, uuid),
      fileName: transfer.fileName,
      sizeBytes: transfer.sizeBytes,
    };
  }

  /** Where a whole file lies. @throws AppError as {@link fileOf} */
  pathOf(uuid: string, owner: TransferOwner): string {
    return this.fileOf(uuid, owner).path;
  }

  /** @throws AppError as {@link fileOf}; `invalid_input` when it is larger than `maxBytes` */
  async readAll(uuid: string, owner: TransferOwner, maxBytes: number): Promise<Buffer> {
    const { path, sizeBytes } = this.fileOf(uuid, owner);
    if (sizeBytes > maxBytes)
      throw new AppError(
        "invalid_input",
        `The file has ${megabytes(sizeBytes)}; at most ${megabytes(maxBytes)} can be taken here.`,
        { sizeBytes, maxBytes },
      );
    return readFile(path);
  }

  /** Deletes a file that has served its purpose; one that is gone is no matter. */
  async forget(uuid: string, owner: TransferOwner): Promise<void> {
    const transfer = this.#transfers.get(uuid);
    if (transfer !== undefined && transfer.userId === owner.actor.userId)
      await this.#drop(transfer);
  }

  close(): void {
    clearInterval(this.#sweeper);
    this.#transfers.clear();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #begin(owner: TransferOwner, fileName: string): Transfer {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#sweep();
    this.#sweeper ??= setInterval(() => this.#sweep(), sweepMs).unref();
    const transfer: Transfer = {
      uuid: randomUUID(),
      userId: owner.actor.userId,
      fileName,
      createdAt: this.#now(),
      sizeBytes: 0,
      isComplete: false,
      tail: Promise.resolve(),
    };
    this.#transfers.set(transfer.uuid, transfer);
    return transfer;
  }

  #owned(uuid: string, owner: TransferOwner): Transfer {
    this.#sweep();
    const transfer = this.#transfers.get(uuid);
    if (transfer === undefined || transfer.userId !== owner.actor.userId)
      throw new AppError(
        "not_found",
        "This file is no longer here: what is sent or made is kept for a day, and for as long as Segue is open. Choose or make it again.",
        { uuid },
      );
    return transfer;
  }

  async #append(transfer: Transfer, bytes: Uint8Array): Promise<void> {
    if (transfer.sizeBytes + bytes.length > largestTransferBytes)
      throw new AppError(
        "invalid_input",
        `The file is larger than ${megabytes(largestTransferBytes)}, the most that can be sent.`,
      );
    const path = this.#partPath(transfer);
    try {
      await appendFile(path, bytes, { mode: 0o600 });
    } catch (error) {
      throw translateDiskFull(error, this.#folder) ?? error;
    }
    transfer.sizeBytes += bytes.length;
  }

  async #complete(transfer: Transfer): Promise<void> {
    await rename(this.#partPath(transfer), join(this.#folder, transfer.uuid));
    transfer.isComplete = true;
  }

  #partPath({ uuid }: Transfer): string {
    return join(this.#folder, `${uuid}.part`);
  }

  #sweep(): void {
    const oldest = this.#now() - keptMs;
    for (const transfer of this.#transfers.values()) {
      if (transfer.createdAt >= oldest) continue;
      this.#drop(transfer).catch((error: unknown) =>
        this.#logger.warn("An old transfer could not be deleted", { error }),
      );
    }
  }

  async #drop(transfer: Transfer): Promise<void> {
    this.#transfers.delete(transfer.uuid);
    await transfer.tail.catch(() => undefined);
    await rm(this.#partPath(transfer), { force: true });
    await rm(join(this.#folder, transfer.uuid), { force: true });
  }
}

/** Pieces of one file are written in the order in which they came. */
function inTurn(transfer: Transfer, work: () => Promise<void>): Promise<void> {
  const done = transfer.tail.then(work);
  transfer.tail = done.catch(() => undefined);
  return done;
}

/** Small pieces are gathered: a line each would be a write each. */
const gatherBytes = 256 * 1024;

async function* piecesOf(source: FileSource): AsyncGenerator<Uint8Array> {
  if (typeof source === "string" || source instanceof Uint8Array) {
    yield Buffer.from(source);
    return;
  }
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  for await (const piece of source) {
    const bytes = Buffer.from(piece);
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes < gatherBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
  }
  yield Buffer.concat(waiting);
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024).toLocaleString("en")} MB`;
}
