import { rmSync } from "node:fs";
import { join } from "node:path";
import { appRoot } from "#core/files/app-root.ts";
import { openDatabase } from "#core/db/open-database.ts";
import { EventHub } from "#core/ipc/event-hub.ts";
import { type ChangeAuthor, Journal, withoutJournal } from "#core/journal/journal.ts";
import { UndoService } from "#core/journal/undo.service.ts";
import { SongRepository } from "#features/library/songs/song.repository.ts";
import { insertSong } from "#test-support/test-songs.ts";
import { type Measurement, percentile, timeMs } from "./harness.ts";

const edited = 50_000;
const entries = 10_000;
const rounds = 9;

/** What the journal costs a bulk edit, and how fast it is taken back. */
export async function bench(): Promise<Measurement[]> {
  const folder = join(appRoot(), "bench", "data", "journal");
  rmSync(folder, { recursive: true, force: true });
  const database = openDatabase(join(folder, "segue.db"), { backupFolder: folder });
  try {
    const events = new EventHub();
    const now = Date.now;
    const journal = new Journal({ database, events, now });
    const undo = new UndoService({ database, events, journal, now });
    const author: ChangeAuthor = {
      actor: { userId: 1, userUuid: "u", displayName: "Ana", isAdmin: true },
      device: "bench",
    };
    database.write((tx) => {
      tx.run("INSERT INTO users (uuid, username, display_name) VALUES ('u', 'ana', 'Ana')");
      for (let no = 0; no < edited; no += 1) insertSong(tx, { title: `Song ${no}`, revision: 1 });
    });
    const songs = new SongRepository(database.read);
    const change = {
      userId: 1,
      ids: Uint32Array.from({ length: edited }, (_, at) => at + 1),
      now: 1,
    };
    const described = { kind: "bench", summary: "Rated 50000 songs" };
    const rate = (rating: number, isJournaled: boolean): void => {
      if (isJournaled)
        journal.change(author, (tx) => songs.setRating(tx, change, rating), described);
      else
        database.write((tx) =>
          withoutJournal(tx, () => {
            songs.setRating(tx, change, rating);
          }),
        );
    };
    const unrate = (): void => {
      database.write((tx) =>
        withoutJournal(tx, () => {
          tx.run("DELETE FROM song_control");
        }),
      );
    };
    const samples = {
      firstPlain: [],
      first: [],
      againPlain: [],
      again: [],
      undoEdit: [],
    } satisfies Record<string, number[]> as Record<
      "firstPlain" | "first" | "againPlain" | "again" | "undoEdit",
      number[]
    >;
    // One after the other in one run, so that both meet the same machine.
    for (let round = 0; round < rounds; round += 1) {
      unrate();
      samples.firstPlain.push(await timeMs(() => rate(4, false)));
      unrate();
      samples.first.push(await timeMs(() => rate(4, true)));
      samples.againPlain.push(await timeMs(() => rate(6, false)));
      samples.again.push(await timeMs(() => rate(8, true)));
      samples.undoEdit.push(await timeMs(() => undo.undo(author)));
    }
    const removals: number[] = [];
    journal.change(
      author,
      (tx) => {
        tx.run("INSERT INTO playlists (uuid, user_id, name, order_key) VALUES ('p', 1, 'P', 'a')");
        tx.run(
          `INSERT INTO playlist_tracks (uuid, playlist_id, song_id, order_key, added_at, added_by_user_id)
           SELECT 'entry ' || id, 1, id, printf('a%06d', id), 1, 1 FROM songs WHERE id <= ?`,
          entries,
        );
      },
      described,
    );
    const undone: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      removals.push(
        await timeMs(() =>
          journal.change(author, (tx) => tx.run("DELETE FROM playlist_tracks"), described),
        ),
      );
      undone.push(await timeMs(() => undo.undo(author)));
    }
    const median = (values: readonly number[]): number => percentile(values, 0.5);
    const most = { bound: "most" as const };
    return [
      {
        name: "undo of a 10,000-entry removal, median",
        unit: "ms",
        measured: median(undone),
        target: 200,
        ...most,
      },
      {
        name: "rating 50,000 songs anew: with journal / without",
        unit: "times",
        measured: median(samples.again) / median(samples.againPlain),
        target: 2,
        ...most,
        peer: { name: "with journal, ms", measured: median(samples.again) },
      },
      {
        name: "rating 50,000 songs first: with journal / without",
        unit: "times",
        measured: median(samples.first) / median(samples.firstPlain),
        target: 2,
        ...most,
        peer: { name: "with journal, ms", measured: median(samples.first) },
      },
      {
        name: "undo of rating 50,000 songs, median",
        unit: "ms",
        measured: median(samples.undoEdit),
        target: 500,
        ...most,
      },
    ];
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
