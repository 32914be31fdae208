import type { SortOrder } from "#shared/contract/songs.contract.ts";
import type { WireError } from "#shared/errors/app-error.ts";

/** What the worker is started with. */
export interface ViewWorkerData {
  readonly databasePath: string;
}

/** One view to be made: whose, which songs, in which order. */
export interface ViewRequest {
  readonly requestId: number;
  /** Window and view together: a newer request of the same key supersedes an older one. */
  readonly viewKey: string;
  readonly userId: number;
  readonly query: string;
  readonly sort: readonly SortOrder[];
  /** Only these songs, also those that left the library as long as there is no query. Absent: the whole library. */
  readonly restrictTo?: Uint32Array<SharedArrayBuffer>;
}

export type ToViewWorker = ({ readonly type: "open" } & ViewRequest) | { readonly type: "close" };

/** A finished view. `ids` is shared, not copied: main reads windows out of it. */
export interface BuiltView {
  readonly ids: Uint32Array<SharedArrayBuffer>;
  readonly totalDurationSec: number;
  readonly librarySize: number;
  readonly libraryRevision: number;
}

export type FromViewWorker =
  | { readonly type: "opened"; readonly requestId: number; readonly view: BuiltView }
  | { readonly type: "superseded"; readonly requestId: number }
  | {
      readonly type: "failed";
      readonly requestId: number;
      readonly error: WireError;
      readonly stack: string;
    };
