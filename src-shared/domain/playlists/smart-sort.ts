import { z } from "zod";
import { songSortKeys } from "../library/song-sort-keys.ts";

/** What a smart playlist can be sorted by: like a song list, or drawn by lot. */
export const smartSortKeys = ["random", ...songSortKeys] as const;
export const smartSortKeySchema = z.enum(smartSortKeys);
export type SmartSortKey = z.output<typeof smartSortKeySchema>;
