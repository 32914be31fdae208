/** How a table stands in an export. Integer ids never leave: rows are named, and refer to each other, by uuid. */
export interface ExportedTable {
  readonly name: string;
  /** Columns as they are. */
  readonly columns: readonly string[];
  /** Columns that refer to rows of other tables, written as those rows' uuids. */
  readonly references?: Readonly<Record<string, string>>;
  /** Columns that are not exported, and what they are in a new library (an SQL expression; null: the column's default). */
  readonly leftOut?: Readonly<Record<string, string | null>>;
  /** SQL of a column that is written otherwise than it stands. */
  readonly written?: Readonly<Record<string, string>>;
  /** Of the lines: one by which equal libraries have equal lines. */
  readonly order: string;
}

/**
 * Everything people made and the library knows, each table before those that refer to it. Not: secrets and log-ins, what is
 * playing, tasks, problems of scans, caches. A test holds this against the schema.
 */
export const exportedTables: readonly ExportedTable[] = [
  {
    name: "users",
    columns: [
      "uuid",
      "username",
      "email",
      "display_name",
      "avatar_key",
      "is_active",
      "is_admin",
      "created_at",
      "updated_at",
      "last_login",
    ],
    leftOut: { password_hash: null },
    // An administrator first: whoever imports goes on as that profile.
    order: "t.is_admin DESC, t.is_active DESC, t.id",
  },
  {
    name: "library_folders",
    columns: ["uuid", "path", "is_available", "added_at", "last_scan_at", "removed_at"],
    order: "t.id",
  },
  {
    name: "albums",
    columns: [
      "uuid",
      "identity",
      "title",
      "album_artist",
      "sort_title",
      "sort_album_artist",
      "year",
      "musicbrainz_release_id",
      "cover_key",
    ],
    order: "t.id",
  },
  {
    name: "artists",
    columns: ["uuid", "identity", "name", "sort_name", "musicbrainz_artist_id"],
    order: "t.id",
  },
  { name: "genres", columns: ["uuid", "identity", "name", "sort_name"], order: "t.id" },
  {
    name: "songs",
    columns: [
      "uuid",
      "local_path",
      "title",
      "artist",
      "album_artist",
      "album",
      "track_no",
      "track_total",
      "disc_no",
      "disc_total",
      "genre",
      "year",
      "release_date",
      "language_code",
      "explicit",
      "composer",
      "comment",
      "isrc",
      "bpm",
      "musical_key",
      "is_compilation",
      "musicbrainz_recording_id",
      "musicbrainz_track_id",
      "musicbrainz_release_id",
      "musicbrainz_release_group_id",
      "duration_sec",
      "filesize_bytes",
      "mtime_ms",
      "codec",
      "container",
      "is_lossless",
      "bitrate_kbps",
      "sample_rate_hz",
      "bit_depth",
      "channels",
      "replaygain_track_gain_db",
      "replaygain_track_peak",
      "replaygain_album_gain_db",
      "replaygain_album_peak",
      "origin",
      "availability",
      "fingerprint",
      "cover_key",
      "sort_title",
      "sort_artist",
      "sort_album_artist",
      "sort_album",
      "sort_genre",
      "added_at",
      "updated_at",
      "removed_at",
      "play_count",
      "skip_count",
      "last_played_at",
    ],
    references: { folder_id: "library_folders", album_id: "albums" },
    leftOut: { revision: "1" },
    order: "t.id",
  },
  {
    name: "song_artists",
    columns: ["role", "position"],
    references: { song_id: "songs", artist_id: "artists" },
    order: "t.song_id, t.role, t.position",
  },
  {
    name: "song_genres",
    columns: ["position"],
    references: { song_id: "songs", genre_id: "genres" },
    order: "t.song_id, t.position",
  },
  {
    name: "song_search",
    columns: ["folded"],
    references: { song_id: "songs" },
    order: "t.song_id",
  },
  {
    name: "lyrics",
    columns: ["plain_text", "synced_text", "source"],
    references: { song_id: "songs" },
    order: "t.song_id",
  },
  {
    name: "removed_songs",
    columns: ["removal_uuid", "local_path", "fingerprint", "removed_at"],
    references: { song_id: "songs", user_id: "users" },
    order: "t.id",
  },
  {
    name: "song_control",
    columns: [
      "rating",
      "is_favorite",
      "is_hidden",
      "notes",
      "tags",
      "custom_metadata",
      "updated_at",
    ],
    references: { user_id: "users", song_id: "songs" },
    order: "t.id",
  },
  {
    name: "user_preferences",
    columns: ["preference_key", "preference_value", "created_at", "updated_at"],
    references: { user_id: "users" },
    order: "t.id",
  },
  {
    name: "notification_settings",
    columns: [
      "notification_type",
      "is_enabled",
      "is_desktop_enabled",
      "is_in_app_enabled",
      "created_at",
      "updated_at",
    ],
    references: { user_id: "users" },
    order: "t.id",
  },
  {
    name: "ui_state",
    columns: ["component_name", "state_data", "created_at", "updated_at"],
    references: { user_id: "users" },
    order: "t.id",
  },
  {
    name: "saved_filters",
    columns: ["uuid", "name", "query", "created_at", "updated_at"],
    references: { user_id: "users" },
    order: "t.id",
  },
  {
    name: "playlist_folders",
    columns: ["uuid", "name", "order_key", "created_at", "updated_at"],
    references: { user_id: "users", parent_id: "playlist_folders" },
    order: "t.id",
  },
  {
    name: "playlists",
    columns: [
      "uuid",
      "kind",
      "name",
      "description",
      "cover_key",
      "is_public",
      "is_collaborative",
      "rules",
      "is_frozen",
      "refreshed_at",
      "order_key",
      "track_count",
      "total_duration_ms",
      "rating_sum",
      "rating_count",
      "play_count",
      "last_played_at",
      "created_at",
      "updated_at",
    ],
    references: { user_id: "users", folder_id: "playlist_folders" },
    leftOut: { revision: null },
    order: "t.id",
  },
  {
    name: "playlist_tracks",
    columns: [
      "uuid",
      "order_key",
      "added_at",
      "notes",
      "rating",
      "play_count",
      "last_played_at",
      "source_location",
      "source_title",
      "source_artist",
      "source_album",
      "source_duration_sec",
    ],
    references: { playlist_id: "playlists", song_id: "songs", added_by_user_id: "users" },
    order: "t.id",
  },
  {
    name: "playlist_collaborators",
    columns: ["permission_level", "added_at"],
    references: { playlist_id: "playlists", user_id: "users" },
    order: "t.id",
  },
  {
    name: "sessions",
    columns: [
      "uuid",
      "device",
      "context",
      "started_at",
      "last_activity_at",
      "ended_at",
      "play_count",
      "skip_count",
      "heard_sec",
    ],
    references: { user_id: "users" },
    order: "t.id",
  },
  {
    name: "play_history",
    columns: [
      "uuid",
      "played_at",
      "utc_offset_min",
      "duration_played_sec",
      "duration_sec",
      "verdict",
      "completed",
      "skipped",
      "title",
      "artist",
      "album",
    ],
    references: {
      session_id: "sessions",
      user_id: "users",
      song_id: "songs",
      playlist_id: "playlists",
    },
    order: "t.id",
  },
  {
    name: "song_stats",
    columns: ["play_count", "skip_count", "last_played_at"],
    references: { user_id: "users", song_id: "songs" },
    // As the lines of profiles and songs come.
    order: "u1.is_admin DESC, u1.is_active DESC, t.user_id, t.song_id",
  },
  {
    // The audit trail; what could be undone there cannot be undone in another library.
    name: "change_journal",
    columns: [
      "uuid",
      "actor_name",
      "device",
      "kind",
      "summary",
      "subject_uuid",
      "created_at",
      "change_count",
      "state",
    ],
    references: { user_id: "users" },
    leftOut: {
      is_undoable: "0",
      undone_at: null,
      target_id: null,
      first_row_id: null,
      last_row_id: null,
      schema_version: "(SELECT user_version FROM pragma_user_version)",
    },
    written: { state: "CASE t.state WHEN 'undone' THEN 'discarded' ELSE t.state END" },
    order: "t.id",
  },
];

/** Tables of the database that are not in an export, and why. */
export const tablesLeftOut: Readonly<Record<string, string>> = {
  app_meta: "facts of this installation",
  schema_migrations: "facts of this installation",
  user_sessions: "log-ins",
  login_attempts: "log-ins",
  scan_issues: "found again by the next scan",
  tasks: "work of this installation",
  playback_queue: "what is playing here",
  playback_queue_entries: "what is playing here",
  change_journal_rows: "names rows by numbers that another library does not have",
  journal_context: "bookkeeping of the journal",
};

/** The name under which a reference is written: `song_id` as `song_uuid`. */
export function referenceName(column: string): string {
  return column.replace(/_id$/, "_uuid");
}

/** All rows of a table in the order of an export. */
export function exportSql(table: ExportedTable): string {
  const references = Object.entries(table.references ?? {});
  const columns = [
    ...table.columns.map((column) => `${table.written?.[column] ?? `t.${column}`} AS ${column}`),
    ...references.map(
      ([column], index) => `${alias(column, index)}.uuid AS ${referenceName(column)}`,
    ),
  ];
  const joins = references.map(
    ([column, target], index) =>
      `LEFT JOIN ${target} ${alias(column, index)} ON ${alias(column, index)}.id = t.${column}`,
  );
  return `SELECT ${columns.join(", ")} FROM ${table.name} t ${joins.join(" ")} ORDER BY ${table.order}`;
}

function alias(column: string, index: number): string {
  return column === "user_id" ? "u1" : `r${index}`;
}
