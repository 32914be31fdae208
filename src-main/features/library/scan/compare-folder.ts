import { readdirSync, statSync } from "node:fs";
import { sep } from "node:path";
import type { Database } from "#core/db/database.ts";
import { isSkippedName } from "./audio-extensions.ts";
import { FileBatchBuilder, type FileKind } from "./file-batch.ts";
import { comparePaths, pathRange } from "./path-order.ts";
import type { AwayReason, WalkIssue, WalkMessage, WalkRequest } from "./scan-walk.messages.ts";
import { codeOf, type WalkedFolder, walkFolder } from "./walk-folder.ts";

type KnownRow = [
  id: number,
  path: string,
  mtimeMs: number | null,
  sizeBytes: number,
  isAvailable: 0 | 1,
  isRemoved: 0 | 1,
  hasCover: 0 | 1,
  /** Opened by hand, or filed under another folder, before this one was watched. */
  isElsewhere: 0 | 1,
];

/** Parts are told in messages of this many: small enough to keep both threads busy, large enough to cost nothing. */
const partSize = 2000;
/** The clock of a file's change time is coarser than ours. */
const coverSlackMs = 20;

/**
 * Walks a watched folder and compares it with its rows, in one pass over both: files and rows come in the same order, so
 * a million rows need no more memory than ten.
 */
export function compareFolder(
  database: Database,
  request: WalkRequest,
  post: (message: WalkMessage) => void,
): void {
  const away = awayReason(database, request);
  if (away !== null) {
    post({ type: "away", reason: away });
    return;
  }
  const comparison = new Comparison(database, request, post);
  walkFolder(request.root, { otherRoots: request.otherRoots }, comparison);
  comparison.finish();
}

/** A root that is not there, or an empty mount point where songs were: the drive is away, not the music. */
function awayReason(database: Database, request: WalkRequest): AwayReason | null {
  const { root } = request;
  try {
    if (!statSync(root).isDirectory())
      return { code: "folder_not_found", message: `${root} is not a folder any more.` };
    if (request.isDeep || readdirSync(root).some((name) => !isSkippedName(name))) return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR")
      return {
        code: "folder_not_found",
        message: `The folder ${root} is not there. Its songs are kept as unavailable; connect its drive and scan again.`,
      };
    return {
      code: "folder_unreadable",
      message: `The folder ${root} cannot be opened (${code}). Its songs are kept as unavailable; check its permissions or its drive.`,
    };
  }
  const { from, to } = pathRange(root, sep);
  const song = database.read.get(
    "SELECT 1 FROM songs WHERE local_path >= ? AND local_path < ? LIMIT 1",
    from,
    to,
  );
  if (song === undefined) return null;
  return {
    code: "folder_empty",
    message: `The folder ${root} is empty, as when its drive is away. Its songs are kept as unavailable; connect the drive and scan again, or run a deep scan if you emptied it.`,
  };
}

class Comparison {
  readonly #request: WalkRequest;
  readonly #post: (message: WalkMessage) => void;
  readonly #rows: Iterator<KnownRow, unknown>;
  readonly #removedIds: ReadonlySet<number>;
  readonly #badFiles: ReadonlyMap<string, { sizeBytes: number; mtimeMs: number }>;
  #row: KnownRow | null = null;
  #hiddenPrefixes: string[] = [];
  readonly #batch = new FileBatchBuilder();
  #gone: number[] = [];
  #hidden: number[] = [];
  #returned: number[] = [];
  #issues: WalkIssue[] = [];
  #stillBadPaths: string[] = [];
  #filesSeen = 0;
  #unchanged = 0;
  #removed = 0;
  #stillBad = 0;
  readonly #freshCovers = new WeakMap<WalkedFolder, boolean>();

  constructor(database: Database, request: WalkRequest, post: (message: WalkMessage) => void) {
    this.#request = request;
    this.#post = post;
    const { from, to } = pathRange(request.root, sep);
    this.#removedIds = new Set(database.read.pluck<number>("SELECT song_id FROM removed_songs"));
    this.#badFiles = new Map(
      database.read
        .all<{ path: string; filesize_bytes: number; mtime_ms: number }>(
          `SELECT path, filesize_bytes, mtime_ms FROM scan_issues
           WHERE path >= ? AND path < ? AND filesize_bytes IS NOT NULL AND mtime_ms IS NOT NULL`,
          from,
          to,
        )
        .map((row) => [row.path, { sizeBytes: row.filesize_bytes, mtimeMs: row.mtime_ms }]),
    );
    this.#rows = database.sqlite
      .prepare<[string, string, string], KnownRow>(
        `SELECT id, local_path, mtime_ms, filesize_bytes, availability = 'available', removed_at IS NOT NULL,
           cover_key IS NOT NULL, folder_id IS NOT (SELECT id FROM library_folders WHERE path = ?)
         FROM songs WHERE local_path >= ? AND local_path < ? ORDER BY local_path`,
      )
      .raw()
      .iterate(request.root, from, to) as Iterator<KnownRow, unknown>;
    this.#advance();
  }

  file(folder: WalkedFolder, name: string, sizeBytes: number, mtimeMs: number): void {
    const path = folder.prefix + name;
    this.#filesSeen += 1;
    let order = -1;
    while (this.#row !== null && (order = comparePaths(this.#row[1], path)) < 0) {
      this.#leave(this.#row);
      this.#advance();
    }
    const row = this.#row !== null && order === 0 ? this.#row : null;
    if (row !== null) this.#advance();
    this.#classify(folder, name, path, sizeBytes, mtimeMs, row);
    if (this.#batch.length >= partSize) this.#flushFiles();
  }

  issue(path: string, code: WalkIssue["code"], message: string): void {
    this.#issues.push({ path, code, message });
  }

  hidden(pathPrefix: string): void {
    this.#hiddenPrefixes.push(pathPrefix);
  }

  finish(): void {
    while (this.#row !== null) {
      this.#leave(this.#row);
      this.#advance();
    }
    this.#flushFiles();
    const ids = (values: number[]): Float64Array => Float64Array.from(values);
    this.#post({ type: "gone", songIds: ids(this.#gone) });
    this.#post({ type: "hidden", songIds: ids(this.#hidden) });
    this.#post({ type: "returned", songIds: ids(this.#returned) });
    this.#post({ type: "issues", issues: this.#issues });
    this.#post({ type: "stillBad", paths: this.#stillBadPaths });
    this.#post({
      type: "done",
      summary: {
        filesSeen: this.#filesSeen,
        unchanged: this.#unchanged,
        removed: this.#removed,
        stillBad: this.#stillBad,
      },
    });
  }

  #advance(): void {
    const next = this.#rows.next();
    this.#row = next.done === true ? null : next.value;
  }

  #classify(
    folder: WalkedFolder,
    name: string,
    path: string,
    sizeBytes: number,
    mtimeMs: number,
    row: KnownRow | null,
  ): void {
    if (row !== null && this.#removedIds.has(row[0])) {
      this.#removed += 1;
      return;
    }
    const isSame = row !== null && row[2] === mtimeMs && row[3] === sizeBytes;
    const bad = isSame || this.#request.isDeep ? undefined : this.#badFiles.get(path);
    if (bad !== undefined && bad.sizeBytes === sizeBytes && bad.mtimeMs === mtimeMs) {
      this.#stillBad += 1;
      this.#stillBadPaths.push(path);
      if (row !== null && row[4] === 1) this.#gone.push(row[0]);
      return;
    }
    const add = (kind: FileKind): void =>
      this.#batch.add(folder, { kind, songId: row?.[0] ?? 0, name, sizeBytes, mtimeMs });
    if (row === null) return add("added");
    if (!isSame) return add("changed");
    // Not there at the last scan, not this folder's yet, or the folder was taken out and put back.
    if (row[4] === 0 || row[5] === 1 || row[7] === 1) this.#returned.push(row[0]);
    if (this.#request.isDeep || this.#wantsCover(folder, row)) return add("verify");
    this.#unchanged += 1;
    return undefined;
  }

  #wantsCover(folder: WalkedFolder, row: KnownRow): boolean {
    if (folder.coverName === null) return false;
    let isFresh = this.#freshCovers.get(folder);
    if (isFresh === undefined) {
      isFresh = this.#isFresh(folder.prefix + folder.coverName);
      this.#freshCovers.set(folder, isFresh);
    }
    return isFresh || (row[6] === 0 && !this.#badFiles.has(folder.prefix + folder.coverName));
  }

  #isFresh(coverPath: string): boolean {
    const { lastScanAt } = this.#request;
    const stats = statSync(coverPath, { throwIfNoEntry: false });
    if (stats === undefined || lastScanAt === null) return false;
    const bad = this.#badFiles.get(coverPath);
    if (bad !== undefined && bad.sizeBytes === stats.size && bad.mtimeMs === stats.mtimeMs) {
      this.#stillBadPaths.push(coverPath);
      return false;
    }
    return stats.ctimeMs > lastScanAt - coverSlackMs;
  }

  #leave(row: KnownRow): void {
    if (this.#removedIds.has(row[0])) return;
    if (this.#hiddenPrefixes.some((prefix) => row[1].startsWith(prefix))) this.#hidden.push(row[0]);
    else this.#gone.push(row[0]);
  }

  #flushFiles(): void {
    if (this.#batch.length === 0) return;
    this.#post({ type: "files", batch: this.#batch.take(), filesSeen: this.#filesSeen });
  }
}
