import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve, sep } from "node:path";
import { AppError } from "#shared/errors/app-error.ts";

/** Expands a leading `~` and makes the path absolute and normalised. */
export function expandPath(path: string): string {
  if (path === "~") return homedir();
  if (path.startsWith("~/") || path.startsWith(`~${sep}`)) return join(homedir(), path.slice(2));
  return resolve(path);
}

/**
 * The real path of a folder that can be scanned.
 * @throws AppError `folder_not_found` or `file_unreadable`, naming it
 */
export function readableFolder(path: string): string {
  const folder = expandPath(path);
  let realPath: string;
  try {
    realPath = realpathSync(folder);
    if (!statSync(realPath).isDirectory())
      throw new AppError(
        "folder_not_found",
        `${folder} is a file, not a folder. Choose the folder it is in.`,
        { path: folder },
      );
    accessSync(realPath, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM")
      throw new AppError(
        "file_unreadable",
        `Segue is not allowed to read the folder ${folder}. Check its permissions.`,
        { path: folder },
        error,
      );
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new AppError(
        "folder_not_found",
        `The folder ${folder} does not exist. Check its name, and that its drive is connected.`,
        { path: folder },
        error,
      );
    throw new AppError(
      "file_unreadable",
      `The folder ${folder} cannot be opened (${String(code)}).`,
      { path: folder },
      error,
    );
  }
  return realPath;
}
