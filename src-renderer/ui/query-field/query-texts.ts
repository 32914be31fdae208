import { formatCounted } from "#renderer/lib/format.ts";

/** The texts of the field that a query is typed into. */
export const queryTexts = {
  suggestions: "Suggestions",
  songs: (count: number): string => formatCounted(count, "song", "songs"),
  recent: "Recent searches",
  saved: "Saved searches",
  chooseHint: "to choose",
  clear: "Clear",
} as const;
