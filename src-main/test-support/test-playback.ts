import { randomUUID } from "node:crypto";
import type { ChannelInput } from "#shared/contract/index.ts";
import { type Caller, noSession } from "#core/ipc/caller.ts";
import { EventHub, type HubEvent } from "#core/ipc/event-hub.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { createAccounts } from "#features/accounts/index.ts";
import { SongRepository } from "#features/library/songs/song.repository.ts";
import { createPlayback, type Playback, type PlaybackDeps } from "#features/playback/index.ts";
import { contextOf, insertCaller } from "./test-context.ts";
import { createTestDatabase } from "./test-database.ts";

export interface TestSong {
  readonly id: number;
  readonly uuid: string;
}

export interface SongDraft {
  readonly title?: string;
  readonly durationSec?: number;
  readonly origin?: "folder" | "generated";
  readonly path?: string;
  readonly container?: string;
  readonly codec?: string;
}

type Enqueue = ChannelInput<"playback.enqueue">;

/** Playback over a real database, with a clock that only the test moves. */
export class TestPlayback implements AsyncDisposable {
  readonly context: FeatureContext;
  readonly folder: string;
  readonly events: HubEvent[] = [];
  playback: Playback;
  nowMs = Date.UTC(2026, 0, 15, 12);
  readonly #test = createTestDatabase();
  readonly #options: Partial<PlaybackDeps>;
  readonly #owner;

  constructor(options: Partial<PlaybackDeps> = {}) {
    const { database, folder } = this.#test;
    const events = new EventHub();
    const now = (): number => this.nowMs;
    this.folder = folder;
    this.context = contextOf(database, folder, { now, events });
    events.subscribe((event) => this.events.push(event));
    this.#options = options;
    this.#owner = createAccounts(this.context, { userName: "ana" }).ownerActor();
    this.playback = this.#start();
  }

  get database() {
    return this.#test.database;
  }

  caller(device = "web"): Caller {
    return { actor: this.#owner, clientId: "window", device, session: noSession };
  }

  /** Another profile. */
  callerOf(username: string, device = "web"): Caller {
    return insertCaller(this.database, username, { device });
  }

  /** The same data folder after the process was killed: nothing is closed, memory is gone. */
  crashAndRestart(): void {
    this.playback = this.#start();
  }

  async restart(): Promise<void> {
    await this.playback.close();
    this.playback = this.#start();
  }

  pass(seconds: number): void {
    this.nowMs += seconds * 1000;
  }

  addSongs(count: number, draft: SongDraft = {}): TestSong[] {
    return this.database.write((tx) =>
      Array.from({ length: count }, (_, index) => {
        const uuid = randomUUID();
        const title = draft.title ?? `Song ${index}`;
        const { lastInsertRowid: id } = tx.run(
          `INSERT INTO songs (uuid, local_path, title, artist, duration_sec, filesize_bytes, origin, container, codec,
             sort_title, sort_artist, sort_album_artist, sort_album, sort_genre, added_at, updated_at, revision)
           VALUES (?, ?, ?, 'Ana Reyes', ?, 1, ?, ?, ?, '', '', '', '', '', 1, 1, 1)`,
          uuid,
          draft.path ?? `/music/${uuid}.mp3`,
          title,
          draft.durationSec ?? 200,
          draft.origin ?? "folder",
          draft.container ?? "mp3",
          draft.codec ?? "mp3",
        );
        return { id, uuid };
      }),
    );
  }

  setAvailability(song: TestSong, availability: "available" | "missing" | "unavailable"): void {
    this.database.write((tx) => {
      tx.run("UPDATE songs SET availability = ? WHERE id = ?", availability, song.id);
    });
  }

  async enqueue(
    songs: readonly TestSong[],
    options: Partial<Omit<Enqueue, "selection">> = {},
    caller = this.caller(),
  ) {
    const selection = { uuids: songs.map((song) => song.uuid) };
    const input = { selection, mode: "replace" as const, startIndex: 0, heardSec: 0, ...options };
    return (await this.playback.handlers["playback.enqueue"](input, caller)).state;
  }

  async advance(
    reason: ChannelInput<"playback.advance">["reason"],
    heardSec = 0,
    options: { readonly toIndex?: number; readonly caller?: Caller } = {},
  ) {
    const { toIndex, caller = this.caller() } = options;
    return this.playback.handlers["playback.advance"](
      { reason, heardSec, ...(toIndex === undefined ? {} : { toIndex }) },
      caller,
    );
  }

  async state(caller = this.caller()) {
    return this.playback.handlers["playback.getState"]({}, caller);
  }

  async report(entryId: number, positionSec: number, heardSec: number, caller = this.caller()) {
    const report = { entryId, positionSec, heardSec };
    await this.playback.handlers["playback.reportProgress"](report, caller);
  }

  async titles(caller = this.caller(), limit = 1000): Promise<string[]> {
    const queue = await this.playback.handlers["playback.getQueue"]({ offset: 0, limit }, caller);
    return queue.rows.map((row) => row.song.title);
  }

  /** Events as they stand in the table, oldest first. */
  history(): {
    song_id: number;
    verdict: string;
    heard: number;
    completed: number;
    session: number;
  }[] {
    return this.database.read.all(
      `SELECT song_id, verdict, duration_played_sec AS heard, completed, session_id AS session
       FROM play_history ORDER BY id`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.playback.close();
    await this.context.tasks.close();
    this.#test[Symbol.dispose]();
  }

  #start(): Playback {
    const songs = new SongRepository(this.database.read);
    return createPlayback(this.context, {
      songs: {
        songsToPlay: (selection) => {
          if (!("uuids" in selection)) throw new Error("Tests select songs by name");
          return { songIds: songs.getIdsByUuids(selection.uuids), playlistId: null };
        },
        songRows: (ids, userId) => songs.getRows(ids, userId),
        idOfUuid: (uuid) => songs.getIdByUuid(uuid),
      },
      covers: { get: () => Promise.resolve(null) },
      utcOffsetMin: () => 60,
      ...this.#options,
    });
  }
}
