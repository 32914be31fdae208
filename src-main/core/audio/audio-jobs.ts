import type { WireError } from "#shared/errors/app-error.ts";

import type { PcmChunk, PcmHeader } from "./pcm.ts";

/** What the audio worker is asked for; one worker thread does one job and ends. */
export type AudioJob =
  | { readonly kind: "decode"; readonly path: string }
  | { readonly kind: "transcode"; readonly path: string; readonly target: string }
  | { readonly kind: "peaks"; readonly path: string; readonly columns: number };

/** What it answers. `failed` and `end` are the last word. */
export type AudioReply =
  | { readonly type: "header"; readonly header: PcmHeader }
  | { readonly type: "chunk"; readonly chunk: PcmChunk }
  | { readonly type: "transcode_started"; readonly totalBytes: number }
  | { readonly type: "transcode_progress"; readonly writtenBytes: number }
  | { readonly type: "peaks"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: "end" }
  | { readonly type: "failed"; readonly error: WireError };
