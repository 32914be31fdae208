CREATE TABLE `app_meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schema_migrations` (
	`version` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`sql_hash` text NOT NULL,
	`applied_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL
);
--> statement-breakpoint
CREATE INDEX `schema_migrations_name` ON `schema_migrations` (`name`);--> statement-breakpoint
CREATE TABLE `ui_state` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`component_name` text NOT NULL,
	`state_data` text NOT NULL,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ui_state_user_component` ON `ui_state` (`user_id`,`component_name`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`username` text NOT NULL,
	`email` text,
	`password_hash` text,
	`display_name` text NOT NULL,
	`avatar_key` text,
	`is_active` integer DEFAULT true NOT NULL,
	`is_admin` integer DEFAULT false NOT NULL,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`last_login` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_uuid_unique` ON `users` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_username_unique` ON `users` (`username`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `albums` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`identity` text NOT NULL,
	`title` text NOT NULL,
	`album_artist` text,
	`sort_title` text NOT NULL,
	`sort_album_artist` text NOT NULL,
	`year` integer,
	`musicbrainz_release_id` text,
	`cover_key` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `albums_uuid_unique` ON `albums` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `albums_identity_unique` ON `albums` (`identity`);--> statement-breakpoint
CREATE INDEX `albums_sort_title` ON `albums` (`sort_title`,`id`);--> statement-breakpoint
CREATE TABLE `artists` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`identity` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL,
	`musicbrainz_artist_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `artists_uuid_unique` ON `artists` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `artists_identity_unique` ON `artists` (`identity`);--> statement-breakpoint
CREATE INDEX `artists_sort_name` ON `artists` (`sort_name`,`id`);--> statement-breakpoint
CREATE TABLE `genres` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`identity` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `genres_uuid_unique` ON `genres` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `genres_identity_unique` ON `genres` (`identity`);--> statement-breakpoint
CREATE TABLE `library_folders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`path` text NOT NULL,
	`is_available` integer DEFAULT true NOT NULL,
	`added_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`last_scan_at` integer,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `library_folders_uuid_unique` ON `library_folders` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `library_folders_path_unique` ON `library_folders` (`path`);--> statement-breakpoint
CREATE TABLE `lyrics` (
	`song_id` integer PRIMARY KEY NOT NULL,
	`plain_text` text,
	`synced_text` text,
	`source` text NOT NULL,
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `removed_songs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`removal_uuid` text NOT NULL,
	`song_id` integer NOT NULL,
	`user_id` integer,
	`local_path` text,
	`fingerprint` text,
	`removed_at` integer NOT NULL,
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `removed_songs_song` ON `removed_songs` (`song_id`);--> statement-breakpoint
CREATE INDEX `removed_songs_removal` ON `removed_songs` (`removal_uuid`);--> statement-breakpoint
CREATE INDEX `removed_songs_path` ON `removed_songs` (`local_path`);--> statement-breakpoint
CREATE INDEX `removed_songs_fingerprint` ON `removed_songs` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `removed_songs_user` ON `removed_songs` (`user_id`);--> statement-breakpoint
CREATE TABLE `scan_issues` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`folder_id` integer,
	`path` text NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	`filesize_bytes` integer,
	`mtime_ms` real,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	FOREIGN KEY (`folder_id`) REFERENCES `library_folders`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scan_issues_uuid_unique` ON `scan_issues` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `scan_issues_path_unique` ON `scan_issues` (`path`);--> statement-breakpoint
CREATE INDEX `scan_issues_folder` ON `scan_issues` (`folder_id`);--> statement-breakpoint
CREATE TABLE `song_artists` (
	`song_id` integer NOT NULL,
	`artist_id` integer NOT NULL,
	`role` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`song_id`, `role`, `position`),
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`artist_id`) REFERENCES `artists`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `song_artists_artist` ON `song_artists` (`artist_id`,`song_id`);--> statement-breakpoint
CREATE TABLE `song_control` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`song_id` integer NOT NULL,
	`rating` integer,
	`is_favorite` integer DEFAULT false NOT NULL,
	`is_hidden` integer DEFAULT false NOT NULL,
	`notes` text,
	`tags` text DEFAULT '[]' NOT NULL,
	`custom_metadata` text DEFAULT '{}' NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "song_control_rating_range" CHECK("song_control"."rating" BETWEEN 1 AND 10)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `song_control_user_song` ON `song_control` (`user_id`,`song_id`);--> statement-breakpoint
CREATE INDEX `song_control_song` ON `song_control` (`song_id`);--> statement-breakpoint
CREATE INDEX `song_control_rating` ON `song_control` (`user_id`,`rating`,`song_id`) WHERE rating IS NOT NULL;--> statement-breakpoint
CREATE INDEX `song_control_favorite` ON `song_control` (`user_id`,`song_id`) WHERE is_favorite = 1;--> statement-breakpoint
CREATE TABLE `song_genres` (
	`song_id` integer NOT NULL,
	`genre_id` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`song_id`, `position`),
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`genre_id`) REFERENCES `genres`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `song_genres_genre` ON `song_genres` (`genre_id`,`song_id`);--> statement-breakpoint
CREATE TABLE `song_search` (
	`song_id` integer PRIMARY KEY NOT NULL,
	`folded` text NOT NULL,
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `song_stats` (
	`user_id` integer NOT NULL,
	`song_id` integer NOT NULL,
	`play_count` integer DEFAULT 0 NOT NULL,
	`skip_count` integer DEFAULT 0 NOT NULL,
	`last_played_at` integer,
	PRIMARY KEY(`user_id`, `song_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `song_stats_song` ON `song_stats` (`song_id`);--> statement-breakpoint
CREATE INDEX `song_stats_play_count` ON `song_stats` (`user_id`,`play_count`,`song_id`);--> statement-breakpoint
CREATE INDEX `song_stats_skip_count` ON `song_stats` (`user_id`,`skip_count`,`song_id`) WHERE skip_count > 0;--> statement-breakpoint
CREATE INDEX `song_stats_last_played` ON `song_stats` (`user_id`,`last_played_at`,`song_id`);--> statement-breakpoint
CREATE TABLE `songs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`folder_id` integer,
	`album_id` integer,
	`local_path` text,
	`title` text NOT NULL,
	`artist` text,
	`album_artist` text,
	`album` text,
	`track_no` integer,
	`track_total` integer,
	`disc_no` integer,
	`disc_total` integer,
	`genre` text,
	`year` integer,
	`release_date` text,
	`language_code` text,
	`explicit` integer,
	`composer` text,
	`comment` text,
	`isrc` text,
	`bpm` real,
	`musical_key` text,
	`is_compilation` integer DEFAULT false NOT NULL,
	`musicbrainz_recording_id` text,
	`musicbrainz_track_id` text,
	`musicbrainz_release_id` text,
	`musicbrainz_release_group_id` text,
	`duration_sec` real NOT NULL,
	`filesize_bytes` integer NOT NULL,
	`mtime_ms` real,
	`codec` text,
	`container` text,
	`is_lossless` integer DEFAULT false NOT NULL,
	`bitrate_kbps` real,
	`sample_rate_hz` integer,
	`bit_depth` integer,
	`channels` integer,
	`replaygain_track_gain_db` real,
	`replaygain_track_peak` real,
	`replaygain_album_gain_db` real,
	`replaygain_album_peak` real,
	`origin` text NOT NULL,
	`availability` text DEFAULT 'available' NOT NULL,
	`fingerprint` text,
	`cover_key` text,
	`sort_title` text NOT NULL,
	`sort_artist` text NOT NULL,
	`sort_album_artist` text NOT NULL,
	`sort_album` text NOT NULL,
	`sort_genre` text NOT NULL,
	`added_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`removed_at` integer,
	`revision` integer NOT NULL,
	`play_count` integer DEFAULT 0 NOT NULL,
	`skip_count` integer DEFAULT 0 NOT NULL,
	`last_played_at` integer,
	FOREIGN KEY (`folder_id`) REFERENCES `library_folders`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`album_id`) REFERENCES `albums`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "songs_origin" CHECK("songs"."origin" IN ('folder', 'imported', 'generated')),
	CONSTRAINT "songs_availability" CHECK("songs"."availability" IN ('available', 'missing', 'unavailable')),
	CONSTRAINT "songs_duration" CHECK("songs"."duration_sec" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `songs_uuid_unique` ON `songs` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `songs_local_path_unique` ON `songs` (`local_path`);--> statement-breakpoint
CREATE INDEX `songs_folder` ON `songs` (`folder_id`);--> statement-breakpoint
CREATE INDEX `songs_album` ON `songs` (`album_id`,`disc_no`,`track_no`);--> statement-breakpoint
CREATE INDEX `songs_fingerprint` ON `songs` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `songs_revision` ON `songs` (`revision`);--> statement-breakpoint
CREATE INDEX `songs_sort_title` ON `songs` (`sort_title`,`id`);--> statement-breakpoint
CREATE INDEX `songs_sort_artist` ON `songs` (`sort_artist`,`sort_album`,`disc_no`,`track_no`,`id`);--> statement-breakpoint
CREATE INDEX `songs_sort_album` ON `songs` (`sort_album`,`disc_no`,`track_no`,`id`);--> statement-breakpoint
CREATE INDEX `songs_sort_album_artist` ON `songs` (`sort_album_artist`,`id`);--> statement-breakpoint
CREATE INDEX `songs_sort_genre` ON `songs` (`sort_genre`,`id`);--> statement-breakpoint
CREATE INDEX `songs_columns` ON `songs` (`id`,`duration_sec`,`year`,`track_no`,`disc_no`,`bpm`,`musical_key`,`codec`,`bitrate_kbps`,`sample_rate_hz`,`filesize_bytes`,`added_at`);--> statement-breakpoint
CREATE INDEX `songs_removed` ON `songs` (`id`) WHERE removed_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `songs_added` ON `songs` (`added_at`,`id`);--> statement-breakpoint
CREATE INDEX `songs_eviction` ON `songs` (`play_count`,`last_played_at`);--> statement-breakpoint
CREATE TABLE `play_history` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`session_id` integer NOT NULL,
	`user_id` integer,
	`song_id` integer NOT NULL,
	`played_at` integer NOT NULL,
	`utc_offset_min` integer NOT NULL,
	`duration_played_sec` real NOT NULL,
	`duration_sec` real NOT NULL,
	`verdict` text NOT NULL,
	`completed` integer NOT NULL,
	`skipped` integer NOT NULL,
	`title` text NOT NULL,
	`artist` text,
	`album` text,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "play_history_verdict" CHECK("play_history"."verdict" IN ('played', 'skipped', 'partial')),
	CONSTRAINT "play_history_heard" CHECK("play_history"."duration_played_sec" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `play_history_uuid_unique` ON `play_history` (`uuid`);--> statement-breakpoint
CREATE INDEX `play_history_user_time` ON `play_history` (`user_id`,`played_at`,`id`);--> statement-breakpoint
CREATE INDEX `play_history_song_time` ON `play_history` (`song_id`,`played_at`);--> statement-breakpoint
CREATE INDEX `play_history_session` ON `play_history` (`session_id`);--> statement-breakpoint
CREATE TABLE `playback_queue` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`device` text NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`song_ids` blob NOT NULL,
	`entry_ids` blob NOT NULL,
	`next_entry_id` integer DEFAULT 1 NOT NULL,
	`play_order` blob,
	`position` integer,
	`is_shuffled` integer DEFAULT false NOT NULL,
	`repeat_mode` text DEFAULT 'off' NOT NULL,
	`position_sec` real DEFAULT 0 NOT NULL,
	`volume` real DEFAULT 1 NOT NULL,
	`is_muted` integer DEFAULT false NOT NULL,
	`play_started_at` integer,
	`play_utc_offset_min` integer,
	`play_heard_sec` real,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "playback_queue_repeat" CHECK("playback_queue"."repeat_mode" IN ('off', 'all', 'one'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `playback_queue_user_device` ON `playback_queue` (`user_id`,`device`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`user_id` integer,
	`device` text NOT NULL,
	`context` text,
	`started_at` integer NOT NULL,
	`last_activity_at` integer NOT NULL,
	`ended_at` integer,
	`play_count` integer DEFAULT 0 NOT NULL,
	`skip_count` integer DEFAULT 0 NOT NULL,
	`heard_sec` real DEFAULT 0 NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_uuid_unique` ON `sessions` (`uuid`);--> statement-breakpoint
CREATE INDEX `sessions_user_started` ON `sessions` (`user_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `sessions_open` ON `sessions` (`user_id`,`device`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`user_id` integer,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`payload` text NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`priority` integer DEFAULT 0 NOT NULL,
	`idempotency_key` text,
	`progress` text,
	`checkpoint` text,
	`result` text,
	`error_code` text,
	`error_message` text,
	`attempt` integer DEFAULT 0 NOT NULL,
	`lease_owner` text,
	`lease_expires_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`started_at` integer,
	`completed_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "tasks_status_known" CHECK("tasks"."status" IN ('pending', 'running', 'completed', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_uuid_unique` ON `tasks` (`uuid`);--> statement-breakpoint
CREATE INDEX `tasks_status` ON `tasks` (`status`,`priority`,`id`);--> statement-breakpoint
CREATE INDEX `tasks_kind_created` ON `tasks` (`kind`,`created_at`);--> statement-breakpoint
CREATE INDEX `tasks_user` ON `tasks` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_idempotency` ON `tasks` (`idempotency_key`) WHERE status IN ('pending', 'running');