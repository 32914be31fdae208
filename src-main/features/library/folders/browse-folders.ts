import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { ChannelOutput } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { readableFolder } from "./folder-path.ts";

type Browsed = ChannelOutput<"library.browseFolders">;
type Place = Browsed["places"][number];

/** Names compare as people read them: case aside, numbers by value. */
const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * Sub-folders of a folder, sorted, without hidden ones. Null starts at the home folder.
 * @throws AppError `folder_not_found` or `file_unreadable`
 */
export function browseFolders(path: string | null): Browsed {
  const folder = readableFolder(path ?? homedir());
  let names: string[];
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith(".") && !entry.name.startsWith("$"))
      .filter(
        (entry) =>
          entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(folder, entry.name))),
      )
      .map((entry) => entry.name);
  } catch (error) {
    throw new AppError(
      "file_unreadable",
      `The folder ${folder} cannot be opened.`,
      { path: folder },
      error,
    );
  }
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: names.toSorted(byName.compare).map((name) => ({ name, path: join(folder, name) })),
    places: places(),
  };
}

function places(): Place[] {
  const home = homedir();
  const found: Place[] = [{ name: "Home", path: home }];
  const music = join(home, "Music");
  if (isFolder(music)) found.push({ name: "Music", path: music });
  return [...found, ...drives()];
}

/** Drive letters, volumes, or what is mounted where removable media are. */
function drives(): Place[] {
  if (process.platform === "win32")
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
      .split("")
      .map((letter) => ({ name: `${letter}:`, path: `${letter}:\\` }))
      .filter((drive) => isFolder(drive.path));
  if (process.platform === "darwin") return subfolders("/Volumes");
  const user = basename(homedir());
  return [
    ...subfolders(join("/run/media", user)),
    ...subfolders(join("/media", user)),
    ...subfolders("/mnt"),
    { name: "/", path: "/" },
  ];
}

function subfolders(path: string): Place[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => ({ name: entry.name, path: join(path, entry.name) }));
  } catch {
    // No such place on this system: nothing to offer.
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A dangling link, or one that leads where we may not look.
    return false;
  }
}
