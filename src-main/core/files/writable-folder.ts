import { accessSync, constants, mkdirSync } from "node:fs";
import { AppError } from "#shared/errors/app-error.ts";

/**
 * Makes a folder of Segue's own, with its parents, and checks that files can be put into it.
 *
 * @param purpose ends the sentence "so ...", for example "the database cannot be kept there"
 * @throws AppError `database_read_only` or `disk_full`, naming the folder
 */
export function ensureWritableFolder(folder: string, purpose: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw translateDiskFull(error, folder) ?? unwritable(folder, purpose, error);
  }
}

/** The sentence for a full disk; null for any other failure. */
export function translateDiskFull(error: unknown, path: string): AppError | null {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ENOSPC" && code !== "EDQUOT") return null;
  return new AppError(
    "disk_full",
    `The disk that holds ${path} is full. Free some space and try again.`,
    { path },
    error,
  );
}

function unwritable(folder: string, purpose: string, error: unknown): AppError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const sentence =
    code === "ENOTDIR" || code === "EEXIST"
      ? `The folder ${folder} cannot be made, because a file stands in its place or above it`
      : `The folder ${folder} cannot be written`;
  return new AppError(
    "database_read_only",
    `${sentence}, so ${purpose}. Give yourself write permission, or choose another folder with --data-dir or DB_PATH.`,
    { path: folder },
    error,
  );
}
