/** A process of its own that does what a start does up to the first rows, and says how long it took since it began. */
import { Database } from "#core/db/database.ts";
import { noSession } from "#core/ipc/caller.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { Journal } from "#core/journal/journal.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { SongRepository } from "#features/library/songs/song.repository.ts";
import { SongsService } from "#features/library/songs/songs.service.ts";
import { SongViews } from "#features/library/view/song-views.ts";

const [path = "", wait = ""] = process.argv.slice(2);
const views = new SongViews(path, silentLogger);
const database = new Database(path);
const songs = new SongRepository(database.read);
const events = new EventHub();
const journal = new Journal({ database, events, now: Date.now });
const service = new SongsService({ database, events, journal, now: Date.now, views, songs });
const caller = {
  actor: { userId: 1, userUuid: "", isAdmin: true, displayName: "Bench" },
  clientId: "bench",
  device: "bench",
  session: noSession,
};
const view = await service.openView({ viewName: "songs", query: "", sort: [] }, caller);
service.getWindow({ snapshotId: view.snapshotId, offset: 0, limit: 100 }, caller);
const startMs = performance.now();
// Idle: what the worker loads ahead is loaded, young garbage is gone.
if (wait === "idle") await new Promise((resolve) => setTimeout(resolve, 4000));
console.log(JSON.stringify({ startMs, rssBytes: process.memoryUsage.rss() }));
await views.close();
database.close();
