import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";

/** Texts that few songs have, read whenever they are asked for: one's tags and notes, and lyrics. */
export const ownTextSql = {
  tags: `SELECT song_id, tags FROM song_control INDEXED BY song_control_tags WHERE user_id = ? AND tags <> '[]' AND song_id > ?
    ORDER BY song_id LIMIT ?`,
  notes: `SELECT song_id, notes FROM song_control INDEXED BY song_control_notes
    WHERE user_id = ? AND notes IS NOT NULL AND song_id > ? ORDER BY song_id LIMIT ?`,
  lyrics: `SELECT song_id, coalesce(plain_text, synced_text, '') FROM lyrics WHERE ? > 0 AND song_id > ? ORDER BY song_id LIMIT ?`,
} as const;

const sliceRows: Readonly<Record<keyof typeof ownTextSql, number>> = {
  tags: 10_000,
  notes: 5000,
  lyrics: 500,
};

/** `[01:02.30]` before a line of synced lyrics. */
const times = /\[\d+:\d+(?:[.:]\d+)?\]/gu;

/** The song's folded values, for each song that has any. Runs in slices. */
export function* eachOwnText(
  connection: ReadConnection,
  what: keyof typeof ownTextSql,
  userId: number,
  take: (songId: number, values: readonly string[]) => void,
): Generator<void, void> {
  const limit = sliceRows[what];
  let after = 0;
  for (;;) {
    const rows = connection.rows<readonly [number, string]>(ownTextSql[what], userId, after, limit);
    for (const [songId, text] of rows) {
      after = songId;
      const values =
        what === "tags" ? tagsOf(text) : [what === "lyrics" ? text.replaceAll(times, "") : text];
      take(
        songId,
        values.map((value) => foldForSearch(value)),
      );
    }
    if (rows.length < limit) return;
    yield;
  }
}

export function tagsOf(json: string): string[] {
  const tags: unknown = JSON.parse(json);
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}
