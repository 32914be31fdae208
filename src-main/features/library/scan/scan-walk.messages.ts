import type { FileBatch } from "./file-batch.ts";
import type { WalkIssueCode } from "./walk-folder.ts";

/** What a scan's first phase is to find out about one watched folder. */
export interface WalkRequest {
  readonly databasePath: string;
  readonly root: string;
  readonly otherRoots: readonly string[];
  readonly isDeep: boolean;
  /** When the folder was last scanned to the end, epoch ms; null: never. */
  readonly lastScanAt: number | null;
}

export interface WalkIssue {
  readonly path: string;
  readonly code: WalkIssueCode;
  readonly message: string;
}

/** Why nothing was walked: the folder is away, and nothing that was in it is touched. */
export interface AwayReason {
  readonly code: "folder_not_found" | "folder_unreadable" | "folder_empty";
  readonly message: string;
}

export interface WalkSummary {
  readonly filesSeen: number;
  readonly unchanged: number;
  /** Songs that a person took out of the library: left alone. */
  readonly removed: number;
  /** Files that failed before and have the same size and time: not read again. */
  readonly stillBad: number;
}

/** From the walking thread, in this order: any number of parts, then one end. */
export type WalkMessage =
  | { readonly type: "files"; readonly batch: FileBatch; readonly filesSeen: number }
  | { readonly type: "gone"; readonly songIds: Float64Array }
  | { readonly type: "hidden"; readonly songIds: Float64Array }
  | { readonly type: "returned"; readonly songIds: Float64Array }
  | { readonly type: "issues"; readonly issues: readonly WalkIssue[] }
  | { readonly type: "stillBad"; readonly paths: readonly string[] }
  | { readonly type: "away"; readonly reason: AwayReason }
  | { readonly type: "done"; readonly summary: WalkSummary };
