/** Library folders and their scans: what pages and the shell may use. */
export { AddFolderDialog } from "./add-folder-dialog.tsx";
export { openAddFolder } from "./add-folder.store.ts";
export { FirstRun } from "./first-run.tsx";
export { FolderList } from "./folder-list.tsx";
export { folderTexts } from "./folder-texts.ts";
export { ScanIssues } from "./scan-issues.tsx";
export { ScanStatus } from "./scan-status.tsx";
