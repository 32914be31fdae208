import { z } from "zod";
import { nothing, uuidSchema } from "./common.ts";
import { adminChannel } from "./define.ts";

/** What an import of another program's library answers, as its task's result. */
export const libraryImportResultSchema = z.strictObject({
  songsMatched: z.int().nonnegative(),
  songsUnmatched: z.int().nonnegative(),
  ratings: z.int().nonnegative(),
  plays: z.int().nonnegative(),
  playlists: z.int().nonnegative(),
  problems: z.array(z.string()).max(100),
});
export type LibraryImportResult = z.output<typeof libraryImportResultSchema>;

/** Ways in and out for whole libraries. All run as tasks; their result is in the task. */
export const exchangeContract = {
  /** Ratings, counts, dates and playlists of an iTunes / Apple Music XML, for songs the library has. */
  "exchange.importItunes": adminChannel(
    z.strictObject({
      transferUuid: uuidSchema,
      prefixMap: z
        .array(z.strictObject({ from: z.string().min(1).max(4096), to: z.string().max(4096) }))
        .max(20),
      take: z.strictObject({
        ratings: z.boolean(),
        playCounts: z.boolean(),
        dates: z.boolean(),
        playlists: z.boolean(),
      }),
    }),
    z.strictObject({ taskId: uuidSchema }),
  ),
  /** Everything people made, as JSON Lines; the task's result names the transfer: `{transferUuid, fileName, lines}`. */
  "exchange.exportLibrary": adminChannel(nothing, z.strictObject({ taskId: uuidSchema })),
  /** Takes an export into an empty library and verifies that it compares equal. */
  "exchange.importLibrary": adminChannel(
    z.strictObject({ transferUuid: uuidSchema }),
    z.strictObject({ taskId: uuidSchema }),
  ),
};
