export { TagsDialog } from "./tags-dialog.tsx";
