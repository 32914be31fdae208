import { setImmediate } from "node:timers/promises";
import type { ScanResult } from "#shared/contract/index.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { WatchedFolder } from "../folders/folders.repository.ts";
import { nextRevision } from "../revision.ts";
import { countFiles, type FileBatch, type FileKind, filesOf, type ScanFile } from "./file-batch.ts";
import { FileImporter, type FileReader } from "./file-importer.service.ts";
import { resolveMoves } from "./move-resolver.service.ts";
import { checkOpenedFiles, type OpenedFilesCheck } from "./opened-files.ts";
import { ScanIssuesRepository, type NewScanIssue } from "./scan-issues.repository.ts";
import { ScanLedger } from "./scan-ledger.ts";
import type { ScanOptions } from "./scan-options.ts";
import { ScanProgress } from "./scan-progress.ts";
import { walkInThread } from "./scan-walk.adapter.ts";
import type { AwayReason, WalkMessage } from "./scan-walk.messages.ts";
import { ScanRepository } from "./scan.repository.ts";
import { isInside } from "./walk-folder.ts";

export interface ScanRunOptions extends ScanOptions {
  readonly createReader: () => FileReader & { close(): void };
}

/** Rows a transaction where nothing but a mark changes: some 10 ms. */
const rowsPerTransaction = 1000;

interface FolderWalk {
  readonly folder: WatchedFolder;
  readonly batches: FileBatch[];
  gone: number[];
  hidden: number[];
  returned: number[];
  issues: NewScanIssue[];
  stillBad: string[];
  away: AwayReason | null;
  filesSeen: number;
}

/**
 * One scan: finding files, reading tags, covers, moved files, finishing. What a cancelled or killed one wrote is right as it is; the
 * next one does the rest, because it passes over what is up to date.
 */
export class ScanRun {
  readonly #options: ScanRunOptions;
  readonly #scan: ScanRepository;
  readonly #issues: ScanIssuesRepository;
  readonly #progress: ScanProgress;
  readonly #ledger = new ScanLedger();
  readonly #walks: FolderWalk[] = [];
  #opened: OpenedFilesCheck | null = null;

  constructor(options: ScanRunOptions) {
    this.#options = options;
    this.#scan = new ScanRepository(options.database.read);
    this.#issues = new ScanIssuesRepository(options.database.read);
    this.#progress = new ScanProgress(options.report, () => performance.now());
  }

  /** @param includesOpened also looks at the songs that a person opened and that lie in no watched folder */
  async run(folders: readonly WatchedFolder[], includesOpened: boolean): Promise<ScanResult> {
    const begun = performance.now();
    const startedAt = this.#options.now();
    try {
      this.#progress.begin("Finding files", null);
      for (const folder of folders) this.#walks.push(await this.#walk(folder));
      for (const walk of this.#walks) await this.#recordPresence(walk, startedAt);
      if (includesOpened) await this.#checkOpened();
      await this.#readFiles();
      this.#progress.begin("Finishing", null);
      for (const walk of this.#walks) await this.#finish(walk, startedAt);
      await this.#finishOpened(startedAt);
    } finally {
      this.#options.changes.flush();
      // A big library's worth of names: too much to keep for the next scan.
      this.#options.catalog.forget();
    }
    const seconds = (performance.now() - begun) / 1000;
    const { counts, filesSeen } = this.#ledger;
    return { ...counts, seconds, filesPerSecond: seconds > 0 ? filesSeen / seconds : 0 };
  }

  async #walk(folder: WatchedFolder): Promise<FolderWalk> {
    const { database, folders, isDeep, signal } = this.#options;
    const walk: FolderWalk = {
      folder,
      batches: [],
      gone: [],
      hidden: [],
      returned: [],
      issues: [],
      stillBad: [],
      away: null,
      filesSeen: 0,
    };
    const otherRoots = folders
      .getAll()
      .filter((other) => other.id !== folder.id)
      .map((other) => other.path);
    const request = {
      databasePath: database.path,
      root: folder.path,
      otherRoots,
      isDeep,
      lastScanAt: folder.lastScanAt,
    };
    await walkInThread(request, signal, (message) => this.#take(walk, message));
    for (const id of walk.gone) this.#ledger.gone.add(id);
    return walk;
  }

  #take(walk: FolderWalk, message: WalkMessage): void {
    switch (message.type) {
      case "files":
        walk.batches.push(message.batch);
        this.#countSeen(walk, message.filesSeen);
        break;
      case "gone":
        walk.gone = [...message.songIds];
        break;
      case "hidden":
        walk.hidden = [...message.songIds];
        break;
      case "returned":
        walk.returned = [...message.songIds];
        break;
      case "issues":
        walk.issues = message.issues.map((issue) => ({ ...issue, sizeBytes: null, mtimeMs: null }));
        break;
      case "stillBad":
        walk.stillBad = [...message.paths];
        break;
      case "away":
        walk.away = message.reason;
        break;
      case "done":
        this.#ledger.counts.unchanged += message.summary.unchanged;
        this.#ledger.counts.failed += message.summary.stillBad;
        this.#countSeen(walk, message.summary.filesSeen);
        break;
    }
  }

  #countSeen(walk: FolderWalk, filesSeen: number): void {
    this.#progress.advance(filesSeen - walk.filesSeen);
    this.#ledger.filesSeen += filesSeen - walk.filesSeen;
    walk.filesSeen = filesSeen;
  }

  /** Right after the walk: whether the folder is there, and which of its songs are back. */
  async #recordPresence(walk: FolderWalk, startedAt: number): Promise<void> {
    const { folder, away } = walk;
    const { database, folders } = this.#options;
    if (away === null) {
      if (!folder.isAvailable) database.write((tx) => folders.setAvailable(tx, folder.id, true));
      await this.#inSlices(walk.returned, (tx, ids, revision) =>
        this.#scan.markReturned(tx, ids, folder.id, revision),
      );
      return;
    }
    this.#ledger.counts.failed += 1;
    database.write((tx) => {
      folders.setAvailable(tx, folder.id, false);
      const issue = { ...away, path: folder.path, sizeBytes: null, mtimeMs: null };
      this.#issues.upsert(tx, folder.id, [issue], startedAt);
    });
    let ids: number[] = [];
    do {
      ids = this.#scan.availableIds(folder.id, ids.at(-1) ?? 0, rowsPerTransaction);
      await this.#inSlices(ids, (tx, slice, revision) =>
        this.#scan.markGone(tx, slice, "unavailable", revision),
      );
    } while (ids.length === rowsPerTransaction);
  }

  async #checkOpened(): Promise<void> {
    const watched = this.#options.folders.getAll();
    const check = await checkOpenedFiles(this.#options, this.#scan, (path) =>
      watched.some((folder) => isInside(path, folder.path)),
    );
    this.#opened = check;
    for (const id of check.gone) this.#ledger.gone.add(id);
    this.#ledger.filesSeen += check.filesSeen;
    this.#ledger.counts.unchanged += check.unchanged;
    this.#progress.advance(check.filesSeen);
    await this.#inSlices(check.returned, (tx, ids, revision) =>
      this.#scan.markThere(tx, ids, revision),
    );
  }

  /** Known files first: only when those are read is it sure which songs lost theirs. */
  async #readFiles(): Promise<void> {
    const { isDeep } = this.#options;
    const known: readonly FileKind[] = isDeep ? ["changed", "verify"] : ["changed"];
    // Not in a deep scan, `verify` means that a picture came into the folder.
    const coverChecks: readonly FileKind[] = isDeep ? [] : ["verify"];
    const opened = this.#opened?.files ?? [];
    if (opened.length === 0 && this.#walks.every((walk) => walk.batches.length === 0)) return;
    const openedPaths = new Set(opened.map((file) => file.path));
    const reader = this.#options.createReader();
    try {
      const lastSongId = this.#scan.lastSongId();
      const importer = new FileImporter({
        ...this.#options,
        reader,
        scan: this.#scan,
        issues: this.#issues,
        ledger: this.#ledger,
        lastSongId,
        folderIdOf: (path) =>
          this.#walkOf(path)?.folder.id ?? (openedPaths.has(path) ? null : undefined),
        onRead: (files) => this.#progress.advance(files),
      });
      this.#progress.begin("Reading tags", this.#count([...known, "added"]) + opened.length);
      await importer.importFiles(this.#files(known));
      await importer.importFiles(opened);
      await importer.importFiles(this.#files(["added"]));
      this.#progress.begin("Covers", this.#count(coverChecks));
      await importer.importFiles(this.#files(coverChecks));
      this.#progress.begin("Moved files", this.#ledger.held.length);
      await resolveMoves(this.#options, this.#ledger, this.#scan, importer, lastSongId);
    } finally {
      reader.close();
    }
  }

  async #finish(walk: FolderWalk, startedAt: number): Promise<void> {
    const { folder } = walk;
    const { database, folders } = this.#options;
    if (walk.away !== null || !folders.isWatched(folder.id)) return;
    const { lost, taken, counts } = this.#ledger;
    const missing = [...walk.gone, ...lostAs("missing")].filter((id) => !taken.has(id));
    const hidden = [...walk.hidden, ...lostAs("unavailable")].filter((id) => !taken.has(id));
    function lostAs(availability: "missing" | "unavailable"): number[] {
      return [...lost].flatMap(([id, as]) => (as === availability ? [id] : []));
    }
    await this.#inSlices(missing, (tx, ids, revision) => {
      counts.missing += this.#scan.markGone(tx, ids, "missing", revision, startedAt);
    });
    await this.#inSlices(hidden, (tx, ids, revision) =>
      this.#scan.markGone(tx, ids, "unavailable", revision),
    );
    lost.clear();
    counts.failed += walk.issues.length;
    for (const issues of slices(walk.issues)) {
      database.write((tx) => this.#issues.upsert(tx, folder.id, issues, startedAt));
      await setImmediate();
    }
    for (const paths of slices(walk.stillBad)) {
      database.write((tx) => this.#issues.touch(tx, paths, startedAt));
      await setImmediate();
    }
    database.write((tx) => {
      this.#issues.deleteUnseen(tx, folder.id, startedAt);
      folders.setScanned(tx, folder.id, startedAt);
    });
  }

  /** Opened files that are gone, and songs whose own file went to another one where no folder's walk said so. */
  async #finishOpened(startedAt: number): Promise<void> {
    const { lost, taken, counts } = this.#ledger;
    const gone = [
      ...(this.#opened?.gone ?? []).map((id) => [id, "missing"] as const),
      ...lost,
    ].filter(([id]) => !taken.has(id));
    for (const [availability, songs] of Map.groupBy(gone, ([, as]) => as))
      await this.#inSlices(
        songs.map(([id]) => id),
        (tx, ids, revision) => {
          const marked = this.#scan.markGone(tx, ids, availability, revision, startedAt);
          if (availability === "missing") counts.missing += marked;
        },
      );
    lost.clear();
    if (this.#opened !== null)
      this.#options.database.write((tx) => this.#issues.deleteUnseen(tx, null, startedAt));
  }

  /** Changes rows in transactions short enough for main, and lets it breathe between them. */
  async #inSlices(
    ids: readonly number[],
    change: (tx: WriteTx, ids: readonly number[], revision: number) => void,
  ): Promise<void> {
    for (const slice of slices(ids)) {
      this.#options.signal.throwIfAborted();
      const revision = this.#options.database.write((tx) => {
        const next = nextRevision(tx);
        change(tx, slice, next);
        return next;
      });
      this.#options.changes.changed(revision);
      await setImmediate();
    }
  }

  *#files(kinds: readonly FileKind[]): Generator<ScanFile, void, undefined> {
    for (const walk of this.#walks) for (const batch of walk.batches) yield* filesOf(batch, kinds);
  }

  #count(kinds: readonly FileKind[]): number {
    return this.#walks
      .flatMap((walk) => walk.batches)
      .reduce((total, batch) => total + countFiles(batch, kinds), 0);
  }

  #walkOf(path: string): FolderWalk | undefined {
    return this.#walks.find((walk) => isInside(path, walk.folder.path));
  }
}

function* slices<Item>(items: readonly Item[]): Generator<readonly Item[], void, undefined> {
  for (let start = 0; start < items.length; start += rowsPerTransaction)
    yield items.slice(start, start + rowsPerTransaction);
}
