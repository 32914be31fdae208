import type { ChannelInput, ChannelName, ChannelOutput } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { HubEvent } from "#core/ipc/event-hub.ts";
import { journalHandlers } from "#core/journal/journal.handlers.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { createSongs, type Songs } from "#features/library/index.ts";
import { createPlaylists, type Playlists } from "#features/playlists/index.ts";
import { createTestContext, insertCaller } from "./test-context.ts";
import { insertSong } from "./test-songs.ts";

export interface TestSong {
  readonly id: number;
  readonly uuid: string;
}

/** Playlists and song lists over a real database with the production migrations. */
export class TestPlaylists implements AsyncDisposable {
  readonly context: FeatureContext;
  readonly told: HubEvent[];
  readonly songs: Songs;
  readonly playlists: Playlists;
  readonly folder: string;
  readonly #test: ReturnType<typeof createTestContext>;

  constructor(options: { readonly now?: () => number } = {}) {
    this.#test = createTestContext(options);
    this.context = this.#test.context;
    this.told = this.#test.told;
    this.folder = this.#test.folder;
    this.songs = createSongs(this.context);
    this.playlists = createPlaylists(this.context, {
      songs: this.songs,
      pictures: { keep: (uuid) => Promise.resolve(`picture-${uuid}`) },
    });
  }

  get database() {
    return this.context.database;
  }

  caller(name: string, options: { readonly isAdmin?: boolean } = {}): Caller {
    return insertCaller(this.database, name, options);
  }

  /** The same profile in another window. */
  otherWindow(caller: Caller): Caller {
    return { ...caller, clientId: `other ${caller.clientId}` };
  }

  /** Songs `Song 0`, `Song 1` ... of a minute and `index` seconds. */
  addSongs(count: number, title = "Song"): TestSong[] {
    return this.database.write((tx) => {
      const ids = Array.from({ length: count }, (_, index) =>
        insertSong(tx, {
          title: `${title} ${index}`,
          artist: `Artist ${index % 7}`,
          durationSec: 60 + (index % 100),
          revision: 1,
        }),
      );
      tx.run(
        "INSERT INTO app_meta (key, value) VALUES ('library_revision', '1') ON CONFLICT (key) DO NOTHING",
      );
      return tx.all<TestSong>(
        "SELECT id, uuid FROM songs WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        JSON.stringify(ids),
      );
    });
  }

  /** Asks a channel of playlists, filters, songs or the journal. */
  async ask<Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
    caller: Caller,
  ): Promise<ChannelOutput<Name>> {
    const handlers: Partial<Record<ChannelName, (input: unknown, caller: Caller) => unknown>> =
      Object.fromEntries(
        [this.playlists.handlers, this.songs.handlers, journalHandlers(this.context)]
          .flatMap((some) => Object.entries(some))
          .map(([name, handler]) => [name, handler as (input: unknown, caller: Caller) => unknown]),
      );
    const handler = handlers[channel];
    if (handler === undefined) throw new Error(`Nobody answers ${channel}`);
    return (await handler(input, caller)) as ChannelOutput<Name>;
  }

  /** A playlist with these songs. @returns its uuid */
  async create(
    caller: Caller,
    songs: readonly TestSong[] = [],
    name = "Road trip",
  ): Promise<string> {
    const { playlist } = await this.ask("playlists.create", { name }, caller);
    if (songs.length > 0) await this.add(playlist.uuid, songs, caller);
    return playlist.uuid;
  }

  add(
    uuid: string,
    songs: readonly TestSong[],
    caller: Caller,
    beforeEntryUuid: string | null = null,
  ) {
    return this.ask(
      "playlists.addTracks",
      {
        uuid,
        selection: { uuids: songs.map((song) => song.uuid) },
        beforeEntryUuid,
        duplicates: "add",
      },
      caller,
    );
  }

  open(uuid: string, caller: Caller, options: Partial<ChannelInput<"playlists.openView">> = {}) {
    return this.ask(
      "playlists.openView",
      { viewName: "playlist", uuid, query: "", sort: [], ...options },
      caller,
    );
  }

  /** The lines of a playlist as a window shows them. */
  async lines(
    uuid: string,
    caller: Caller,
    options: Partial<ChannelInput<"playlists.openView">> = {},
  ) {
    const { snapshotId } = await this.open(uuid, caller, options);
    const { rows } = await this.ask(
      "playlists.getWindow",
      { snapshotId, offset: 0, limit: 1000 },
      caller,
    );
    return rows.filter((row) => row !== null);
  }

  async titles(
    uuid: string,
    caller: Caller,
    options: Partial<ChannelInput<"playlists.openView">> = {},
  ): Promise<(string | null)[]> {
    return (await this.lines(uuid, caller, options)).map((line) => line.song?.title ?? null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.playlists.close();
    await this.songs.close();
    this.#test[Symbol.dispose]();
  }
}
