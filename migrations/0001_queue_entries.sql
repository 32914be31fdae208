CREATE TABLE `playback_queue_entries` (
	`queue_id` integer PRIMARY KEY NOT NULL,
	`song_ids` blob NOT NULL,
	`entry_ids` blob NOT NULL,
	`play_order` blob,
	FOREIGN KEY (`queue_id`) REFERENCES `playback_queue`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `playback_queue_entries` (`queue_id`, `song_ids`, `entry_ids`, `play_order`)
SELECT `id`, `song_ids`, `entry_ids`, `play_order` FROM `playback_queue`;
--> statement-breakpoint
ALTER TABLE `playback_queue` DROP COLUMN `song_ids`;--> statement-breakpoint
ALTER TABLE `playback_queue` DROP COLUMN `entry_ids`;--> statement-breakpoint
ALTER TABLE `playback_queue` DROP COLUMN `play_order`;