import { basename } from "node:path";

import { AppError } from "#shared/errors/app-error.ts";

/** A format, or a variant of one, that Segue has no decoder for. */
export function unsupportedFormat(path: string, what: string): AppError {
  return new AppError("unsupported", `Segue cannot play ${basename(path)}: ${what}.`, { path });
}

/** A file that is of a known format but broken. */
export function brokenFile(path: string, what: string, cause?: unknown): AppError {
  return new AppError(
    "decode_failed",
    `${basename(path)} is damaged and cannot be played: ${what}.`,
    { path },
    cause,
  );
}

const missingCodes = new Set(["ENOENT", "ENOTDIR"]);

/** Translates what the file system threw while a file was opened or read. */
export function fileError(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code !== "string") return error;
  return missingCodes.has(code)
    ? new AppError("file_not_found", `${basename(path)} is not there any more.`, { path }, error)
    : new AppError("file_unreadable", `${basename(path)} cannot be read.`, { path }, error);
}
