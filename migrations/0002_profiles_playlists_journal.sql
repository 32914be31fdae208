CREATE TABLE `login_attempts` (
	`name_hash` text PRIMARY KEY NOT NULL,
	`failed_count` integer NOT NULL,
	`last_failed_at` integer NOT NULL,
	`next_attempt_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notification_settings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`notification_type` text NOT NULL,
	`is_enabled` integer NOT NULL,
	`is_desktop_enabled` integer NOT NULL,
	`is_in_app_enabled` integer NOT NULL,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notification_settings_user_type` ON `notification_settings` (`user_id`,`notification_type`);--> statement-breakpoint
CREATE TABLE `saved_filters` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "saved_filters_named" CHECK(length("saved_filters"."name") > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_filters_uuid_unique` ON `saved_filters` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `saved_filters_user_name` ON `saved_filters` (`user_id`,`name`);--> statement-breakpoint
CREATE TABLE `user_preferences` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`preference_key` text NOT NULL,
	`preference_value` text NOT NULL,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_preferences_user_key` ON `user_preferences` (`user_id`,`preference_key`);--> statement-breakpoint
CREATE TABLE `user_sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`user_id` integer NOT NULL,
	`token_hash` text NOT NULL,
	`device` text NOT NULL,
	`client_label` text NOT NULL,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`last_activity_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`expires_at` integer NOT NULL,
	`locked_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_sessions_uuid_unique` ON `user_sessions` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_sessions_token_hash_unique` ON `user_sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `user_sessions_user` ON `user_sessions` (`user_id`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `user_sessions_expiry` ON `user_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `change_journal` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`user_id` integer,
	`actor_name` text NOT NULL,
	`device` text NOT NULL,
	`kind` text NOT NULL,
	`summary` text NOT NULL,
	`subject_uuid` text,
	`created_at` integer NOT NULL,
	`change_count` integer DEFAULT 0 NOT NULL,
	`first_row_id` integer,
	`last_row_id` integer,
	`is_undoable` integer DEFAULT true NOT NULL,
	`state` text DEFAULT 'done' NOT NULL,
	`undone_at` integer,
	`target_id` integer,
	`schema_version` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`target_id`) REFERENCES `change_journal`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "change_journal_state" CHECK("change_journal"."state" IN ('done', 'undone', 'discarded'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `change_journal_uuid_unique` ON `change_journal` (`uuid`);--> statement-breakpoint
CREATE INDEX `change_journal_user` ON `change_journal` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `change_journal_undone` ON `change_journal` (`user_id`,`undone_at`) WHERE state = 'undone';--> statement-breakpoint
CREATE INDEX `change_journal_subject` ON `change_journal` (`subject_uuid`,`id`) WHERE subject_uuid IS NOT NULL;--> statement-breakpoint
CREATE INDEX `change_journal_kind` ON `change_journal` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `change_journal_time` ON `change_journal` (`created_at`);--> statement-breakpoint
CREATE INDEX `change_journal_target` ON `change_journal` (`target_id`) WHERE target_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `change_journal_rows` (
	`id` integer PRIMARY KEY NOT NULL,
	`journal_id` integer NOT NULL,
	`table_name` text NOT NULL,
	`operation` text NOT NULL,
	`row_id` integer NOT NULL,
	`column_name` text,
	`old_value` blob,
	`new_value` blob
);
--> statement-breakpoint
CREATE TABLE `journal_context` (
	`id` integer PRIMARY KEY NOT NULL,
	`journal_id` integer,
	`is_suspended` integer DEFAULT false NOT NULL,
	`are_totals_paused` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `playlist_collaborators` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`playlist_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`permission_level` text DEFAULT 'edit' NOT NULL,
	`added_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`playlist_id`) REFERENCES `playlists`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "playlist_collaborators_level" CHECK("playlist_collaborators"."permission_level" IN ('view', 'edit', 'admin'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `playlist_collaborators_playlist_user` ON `playlist_collaborators` (`playlist_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `playlist_collaborators_user` ON `playlist_collaborators` (`user_id`);--> statement-breakpoint
CREATE TABLE `playlist_folders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`user_id` integer NOT NULL,
	`parent_id` integer,
	`name` text NOT NULL,
	`order_key` text NOT NULL,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`parent_id`) REFERENCES `playlist_folders`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `playlist_folders_uuid_unique` ON `playlist_folders` (`uuid`);--> statement-breakpoint
CREATE INDEX `playlist_folders_user` ON `playlist_folders` (`user_id`);--> statement-breakpoint
CREATE INDEX `playlist_folders_parent` ON `playlist_folders` (`parent_id`);--> statement-breakpoint
CREATE TABLE `playlist_tracks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`playlist_id` integer NOT NULL,
	`song_id` integer,
	`order_key` text NOT NULL,
	`added_by_user_id` integer,
	`added_at` integer NOT NULL,
	`notes` text,
	`rating` integer,
	`play_count` integer DEFAULT 0 NOT NULL,
	`last_played_at` integer,
	`source_location` text,
	`source_title` text,
	`source_artist` text,
	`source_album` text,
	`source_duration_sec` real,
	FOREIGN KEY (`playlist_id`) REFERENCES `playlists`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`song_id`) REFERENCES `songs`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`added_by_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "playlist_tracks_rating_range" CHECK("playlist_tracks"."rating" BETWEEN 1 AND 10),
	CONSTRAINT "playlist_tracks_identified" CHECK("playlist_tracks"."song_id" IS NOT NULL OR "playlist_tracks"."source_location" IS NOT NULL OR "playlist_tracks"."source_title" IS NOT NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `playlist_tracks_uuid_unique` ON `playlist_tracks` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `playlist_tracks_order` ON `playlist_tracks` (`playlist_id`,`order_key`);--> statement-breakpoint
CREATE INDEX `playlist_tracks_song` ON `playlist_tracks` (`song_id`,`playlist_id`);--> statement-breakpoint
CREATE INDEX `playlist_tracks_added_by` ON `playlist_tracks` (`added_by_user_id`);--> statement-breakpoint
CREATE INDEX `playlist_tracks_unmatched` ON `playlist_tracks` (`playlist_id`) WHERE song_id IS NULL;--> statement-breakpoint
CREATE TABLE `playlists` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`user_id` integer NOT NULL,
	`folder_id` integer,
	`kind` text DEFAULT 'manual' NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`cover_key` text,
	`is_public` integer DEFAULT false NOT NULL,
	`is_collaborative` integer DEFAULT false NOT NULL,
	`rules` text,
	`is_frozen` integer DEFAULT false NOT NULL,
	`refreshed_at` integer,
	`order_key` text NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`track_count` integer DEFAULT 0 NOT NULL,
	`total_duration_ms` integer DEFAULT 0 NOT NULL,
	`rating_sum` integer DEFAULT 0 NOT NULL,
	`rating_count` integer DEFAULT 0 NOT NULL,
	`rating_avg` real GENERATED ALWAYS AS ((rating_sum * 1.0 / nullif(rating_count, 0))) VIRTUAL,
	`play_count` integer DEFAULT 0 NOT NULL,
	`last_played_at` integer,
	`created_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	`updated_at` integer DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)) NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`folder_id`) REFERENCES `playlist_folders`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "playlists_kind" CHECK("playlists"."kind" IN ('manual', 'smart')),
	CONSTRAINT "playlists_rules" CHECK(("playlists"."kind" = 'smart') = ("playlists"."rules" IS NOT NULL)),
	CONSTRAINT "playlists_named" CHECK(length("playlists"."name") > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `playlists_uuid_unique` ON `playlists` (`uuid`);--> statement-breakpoint
CREATE INDEX `playlists_user` ON `playlists` (`user_id`,`folder_id`);--> statement-breakpoint
CREATE INDEX `playlists_folder` ON `playlists` (`folder_id`);--> statement-breakpoint
CREATE INDEX `playlists_public` ON `playlists` (`id`) WHERE is_public = 1;--> statement-breakpoint
ALTER TABLE `play_history` ADD `playlist_id` integer;--> statement-breakpoint
CREATE INDEX `play_history_rules` ON `play_history` (`user_id`,`song_id`,`played_at`,`verdict`,`duration_played_sec`,`utc_offset_min`);--> statement-breakpoint
CREATE INDEX `play_history_playlist` ON `play_history` (`playlist_id`,`played_at`) WHERE playlist_id IS NOT NULL;--> statement-breakpoint
ALTER TABLE `playback_queue` ADD `is_private` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `playback_queue` ADD `playlist_id` integer;--> statement-breakpoint
ALTER TABLE `playback_queue_entries` ADD `left_entry_id` integer;--> statement-breakpoint
ALTER TABLE `playback_queue_entries` ADD `left_position_sec` real;--> statement-breakpoint
CREATE INDEX `song_control_hidden` ON `song_control` (`user_id`,`song_id`) WHERE is_hidden = 1;--> statement-breakpoint
CREATE INDEX `song_control_notes` ON `song_control` (`user_id`,`song_id`) WHERE notes IS NOT NULL;--> statement-breakpoint
CREATE INDEX `song_control_tags` ON `song_control` (`user_id`,`song_id`) WHERE tags <> '[]';--> statement-breakpoint
CREATE INDEX `songs_musicbrainz_recording` ON `songs` (`musicbrainz_recording_id`) WHERE musicbrainz_recording_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `songs_isrc` ON `songs` (`isrc`) WHERE isrc IS NOT NULL;--> statement-breakpoint
INSERT INTO `journal_context` (`id`) VALUES (1);
