/**
 * Every expected failure, by code. The sentence a person reads is made where the failure is known best (it names the
 * file, the folder, the way out), the code is what programs decide on.
 */
export const errorCodes = [
  "invalid_input",
  "unknown_channel",
  "not_allowed",
  "not_logged_in",
  "login_failed",
  "too_many_attempts",
  "query_invalid",
  "not_found",
  "conflict",
  "cancelled",
  "unavailable",
  "unsupported",
  "file_not_found",
  "file_unreadable",
  "file_corrupt",
  "folder_not_found",
  "folder_overlaps",
  "database_is_directory",
  "database_url_unsupported",
  "database_newer",
  "database_unreadable",
  "database_not_sqlite",
  "database_read_only",
  "database_locked",
  "database_constraint",
  "disk_full",
  "decode_failed",
  "owner_running",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts a program may want beside the sentence. Values must survive structured clone and JSON. */
export type ErrorDetails = Readonly<
  Record<string, string | number | boolean | null | readonly string[]>
>;

/** An expected failure with a sentence that a user can act on. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** The shape of a failure on every wire: IPC, HTTP, the local socket and the command line's JSON. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** What crosses a process boundary: never a rejection, since Electron drops an error's code and details. */
export type Envelope<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: WireError };

/** Turns anything thrown into a wire error. A bug keeps its stack for the log, never for the wire. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof AppError)
    return { code: thrown.code, message: thrown.message, details: thrown.details };
  return {
    code: "internal",
    message: "Something went wrong inside Segue. The log has the details.",
    details: {},
  };
}

/** Rebuilds the typed error on the calling side. */
export function fromWireError(error: WireError): AppError {
  return new AppError(error.code, error.message, error.details);
}
