import type { HandlersFor } from "#core/ipc/router.ts";
import type { FoldersService } from "./folders.service.ts";

export type LibraryHandlers = HandlersFor<
  | "library.getCounts"
  | "library.listFolders"
  | "library.addFolder"
  | "library.removeFolder"
  | "library.scan"
  | "library.listScanIssues"
  | "library.browseFolders"
>;

export function libraryHandlers(service: FoldersService): LibraryHandlers {
  return {
    "library.getCounts": () => service.getCounts(),
    "library.listFolders": async () => ({ folders: await service.listFolders() }),
    "library.addFolder": ({ path, deep }, caller) => service.addFolder(path, deep ?? false, caller),
    "library.removeFolder": ({ uuid }, caller) => service.removeFolder(uuid, caller),
    "library.scan": ({ folderUuid, deep }, { actor }) =>
      service.scan(folderUuid, deep, actor.userId),
    "library.listScanIssues": (window) => service.listScanIssues(window),
    "library.browseFolders": ({ path }) => service.browse(path),
  };
}
