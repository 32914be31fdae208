import type { ScanFile } from "./file-batch.ts";
import type { Movable } from "./match-moved.ts";

/** A file that may be a known song which moved: kept small, since a whole library may have been renamed. */
export interface HeldFile extends Movable {
  readonly path: string;
  readonly file: ScanFile;
  readonly folderId: number | null;
  readonly fingerprint: string;
  readonly trackNo: number | null;
  readonly discNo: number | null;
  readonly coverKey: string | null;
}

/** What one scan found out so far. */
export class ScanLedger {
  readonly counts = { added: 0, updated: 0, unchanged: 0, moved: 0, missing: 0, failed: 0 };
  filesSeen = 0;
  /** Songs whose path has no file any more. */
  readonly gone = new Set<number>();
  /** Songs whose path holds other audio now, or none that can be read. */
  readonly displaced = new Set<number>();
  /** Of `displaced` and beyond: songs that are to be marked unless they turn up elsewhere. */
  readonly lost = new Map<number, "missing" | "unavailable">();
  /** Songs that were found at another path. */
  readonly taken = new Set<number>();
  readonly held: HeldFile[] = [];
}
