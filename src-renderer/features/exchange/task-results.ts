import type { LibraryImportResult, Task } from "#shared/contract/index.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A finished task's result as a record; null for one that failed or holds something else. */
function fieldsOf(task: Task | null): Fields | null {
  const result = task?.status === "completed" ? task.result : null;
  return result === null || typeof result !== "object" || Array.isArray(result) ? null : result;
}

/** What an export made; null when there is nothing to fetch. */
export function exportResultOf(
  task: Task | null,
): { transferUuid: string; fileName: string; lines: number } | null {
  const { transferUuid, fileName, lines } = fieldsOf(task) ?? {};
  if (typeof transferUuid !== "string" || typeof fileName !== "string" || typeof lines !== "number")
    return null;
  return { transferUuid, fileName, lines };
}

/** How many songs a taken-in library has. */
export function importedSongsOf(task: Task | null): number | null {
  const { songs } = fieldsOf(task) ?? {};
  return typeof songs === "number" ? songs : null;
}

export function itunesResultOf(task: Task | null): LibraryImportResult | null {
  const fields = fieldsOf(task);
  if (fields === null) return null;
  const { songsMatched, songsUnmatched, ratings, plays, playlists, problems } = fields;
  if (
    typeof songsMatched !== "number" ||
    typeof songsUnmatched !== "number" ||
    typeof ratings !== "number" ||
    typeof plays !== "number" ||
    typeof playlists !== "number" ||
    !Array.isArray(problems)
  )
    return null;
  return {
    songsMatched,
    songsUnmatched,
    ratings,
    plays,
    playlists,
    problems: problems.filter((problem) => typeof problem === "string"),
  };
}
