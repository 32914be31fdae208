/** What of a table a person changes, and so what the journal writes down. */
export interface JournaledTable {
  readonly name: string;
  /** Its integer key, never reused. */
  readonly key: string;
  /** Columns whose changes are written down, each with the value before and after. */
  readonly columns: readonly string[];
  /** Whether new and deleted rows are written down too, whole. */
  readonly rows: boolean;
  /**
   * What a change is that no person made in a {@link Journal} transaction: `refused`, so that no service can forget the
   * journal; or `ignored`, where scans and players write the same columns.
   */
  readonly outside: "refused" | "ignored";
  /**
   * For rows of which every column is a thing of its own (a rating, a favourite mark): the SQL value that says nothing, by
   * column. Undoing the change that made such a row takes back only what that change said, and leaves what was said since.
   */
  readonly unset?: Readonly<Record<string, string>>;
  /** Columns that are left out of a whole row's entry when none of them says anything: is in `unset`, or NULL where that is silent. */
  readonly rarely?: readonly string[];
  /**
   * Columns that Segue itself fills in where nothing stood (a row of an imported file finds its song): undoing the insert
   * takes such a row along, unless a person filled it in.
   */
  readonly filledIn?: readonly string[];
  /** Columns that an undo puts back but that may have changed since: where a queue was left, its order. */
  readonly uncompared?: readonly string[];
}

/**
 * The journaled tables, in one place: triggers are generated from it, undo refuses any other. Never: play events, counters,
 * tasks, scans, caches, secrets, log-ins, layouts.
 */
export const journaledTables: readonly JournaledTable[] = [
  {
    name: "users",
    key: "id",
    columns: ["username", "email", "display_name", "avatar_key", "is_active", "is_admin"],
    rows: false,
    outside: "refused",
  },
  {
    name: "user_preferences",
    key: "id",
    columns: ["preference_value"],
    rows: true,
    outside: "refused",
  },
  {
    name: "notification_settings",
    key: "id",
    columns: ["is_enabled", "is_desktop_enabled", "is_in_app_enabled"],
    rows: true,
    outside: "refused",
  },
  { name: "saved_filters", key: "id", columns: ["name", "query"], rows: true, outside: "refused" },
  {
    name: "song_control",
    key: "id",
    columns: ["rating", "is_favorite", "is_hidden", "notes", "tags", "custom_metadata"],
    rows: true,
    outside: "refused",
    unset: {
      rating: "NULL",
      is_favorite: "0",
      is_hidden: "0",
      notes: "NULL",
      tags: "'[]'",
      custom_metadata: "'{}'",
    },
    rarely: ["notes", "tags", "custom_metadata"],
  },
  { name: "songs", key: "id", columns: ["removed_at"], rows: false, outside: "ignored" },
  {
    name: "removed_songs",
    key: "id",
    columns: ["removal_uuid", "user_id", "local_path", "fingerprint", "removed_at"],
    rows: true,
    outside: "ignored",
  },
  { name: "library_folders", key: "id", columns: ["removed_at"], rows: false, outside: "ignored" },
  {
    name: "playlist_folders",
    key: "id",
    columns: ["parent_id", "name", "order_key"],
    rows: true,
    outside: "refused",
  },
  {
    name: "playlists",
    key: "id",
    columns: [
      "user_id",
      "folder_id",
      "kind",
      "name",
      "description",
      "cover_key",
      "is_public",
      "is_collaborative",
      "rules",
      "is_frozen",
      "order_key",
    ],
    rows: true,
    outside: "refused",
  },
  {
    name: "playlist_tracks",
    key: "id",
    columns: ["song_id", "order_key", "notes", "rating"],
    rows: true,
    outside: "refused",
    filledIn: ["song_id"],
    rarely: [
      "notes",
      "rating",
      "last_played_at",
      "source_location",
      "source_title",
      "source_artist",
      "source_album",
      "source_duration_sec",
    ],
  },
  {
    name: "playlist_collaborators",
    key: "id",
    columns: ["permission_level"],
    rows: true,
    outside: "refused",
  },
  {
    name: "playback_queue_entries",
    key: "queue_id",
    columns: ["song_ids", "entry_ids", "play_order", "left_entry_id", "left_position_sec"],
    rows: false,
    outside: "ignored",
    // Steps, shuffle and repeat are not changes of the queue, and each moves these.
    uncompared: ["play_order", "left_entry_id", "left_position_sec"],
  },
];
