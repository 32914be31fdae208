DROP TABLE `app_meta`;
--> statement-breakpoint
DROP TABLE `schema_migrations`;
--> statement-breakpoint
DROP TABLE `ui_state`;
--> statement-breakpoint
DROP TABLE `users`;
--> statement-breakpoint
DROP TABLE `albums`;
--> statement-breakpoint
DROP TABLE `artists`;
--> statement-breakpoint
DROP TABLE `genres`;
--> statement-breakpoint
DROP TABLE `library_folders`;
--> statement-breakpoint
DROP TABLE `lyrics`;
--> statement-breakpoint
DROP TABLE `removed_songs`;
--> statement-breakpoint
DROP TABLE `scan_issues`;
--> statement-breakpoint
DROP TABLE `song_artists`;
--> statement-breakpoint
DROP TABLE `song_control`;
--> statement-breakpoint
DROP TABLE `song_genres`;
--> statement-breakpoint
DROP TABLE `song_search`;
--> statement-breakpoint
DROP TABLE `song_stats`;
--> statement-breakpoint
DROP TABLE `songs`;
--> statement-breakpoint
DROP TABLE `play_history`;
--> statement-breakpoint
DROP TABLE `playback_queue`;
--> statement-breakpoint
DROP TABLE `sessions`;
--> statement-breakpoint
DROP TABLE `tasks`;
