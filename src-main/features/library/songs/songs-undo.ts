import { AppError } from "#shared/errors/app-error.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { ChangeAuthor, JournalParticipant, TouchedRow } from "#core/journal/journal.ts";
import { currentRevision, nextRevision } from "#features/library/revision.ts";

/** Above this many an event says "anything may have changed" instead of naming the songs. */
const namedSongs = 1000;

/** What undoing changes of songs means for the library: its revision, and who is told. */
export class SongsUndo implements JournalParticipant {
  readonly tables = ["song_control", "songs", "removed_songs"] as const;
  readonly #read: ReadDb;
  readonly #events: EventHub;

  constructor(read: ReadDb, events: EventHub) {
    this.#read = read;
    this.#events = events;
  }

  /** @throws AppError `not_allowed` for what songs are in the library, from whoever is no administrator any more */
  authorize(_read: ReadDb, touched: readonly TouchedRow[], { actor }: ChangeAuthor): void {
    if (actor.isAdmin || touched.every(({ table }) => table === "song_control")) return;
    throw new AppError(
      "not_allowed",
      "Only an administrator may say which songs are in the library.",
    );
  }

  applied(tx: WriteTx, touched: readonly TouchedRow[]): void {
    const ids = touched.filter(({ table }) => table === "songs").map(({ rowId }) => rowId);
    if (ids.length === 0) return;
    // The lists ask for everything newer than they know.
    tx.run(
      "UPDATE songs SET revision = ? WHERE id IN (SELECT value FROM json_each(?))",
      nextRevision(tx),
      JSON.stringify(ids),
    );
  }

  announce(touched: readonly TouchedRow[], { actor }: ChangeAuthor): void {
    const revision = currentRevision(this.#read);
    const listed = touched.filter(({ table }) => table === "songs").map(({ rowId }) => rowId);
    if (listed.length > 0)
      this.#events.emit("library.changed", { revision, songUuids: this.#named(listed) });
    const own = touched.filter(({ table }) => table === "song_control");
    // What a profile says of songs is its own: only its windows are told, and the library's revision stays.
    if (own.length > 0) {
      const songUuids = own.length > namedSongs ? null : this.#named(this.#songsOf(own));
      this.#events.emit("library.changed", { revision, songUuids }, actor.userId);
    }
  }

  describe(read: ReadDb, touched: TouchedRow): string | null {
    const songId =
      touched.table === "songs"
        ? touched.rowId
        : (songOfRow(touched) ?? songOfControl(read, touched));
    if (songId === null) return null;
    const song = read.get<{ title: string }>("SELECT title FROM songs WHERE id = ?", songId);
    return song === undefined ? null : `"${song.title}"`;
  }

  #songsOf(touched: readonly TouchedRow[]): number[] {
    // A row that is gone says itself whose it was.
    const gone = touched.flatMap((row) => songOfRow(row) ?? []);
    const ids = touched.map(({ rowId }) => rowId);
    return [
      ...gone,
      ...this.#read.pluck<number>(
        "SELECT song_id FROM song_control WHERE id IN (SELECT value FROM json_each(?))",
        JSON.stringify(ids),
      ),
    ];
  }

  #named(ids: readonly number[]): string[] | null {
    if (ids.length > namedSongs) return null;
    return this.#read.pluck<string>(
      "SELECT uuid FROM songs WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify(ids),
    );
  }
}

function songOfRow({ row }: TouchedRow): number | null {
  const songId = row?.["song_id"];
  return typeof songId === "number" ? songId : null;
}

function songOfControl(read: ReadDb, { table, rowId }: TouchedRow): number | null {
  if (table !== "song_control") return null;
  const row = read.get<{ song_id: number }>("SELECT song_id FROM song_control WHERE id = ?", rowId);
  return row?.song_id ?? null;
}
