CREATE TABLE `__kept_queue` AS SELECT q.`id`, q.`user_id`, q.`device`, q.`revision`, e.`song_ids`, e.`entry_ids`, q.`next_entry_id`, e.`play_order`, q.`position`, q.`is_shuffled`, q.`repeat_mode`, q.`position_sec`, q.`volume`, q.`is_muted`, q.`play_started_at`, q.`play_utc_offset_min`, q.`play_heard_sec`, q.`updated_at`
FROM `playback_queue` q JOIN `playback_queue_entries` e ON e.`queue_id` = q.`id`;
--> statement-breakpoint
DROP TABLE `playback_queue_entries`;
--> statement-breakpoint
DROP TABLE `playback_queue`;
--> statement-breakpoint
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
INSERT INTO `playback_queue` (`id`, `user_id`, `device`, `revision`, `song_ids`, `entry_ids`, `next_entry_id`, `play_order`, `position`, `is_shuffled`, `repeat_mode`, `position_sec`, `volume`, `is_muted`, `play_started_at`, `play_utc_offset_min`, `play_heard_sec`, `updated_at`)
SELECT `id`, `user_id`, `device`, `revision`, `song_ids`, `entry_ids`, `next_entry_id`, `play_order`, `position`, `is_shuffled`, `repeat_mode`, `position_sec`, `volume`, `is_muted`, `play_started_at`, `play_utc_offset_min`, `play_heard_sec`, `updated_at` FROM `__kept_queue`;
--> statement-breakpoint
DROP TABLE `__kept_queue`;
--> statement-breakpoint
CREATE UNIQUE INDEX `playback_queue_user_device` ON `playback_queue` (`user_id`,`device`);
