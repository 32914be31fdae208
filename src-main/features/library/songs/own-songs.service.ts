import type { ChannelOutput, HandlerInput, Selection } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { ReadDb, WriteTx } from "#core/db/database.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { ChangeDescription, Journal } from "#core/journal/journal.ts";
import { currentRevision } from "#features/library/revision.ts";
import type { OwnChange, SongRepository } from "./song.repository.ts";
import { songCount } from "./songs.service.ts";

/** Above this many an event says "anything may have changed" instead of naming the songs. */
const namedSongs = 1000;

export interface OwnSongsServiceOptions {
  readonly read: ReadDb;
  readonly events: EventHub;
  readonly journal: Journal;
  readonly now: () => number;
  readonly songs: SongRepository;
  readonly resolveSelection: (selection: Selection) => Uint32Array;
}

/** How many songs are different now, and the change that made them so. */
export interface SongsChange {
  readonly changed: number;
  readonly changeUuid: string | null;
}

/** What a profile sets on songs: stars, favourites, hidden ones, notes and tags. All of it is journaled and its own. */
export class OwnSongsService {
  readonly #options: OwnSongsServiceOptions;

  constructor(options: OwnSongsServiceOptions) {
    this.#options = options;
  }

  setRating(selection: Selection, rating: number | null, caller: Caller): SongsChange {
    return this.#change(
      selection,
      caller,
      (tx, own) => this.#options.songs.setRating(tx, own, rating),
      (named) => ({
        kind: "songs.setRating",
        summary: (changed) =>
          rating === null
            ? `Took the rating off ${named(changed)}`
            : `Rated ${named(changed)} ${rating / 2} of 5`,
      }),
    );
  }

  setFavorite(selection: Selection, isFavorite: boolean, caller: Caller): SongsChange {
    return this.#change(
      selection,
      caller,
      (tx, own) => this.#options.songs.setFavorite(tx, own, isFavorite),
      (named) => ({
        kind: "songs.setFavorite",
        summary: (changed) =>
          isFavorite
            ? `Added ${named(changed)} to the favourites`
            : `Took ${named(changed)} out of the favourites`,
      }),
    );
  }

  /** Hidden songs are in no list of the profile that does not ask for them. */
  setHidden(selection: Selection, isHidden: boolean, caller: Caller): SongsChange {
    return this.#change(
      selection,
      caller,
      (tx, own) => this.#options.songs.setHidden(tx, own, isHidden),
      (named) => ({
        kind: "songs.setHidden",
        summary: (changed) =>
          isHidden ? `Hid ${named(changed)}` : `Showed ${named(changed)} again`,
      }),
    );
  }

  /** @param notes null, or nothing but spaces: none */
  setNotes(uuid: string, notes: string | null, caller: Caller): SongsChange {
    const kept = notes === null || notes.trim() === "" ? null : notes;
    const title = this.#options.songs.getTitle(uuid);
    return this.#change(
      { uuids: [uuid] },
      caller,
      (tx, own) => this.#options.songs.setNotes(tx, own, kept),
      () => ({
        kind: "songs.setNotes",
        summary: kept === null ? `Took the notes off "${title}"` : `Wrote notes on "${title}"`,
        subjectUuid: uuid,
      }),
    );
  }

  /** A tag that is both added and taken away is added. */
  editTags({ selection, ...tags }: HandlerInput<"songs.editTags">, caller: Caller): SongsChange {
    const add = [...new Set(tags.add)];
    const remove = [...new Set(tags.remove)].filter((tag) => !add.includes(tag));
    return this.#change(
      selection,
      caller,
      (tx, own) => this.#options.songs.editTags(tx, own, { add, remove }),
      (named) => ({
        kind: "songs.editTags",
        summary: (changed) => tagSummary(add, remove, named(changed)),
      }),
    );
  }

  countTags(selection: Selection, caller: Caller): ChannelOutput<"songs.countTags"> {
    const { songs, resolveSelection } = this.#options;
    const ids = resolveSelection(selection);
    return { songs: ids.length, tags: songs.getTagCounts(ids, caller.actor.userId) };
  }

  #change(
    selection: Selection,
    caller: Caller,
    write: (tx: WriteTx, own: OwnChange) => number,
    describe: (named: (changed: number) => string) => ChangeDescription<number>,
  ): SongsChange {
    const { journal, now, resolveSelection } = this.#options;
    const ids = resolveSelection(selection);
    if (ids.length === 0) {
      throw new AppError("not_found", "None of these songs is in the library any more.");
    }
    const own = { userId: caller.actor.userId, ids, now: now() };
    const { result, changeUuid } = journal.change<number>(
      caller,
      (tx) => write(tx, own),
      describe((changed) => this.#named(ids, changed)),
    );
    if (changeUuid !== null) this.#tell(ids, caller);
    return { changed: result, changeUuid };
  }

  /** One song is called by its title, several by their number. */
  #named(ids: Uint32Array, changed: number): string {
    const [id] = ids;
    const title =
      ids.length === 1 && id !== undefined ? this.#options.songs.getTitleById(id) : null;
    return title === null ? songCount(changed) : `"${title}"`;
  }

  /** Only the profile's own windows are told, and the library's revision stays. */
  #tell(ids: Uint32Array, caller: Caller): void {
    const { read, events, songs } = this.#options;
    const songUuids = ids.length > namedSongs ? null : songs.getUuidsByIds(ids);
    const payload = { revision: currentRevision(read), songUuids };
    events.emit("library.changed", payload, caller.actor.userId);
  }
}

function tagSummary(add: readonly string[], remove: readonly string[], songs: string): string {
  const named = (tags: readonly string[]): string => {
    const shown = tags.slice(0, 3).map((tag) => `"${tag}"`);
    return tags.length > 3 ? `${shown.join(", ")} and ${tags.length - 3} more` : shown.join(", ");
  };
  if (remove.length === 0) return `Tagged ${songs} ${named(add)}`;
  if (add.length === 0) return `Took ${named(remove)} off ${songs}`;
  return `Tagged ${songs} ${named(add)} and took off ${named(remove)}`;
}
