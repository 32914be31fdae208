DROP INDEX `songs_isrc`;
--> statement-breakpoint
DROP INDEX `songs_musicbrainz_recording`;
--> statement-breakpoint
DROP INDEX `song_control_tags`;
--> statement-breakpoint
DROP INDEX `song_control_notes`;
--> statement-breakpoint
DROP INDEX `song_control_hidden`;
--> statement-breakpoint
DROP INDEX `play_history_playlist`;
--> statement-breakpoint
DROP INDEX `play_history_rules`;
--> statement-breakpoint
ALTER TABLE `play_history` DROP COLUMN `playlist_id`;
--> statement-breakpoint
ALTER TABLE `playback_queue_entries` DROP COLUMN `left_position_sec`;
--> statement-breakpoint
ALTER TABLE `playback_queue_entries` DROP COLUMN `left_entry_id`;
--> statement-breakpoint
ALTER TABLE `playback_queue` DROP COLUMN `playlist_id`;
--> statement-breakpoint
ALTER TABLE `playback_queue` DROP COLUMN `is_private`;
--> statement-breakpoint
DROP TABLE `playlist_collaborators`;
--> statement-breakpoint
DROP TABLE `playlist_tracks`;
--> statement-breakpoint
DROP TABLE `playlists`;
--> statement-breakpoint
DROP TABLE `playlist_folders`;
--> statement-breakpoint
DROP TABLE `journal_context`;
--> statement-breakpoint
DROP TABLE `change_journal_rows`;
--> statement-breakpoint
DROP TABLE `change_journal`;
--> statement-breakpoint
DROP TABLE `saved_filters`;
--> statement-breakpoint
DROP TABLE `notification_settings`;
--> statement-breakpoint
DROP TABLE `user_preferences`;
--> statement-breakpoint
DROP TABLE `login_attempts`;
--> statement-breakpoint
DROP TABLE `user_sessions`;
