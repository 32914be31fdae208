import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { ReadConnection } from "#core/db/read-connection.ts";

/** A playlist as a query that names it needs it. */
export interface PlaylistSource {
  readonly id: number;
  readonly uuid: string;
  readonly ownerId: number;
  readonly name: string;
  /** Null: its songs are its entries. */
  readonly rules: SmartRules | null;
}

/** Playlists that a profile may see: its own, those it was let into, public ones. Parameters: the profile, twice. */
export const playlistSourceSql = {
  visible: `SELECT id, uuid, user_id, name, CASE WHEN kind = 'smart' AND NOT is_frozen THEN rules END FROM playlists
    WHERE user_id = ? OR is_public OR id IN (SELECT playlist_id FROM playlist_collaborators WHERE user_id = ?)`,
  songIds: `SELECT CAST(group_concat(song_id) AS BLOB) FROM playlist_tracks WHERE playlist_id = ? AND song_id IS NOT NULL`,
} as const;

type SourceRow = readonly [number, string, number, string, string | null];

/** Every playlist that the profile sees under this name or uuid; none where there is none it may see. */
export function playlistsNamed(
  connection: ReadConnection,
  name: string,
  userId: number,
): PlaylistSource[] {
  const wanted = foldForSearch(name);
  return connection
    .rows<SourceRow>(playlistSourceSql.visible, userId, userId)
    .filter(([, uuid, , own]) => uuid === wanted || foldForSearch(own) === wanted)
    .map(([id, uuid, ownerId, own, rules]) => ({
      id,
      uuid,
      ownerId,
      name: own,
      rules: rules === null ? null : (JSON.parse(rules) as SmartRules),
    }));
}

/** @throws AppError `conflict` when a playlist is made of itself, with the way that leads back to it */
export function refuseCircle(
  chain: readonly { readonly id: number; readonly name: string }[],
  next: {
    readonly id: number;
    readonly name: string;
  },
): void {
  const at = chain.findIndex(({ id }) => id === next.id);
  if (at === -1) return;
  const way = [...chain.slice(at), next].map(({ name }) => `"${name}"`).join(" takes from ");
  throw new AppError(
    "conflict",
    `A playlist cannot be made of itself: ${way}. Change the rules of one of them.`,
  );
}
