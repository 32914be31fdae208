import { randomUUID } from "node:crypto";
import type { ScanIssue } from "#shared/contract/index.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";

export interface NewScanIssue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  /** Size and time of a file that need not be read again until they change; null: try again each time. */
  readonly sizeBytes: number | null;
  readonly mtimeMs: number | null;
}

/** Files and folders that could not be read: one row a path. */
export class ScanIssuesRepository {
  readonly #read: ReadDb;

  constructor(read: ReadDb) {
    this.#read = read;
  }

  getAll(window: { readonly limit: number; readonly offset: number }): ScanIssue[] {
    return this.#read
      .all<{ uuid: string; path: string; code: string; message: string; last_seen_at: number }>(
        `SELECT uuid, path, code, message, last_seen_at FROM scan_issues
         ORDER BY path LIMIT ? OFFSET ?`,
        window.limit,
        window.offset,
      )
      .map(({ last_seen_at, ...row }) => ({ ...row, lastSeenAt: last_seen_at }));
  }

  count(): number {
    return (
      this.#read.get<{ total: number }>("SELECT count(*) AS total FROM scan_issues")?.total ?? 0
    );
  }

  countOf(folderId: number): number {
    return (
      this.#read.get<{ total: number }>(
        "SELECT count(*) AS total FROM scan_issues WHERE folder_id = ?",
        folderId,
      )?.total ?? 0
    );
  }

  /** @param folderId null: files that were opened by hand and lie in no watched folder */
  upsert(tx: WriteTx, folderId: number | null, issues: readonly NewScanIssue[], now: number): void {
    for (const issue of issues)
      tx.run(
        `INSERT INTO scan_issues (uuid, folder_id, path, code, message, filesize_bytes, mtime_ms, first_seen_at, last_seen_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET folder_id = excluded.folder_id, code = excluded.code, message = excluded.message,
           filesize_bytes = excluded.filesize_bytes, mtime_ms = excluded.mtime_ms, last_seen_at = excluded.last_seen_at`,
        randomUUID(),
        folderId,
        issue.path,
        issue.code,
        issue.message,
        issue.sizeBytes,
        issue.mtimeMs,
        now,
        now,
      );
  }

  /** Marks rows as seen again without reading their files. */
  touch(tx: WriteTx, paths: readonly string[], now: number): void {
    tx.run(
      "UPDATE scan_issues SET last_seen_at = ? WHERE path IN (SELECT value FROM json_each(?))",
      now,
      JSON.stringify(paths),
    );
  }

  /** Files that were read well. */
  deleteByPaths(tx: WriteTx, paths: readonly string[]): void {
    tx.run(
      "DELETE FROM scan_issues WHERE path IN (SELECT value FROM json_each(?))",
      JSON.stringify(paths),
    );
  }

  /** After a whole scan: what it did not meet again is no issue any more. */
  deleteUnseen(tx: WriteTx, folderId: number | null, scanStartedAt: number): void {
    tx.run(
      "DELETE FROM scan_issues WHERE folder_id IS ? AND last_seen_at < ?",
      folderId,
      scanStartedAt,
    );
  }
}
