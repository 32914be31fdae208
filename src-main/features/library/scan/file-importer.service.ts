import { existsSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type {
  AudioFileFacts,
  AudioFileProblem,
  AudioFileResult,
} from "#shared/domain/library/audio-file-facts.ts";
import { FolderCovers } from "../covers/folder-covers.ts";
import { nextRevision } from "../revision.ts";
import type { ScanFile } from "./file-batch.ts";
import type { ScanLedger } from "./scan-ledger.ts";
import type { ScanOptions } from "./scan-options.ts";
import type { NewScanIssue, ScanIssuesRepository } from "./scan-issues.repository.ts";
import type { MoveCandidate, ScanRepository } from "./scan.repository.ts";
import { type SongWrite, SongWriterRepository } from "./song-writer.repository.ts";

/** Reads tags of many files; `TagReaderPool` is one. */
export interface FileReader {
  read(
    files: Iterable<{ readonly path: string }>,
    signal: AbortSignal,
  ): AsyncIterable<readonly AudioFileResult[]>;
}

/** Files a transaction: as many as main may be blocked for without anyone noticing (some 15 ms). */
const filesPerTransaction = 128;

/** Which row a file becomes, where that is not the row of its path. */
export interface Destination {
  readonly songId: number;
  readonly isMove: boolean;
  /** A person took the song out of the library: its row follows the file, and nobody is told. */
  readonly isRemoved: boolean;
}

type PlannedWrite = SongWrite & Destination;

export interface FileImporterOptions extends ScanOptions {
  readonly reader: FileReader;
  readonly scan: ScanRepository;
  readonly issues: ScanIssuesRepository;
  readonly ledger: ScanLedger;
  /** Highest song id before the scan. */
  readonly lastSongId: number;
  /** Watched folder that a path lies in; undefined when it is watched no more; null for a file that was opened by hand. */
  readonly folderIdOf: (path: string) => number | null | undefined;
  readonly onRead: (files: number) => void;
  /** Told of every file that could not be read, those that leave no issue behind among them. */
  readonly onProblem?: (problem: AudioFileProblem) => void;
}

/** Reads files and writes their rows, batch by batch. */
export class FileImporter {
  readonly #options: FileImporterOptions;
  readonly #ledger: ScanLedger;
  readonly #writer: SongWriterRepository;
  readonly #folderCovers: FolderCovers;
  readonly #hadIssues: boolean;
  readonly #issues: NewScanIssue[] = [];

  constructor(options: FileImporterOptions) {
    this.#options = options;
    this.#ledger = options.ledger;
    this.#writer = new SongWriterRepository(options.database.read, options.catalog);
    this.#hadIssues = options.issues.count() > 0;
    this.#folderCovers = new FolderCovers(options.covers, (problem) => {
      this.#issues.push({ ...problem, code: "cover_unreadable" });
      this.#ledger.counts.failed += 1;
    });
  }

  /** Reads `files` and writes what is sure; what may have moved is left in the ledger. */
  async importFiles(files: Iterable<ScanFile>): Promise<void> {
    await this.#readAndWrite(files, (read) => this.#sort(read));
  }

  /** Reads `files` anew and writes each to the row that was found for it. */
  async importTo(files: ReadonlyMap<ScanFile, Destination>): Promise<void> {
    await this.#readAndWrite(files.keys(), (read) =>
      read.map((write) => {
        const destination = files.get(write.file);
        if (destination === undefined) throw new Error(`No row for ${write.file.path}`);
        return { ...write, ...destination };
      }),
    );
  }

  /** True when the file that a row names is gone, or is another one now. */
  hasLostItsFile(row: { readonly id: number; readonly path: string | null }): boolean {
    if (row.path === null || this.#ledger.gone.has(row.id) || this.#ledger.displaced.has(row.id))
      return true;
    return !existsSync(row.path);
  }

  async #readAndWrite(
    files: Iterable<ScanFile>,
    sort: (read: readonly SongWrite[]) => readonly PlannedWrite[],
  ): Promise<void> {
    const { reader, signal } = this.#options;
    const underWay = new Map<string, ScanFile>();
    const writes: PlannedWrite[] = [];
    for await (const results of reader.read(remembering(files, underWay), signal)) {
      const read: SongWrite[] = [];
      for (const result of results) {
        const file = underWay.get(result.path);
        if (file === undefined) throw new Error(`The tag reader answered unasked: ${result.path}`);
        underWay.delete(result.path);
        if (result.kind === "problem") this.#recordProblem(file, result);
        else read.push(...(await this.#toWrite(file, result)));
      }
      writes.push(...sort(read));
      while (writes.length >= filesPerTransaction || this.#issues.length >= filesPerTransaction)
        await this.#write(writes.splice(0, filesPerTransaction));
      this.#options.onRead(results.length);
      signal.throwIfAborted();
    }
    if (underWay.size > 0) throw new Error(`The tag reader left out ${underWay.size} files`);
    do await this.#write(writes.splice(0, filesPerTransaction));
    while (writes.length > 0 || this.#issues.length > 0);
  }

  async #toWrite(file: ScanFile, facts: AudioFileFacts): Promise<SongWrite[]> {
    const folderId = this.#options.folderIdOf(file.path);
    if (folderId === undefined) return [];
    const { cover } = facts;
    const isEmbedded =
      cover !== null && this.#options.covers.add(cover.key, cover.mime, cover.bytes);
    const coverKey = isEmbedded ? cover.key : await this.#folderCoverKey(file);
    // The picture is in the store; rows that wait for their transaction need not carry it.
    const light = cover === null ? facts : { ...facts, cover: { ...cover, bytes: null } };
    return [{ songId: file.songId, folderId, file, facts: light, coverKey }];
  }

  async #folderCoverKey(file: ScanFile): Promise<string | null> {
    return file.coverPath === null ? null : await this.#folderCovers.keyOf(file.coverPath);
  }

  #recordProblem(file: ScanFile, problem: AudioFileProblem): void {
    this.#options.onProblem?.(problem);
    const isUnreadable = problem.code === "file_unreadable";
    if (file.songId !== 0) {
      this.#ledger.displaced.add(file.songId);
      this.#ledger.lost.set(file.songId, isUnreadable ? "unavailable" : "missing");
    }
    // Gone between walk and reading: nothing to report, the next scan would not find it either.
    if (problem.code === "file_not_found") return;
    this.#ledger.counts.failed += 1;
    this.#issues.push({
      path: file.path,
      code: problem.code,
      message: problem.message,
      // Permissions change without touching size or time: such a file is tried again each time.
      sizeBytes: isUnreadable ? null : file.sizeBytes,
      mtimeMs: isUnreadable ? null : file.mtimeMs,
    });
  }

  #sort(read: readonly SongWrite[]): PlannedWrite[] {
    const fresh = read.filter((write) => write.file.kind === "added");
    const known = read.filter((write) => write.file.kind !== "added");
    return [...this.#sortKnown(known), ...this.#sortFresh(fresh)].map((write) => ({
      ...write,
      isMove: false,
      isRemoved: false,
    }));
  }

  /** Same audio: an update, if anything differs. Other audio: files may have changed places. */
  #sortKnown(writes: readonly SongWrite[]): SongWrite[] {
    if (writes.length === 0) return [];
    const fingerprints = this.#options.scan.fingerprintsOf(writes.map((write) => write.songId));
    const same: SongWrite[] = [];
    for (const write of writes) {
      const before = fingerprints.get(write.songId) ?? null;
      if (before === null || before === write.facts.fingerprint) same.push(write);
      else {
        this.#ledger.displaced.add(write.songId);
        this.#hold(write);
      }
    }
    const verified = same.filter((write) => write.file.kind === "verify");
    if (verified.length === 0) return same;
    const different = this.#writer.findDifferent(verified);
    this.#ledger.counts.unchanged += verified.length - different.size;
    return same.filter((write) => write.file.kind !== "verify" || different.has(write.songId));
  }

  #sortFresh(writes: readonly SongWrite[]): SongWrite[] {
    const { lastSongId, scan } = this.#options;
    if (lastSongId === 0 || writes.length === 0) return [...writes];
    const fingerprints = writes.map((write) => write.facts.fingerprint);
    const rows = Map.groupBy(
      scan.findByFingerprints(fingerprints, lastSongId),
      (row: MoveCandidate) => row.fingerprint,
    );
    return writes.filter((write) => {
      const sameAudio = rows.get(write.facts.fingerprint) ?? [];
      if (sameAudio.some((row) => this.hasLostItsFile(row))) {
        this.#hold(write);
        return false;
      }
      // A person took this song out of the library: a copy of its file does not bring it back.
      return this.#options.isByHand === true || !sameAudio.some((row) => row.isRemoved);
    });
  }

  #hold({ file, folderId, coverKey, facts }: SongWrite): void {
    this.#ledger.held.push({
      path: file.path,
      file,
      folderId,
      coverKey,
      fingerprint: facts.fingerprint,
      durationSec: facts.durationSec,
      title: facts.title,
      artist: facts.artist,
      album: facts.album,
      trackNo: facts.trackNo,
      discNo: facts.discNo,
    });
  }

  async #write(planned: readonly PlannedWrite[]): Promise<void> {
    const { database, folders, covers, changes, now, userId } = this.#options;
    // A row must not name a picture that is not on disk.
    await covers.settled();
    await setImmediate();
    const isWatched = memoized(
      (folderId: number | null) => folderId === null || folders.isWatched(folderId),
    );
    const writes = planned.filter((write) => isWatched(write.folderId));
    const issues = this.#issues.splice(0, filesPerTransaction);
    if (writes.length === 0 && issues.length === 0) return;
    try {
      const revision = database.write((tx) => {
        const stamp = { revision: nextRevision(tx), now: now(), userId };
        if (this.#options.isByHand === true)
          this.#options.scan.unblock(
            tx,
            writes.map((write) => write.songId),
          );
        const moves = writes.filter((write) => write.isMove);
        if (moves.length > 0)
          this.#options.scan.vacate(
            tx,
            moves.map((move) => move.songId),
            moves.map((move) => move.file.path),
          );
        this.#writer.write(tx, writes, stamp);
        this.#writeIssues(tx, writes, issues, stamp.now);
        return stamp.revision;
      });
      changes.changed(revision);
    } catch (error) {
      this.#writer.forget();
      throw error;
    }
    for (const write of writes) {
      if (write.isRemoved) continue;
      if (write.isMove) this.#ledger.counts.moved += 1;
      else if (write.songId === 0) this.#ledger.counts.added += 1;
      else this.#ledger.counts.updated += 1;
    }
  }

  #writeIssues(
    tx: Parameters<ScanIssuesRepository["upsert"]>[0],
    writes: readonly SongWrite[],
    issues: readonly NewScanIssue[],
    now: number,
  ): void {
    if (this.#hadIssues)
      this.#options.issues.deleteByPaths(
        tx,
        writes.map((write) => write.file.path),
      );
    for (const [folderId, group] of Map.groupBy(issues, (issue) =>
      this.#options.folderIdOf(issue.path),
    ))
      // Who opens a file by hand is told at once, and no scan would come by to clear it.
      if (folderId !== undefined && (folderId !== null || this.#options.isByHand !== true))
        this.#options.issues.upsert(tx, folderId, group, now);
  }
}

/** Passes files on and keeps those that are not answered yet, by path. */
function* remembering(
  files: Iterable<ScanFile>,
  underWay: Map<string, ScanFile>,
): Generator<ScanFile> {
  for (const file of files) {
    underWay.set(file.path, file);
    yield file;
  }
}

function memoized<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
