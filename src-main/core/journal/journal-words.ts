import { journaledTables } from "#core/db/journaled-tables.ts";

/** How a person calls a table's rows and its journaled columns. */
interface TableWords {
  /** With its article: `a playlist`. */
  readonly one: string;
  /** What its columns are called in a sentence, `rating` in `The rating of "Blue"`. */
  readonly columns: Readonly<Record<string, string>>;
}

const words: Readonly<Record<string, TableWords>> = {
  users: {
    one: "a profile",
    columns: {
      username: "log-in name",
      email: "e-mail address",
      display_name: "name",
      avatar_key: "picture",
      is_active: "active state",
      is_admin: "administrator right",
    },
  },
  user_preferences: { one: "a preference", columns: { preference_value: "value" } },
  notification_settings: {
    one: "a kind of notification",
    columns: {
      is_enabled: "switch",
      is_desktop_enabled: "desktop notification",
      is_in_app_enabled: "notification in the app",
    },
  },
  saved_filters: { one: "a saved filter", columns: { name: "name", query: "query" } },
  song_control: {
    one: "a song",
    columns: {
      rating: "rating",
      is_favorite: "favourite mark",
      is_hidden: "hidden mark",
      notes: "notes",
      tags: "tags",
      custom_metadata: "own fields",
    },
  },
  songs: { one: "a song", columns: { removed_at: "place in the library" } },
  removed_songs: {
    one: "a removed song",
    columns: {
      removal_uuid: "removal",
      user_id: "remover",
      local_path: "file",
      fingerprint: "fingerprint",
      removed_at: "time of removal",
    },
  },
  library_folders: { one: "a watched folder", columns: { removed_at: "place in the library" } },
  playlist_folders: {
    one: "a folder of playlists",
    columns: { parent_id: "place in the tree", name: "name", order_key: "place in the list" },
  },
  playlists: {
    one: "a playlist",
    columns: {
      user_id: "owner",
      folder_id: "folder",
      kind: "kind",
      name: "name",
      description: "description",
      cover_key: "cover",
      is_public: "visibility",
      is_collaborative: "openness to others' changes",
      rules: "rules",
      is_frozen: "freeze",
      order_key: "place in the tree",
    },
  },
  playlist_tracks: {
    one: "an entry of a playlist",
    columns: {
      song_id: "song",
      order_key: "place in the playlist",
      notes: "notes",
      rating: "rating",
    },
  },
  playlist_collaborators: {
    one: "a collaborator of a playlist",
    columns: { permission_level: "permission" },
  },
  playback_queue_entries: {
    one: "the queue",
    columns: {
      song_ids: "content",
      entry_ids: "entries",
      play_order: "order",
      left_entry_id: "current entry",
      left_position_sec: "position",
    },
  },
};

/** `a playlist`; for rows whose feature has no better name. */
export function oneOf(table: string): string {
  return words[table]?.one ?? "something";
}

/** `rating`; null for a column nobody named. */
export function columnWord(table: string, column: string): string | null {
  return words[table]?.columns[column] ?? null;
}

/** The stored value as a person reads it; null for nothing. */
export function valueWords(column: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return `${value.byteLength / 4} entries`;
  if (column === "rating" && typeof value === "number") return stars(value);
  if (column.startsWith("is_")) return value === 1 || value === true ? "yes" : "no";
  if (column.endsWith("_at") && typeof value === "number") return new Date(value).toISOString();
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return listWords(text);
}

/** JSON arrays of words read as a list, objects as `key: value`; an empty one as nothing. */
function listWords(text: string): string | null {
  if (!/^[[{]/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((item) => typeof item === "string"))
      return value.length === 0 ? null : value.join(", ");
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      const pairs = Object.entries(value);
      if (pairs.every(([, item]) => typeof item === "string"))
        return pairs.length === 0
          ? null
          : pairs.map(([key, item]) => `${key}: ${String(item)}`).join(", ");
    }
    return text;
  } catch {
    return text;
  }
}

function stars(halves: number): string {
  return halves === 2 ? "1 star" : `${halves / 2} stars`;
}

/** Journaled columns that have no word: a test wants none. */
export function unnamedColumns(): string[] {
  return journaledTables.flatMap(({ name, columns }) =>
    columns
      .filter((column) => columnWord(name, column) === null)
      .map((column) => `${name}.${column}`),
  );
}
