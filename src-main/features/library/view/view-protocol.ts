import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import type { SortOrder } from "#shared/contract/songs.contract.ts";
import type { WireError } from "#shared/errors/app-error.ts";
import type { RuledSong, RuledSongs } from "./query/smart-lists.ts";
import type { SuggestedValue } from "./query/suggestions.ts";

/** What the worker is started with. */
export interface ViewWorkerData {
  readonly databasePath: string;
}

/** One view to be made: whose, which songs, in which order. */
export interface ViewRequest {
  readonly userId: number;
  readonly query: string;
  readonly sort: readonly SortOrder[];
  /** Only these songs, also those that left the library as long as there is no query. Absent: the whole library. */
  readonly restrictTo?: Uint32Array<SharedArrayBuffer>;
}

/** Rules of a smart playlist to be evaluated as a profile sees the library. */
export interface RulesRequest {
  readonly userId: number;
  readonly rules: SmartRules;
  /** Whose rules they are, for circles; null: of no playlist yet. */
  readonly playlist: { readonly id: number; readonly uuid: string; readonly name: string } | null;
}

export interface ExplainRequest extends RulesRequest {
  readonly songId: number;
}

export interface SuggestRequest {
  readonly userId: number;
  readonly field: string;
  readonly prefix: string;
  readonly limit: number;
}

/** A finished view. `ids` is shared, not copied: main reads windows out of it. */
export interface BuiltView {
  readonly ids: Uint32Array<SharedArrayBuffer>;
  readonly totalDurationSec: number;
  readonly librarySize: number;
  readonly libraryRevision: number;
}

/** What the worker does, and what it answers. */
export interface ViewJobs {
  readonly open: { readonly request: ViewRequest; readonly answer: BuiltView };
  readonly rules: { readonly request: RulesRequest; readonly answer: RuledSongs };
  readonly explain: { readonly request: ExplainRequest; readonly answer: RuledSong };
  readonly suggest: {
    readonly request: SuggestRequest;
    readonly answer: readonly SuggestedValue[];
  };
}
export type ViewJobKind = keyof ViewJobs;

/** A job on its way to the worker. */
export type ViewJob = {
  [Kind in ViewJobKind]: {
    readonly type: Kind;
    readonly requestId: number;
    /** Window and view together: a newer request of the same key supersedes an older one. */
    readonly viewKey: string;
    /** What is now, for ages in queries. */
    readonly nowMs: number;
    readonly request: ViewJobs[Kind]["request"];
  };
}[ViewJobKind];

export type ToViewWorker = ViewJob | { readonly type: "close" };

export type FromViewWorker =
  | {
      readonly type: "done";
      readonly requestId: number;
      readonly answer: ViewJobs[ViewJobKind]["answer"];
    }
  | { readonly type: "superseded"; readonly requestId: number }
  | {
      readonly type: "failed";
      readonly requestId: number;
      readonly error: WireError;
      readonly stack: string;
    };
