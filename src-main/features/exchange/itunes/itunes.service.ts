import { plainName } from "#shared/lib/plain-name.ts";
import { stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { HandlerInput } from "#shared/contract/index.ts";
import type { LibraryImportResult } from "#shared/contract/exchange.contract.ts";
import type { ChangeAuthor } from "#core/journal/journal.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import type { TaskContext } from "#core/tasks/task-kind.ts";
import { spawnWorker } from "#core/workers/spawn-worker.ts";
import { currentRevision, fillMarks, setAddedEarlier } from "#features/library/index.ts";
import { addImportedPlays, openImportedSession } from "#features/playback/index.ts";
import { addImportedPlaylists, type ImportedPlaylist } from "#features/playlists/index.ts";
import { messagesOf } from "#features/exchange/worker-messages.ts";
import { progressOf } from "#features/exchange/library/library.service.ts";
import type { ItunesJob, ItunesMessage, MatchedItunes } from "./itunes.messages.ts";
import { playsOf, stableUuid } from "./itunes-plays.ts";

type Take = HandlerInput<"exchange.importItunes">["take"];
type Task = Pick<TaskContext<unknown>, "signal" | "report">;

/** Plays written at once: main is held for some ten milliseconds. */
const playsAtOnce = 500;
const mostProblems = 100;

/** Takes over what iTunes or Apple Music knows of songs that the library has. */
export class ItunesService {
  readonly #context: FeatureContext;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  /**
   * Ratings, favourites and playlists are one change that can be undone; plays and dates are facts that stay.
   * @throws AppError `not_found`, `file_corrupt`, `unsupported`, `cancelled`
   */
  async importLibrary(
    input: Pick<HandlerInput<"exchange.importItunes">, "transferUuid" | "prefixMap" | "take">,
    author: ChangeAuthor,
    task: Task,
  ): Promise<LibraryImportResult> {
    const matched = await this.#read(input, author, task);
    task.signal.throwIfAborted();
    const { take } = input;
    const { ratings, playlists, problems } = this.#change(matched, take, author);
    if (take.dates) this.#setDates(matched);
    const plays = take.playCounts ? await this.#addPlays(matched, author, task) : 0;
    await this.#context.transfers.forget(input.transferUuid, author);
    this.#tell(author, playlists > 0);
    return {
      songsMatched: matched.tracks.length,
      songsUnmatched: matched.unmatched,
      ratings,
      plays,
      playlists,
      problems: problems.slice(0, mostProblems),
    };
  }

  async #read(
    input: Pick<HandlerInput<"exchange.importItunes">, "transferUuid" | "prefixMap">,
    author: ChangeAuthor,
    task: Task,
  ): Promise<MatchedItunes> {
    const file = this.#context.transfers.pathOf(input.transferUuid, author);
    const { size } = await stat(file);
    const progress = progressOf(task, "Reading the library of iTunes", size);
    const databasePath = this.#context.database.path;
    const workerData: ItunesJob = { databasePath, file, prefixMap: input.prefixMap };
    const worker = spawnWorker(import.meta.url, "./itunes.worker.ts", { workerData });
    for await (const message of messagesOf<Exclude<ItunesMessage, { kind: "failed" }>>(
      worker,
      task.signal,
    )) {
      if (message.kind === "matched") return message.matched;
      progress(message.bytes);
    }
    throw new Error("The thread ended without an answer");
  }

  #change(matched: MatchedItunes, take: Take, author: ChangeAuthor) {
    const { database, journal, now } = this.#context;
    const { userId } = author.actor;
    const marks = take.ratings
      ? matched.tracks
          .filter(({ rating, isLoved }) => rating !== null || isLoved)
          .map(({ songId, rating, isLoved }) => ({ songId, rating, isFavorite: isLoved }))
      : [];
    const wanted = take.playlists ? inTreeOrder(matched.playlists, author.actor.userUuid) : [];
    const { result } = journal.change(
      author,
      (tx) => ({
        ratings: fillMarks(tx, userId, marks, now()),
        ...addImportedPlaylists(database, tx, wanted, { userId, now: now() }),
      }),
      {
        kind: "exchange.importItunes",
        summary: ({ ratings, added }) =>
          `Imported ${counted(ratings, "rating")} and ${counted(added, "playlist")} from iTunes`,
      },
    );
    const smart = matched.playlists.filter(({ isSmart }) => take.playlists && isSmart);
    return {
      ratings: result.ratings,
      playlists: result.added,
      problems: [
        ...result.known.map((name) => `"${name}" was imported before and was left as it is.`),
        ...smart.map(
          ({ name }) =>
            `"${name}" follows rules in iTunes; here it is a list of the songs it held then.`,
        ),
      ],
    };
  }

  #setDates({ tracks }: MatchedItunes): void {
    const added = tracks.flatMap(({ songId, addedAt }) =>
      addedAt === null ? [] : [{ songId, addedAt }],
    );
    const revision = this.#context.database.write((tx) => setAddedEarlier(tx, added));
    if (revision !== null)
      this.#context.events.emit("library.changed", { revision, songUuids: null });
  }

  async #addPlays(matched: MatchedItunes, { actor }: ChangeAuthor, task: Task): Promise<number> {
    const { database, now } = this.#context;
    const plays = playsOf(matched.tracks, actor.userUuid, now());
    if (plays.length === 0) return 0;
    const progress = progressOf(task, "Writing plays", plays.length);
    const uuid = stableUuid("session", actor.userUuid);
    const session = { uuid, userId: actor.userId, program: "itunes", now: now() };
    const sessionId = database.write((tx) => openImportedSession(tx, session));
    let added = 0;
    for (let start = 0; start < plays.length; start += playsAtOnce) {
      task.signal.throwIfAborted();
      const some = plays.slice(start, start + playsAtOnce);
      added += database.write((tx) =>
        addImportedPlays(tx, some, { userId: actor.userId, sessionId }),
      );
      progress(start + some.length);
      await setImmediate();
    }
    return added;
  }

  #tell({ actor }: ChangeAuthor, hasPlaylists: boolean): void {
    const { events, database } = this.#context;
    const revision = currentRevision(database.read);
    events.emit("library.changed", { revision, songUuids: null }, actor.userId);
    if (!hasPlaylists) return;
    const tree = { playlistUuid: null, what: "tree", revision: 0 } as const;
    events.emit("playlists.changed", tree, actor.userId);
  }
}

/** Folders before what lies in them; one that lies in itself, or nowhere, is at the top. */
function inTreeOrder(
  playlists: MatchedItunes["playlists"],
  userUuid: string,
): readonly ImportedPlaylist[] {
  const byId = new Map(playlists.map((playlist) => [playlist.persistentId, playlist]));
  const ordered = new Map<string, ImportedPlaylist>();
  const open = new Set<string>();
  const add = (playlist: MatchedItunes["playlists"][number]): void => {
    const { persistentId, parentId, name, isFolder, isSmart, rows } = playlist;
    if (ordered.has(persistentId) || open.has(persistentId)) return;
    open.add(persistentId);
    const parent = parentId === null ? undefined : byId.get(parentId);
    if (parent?.isFolder === true) add(parent);
    const hasParent = parent?.isFolder === true && ordered.has(parent.persistentId);
    ordered.set(persistentId, {
      uuid: stableUuid("playlist", userUuid, persistentId),
      parentUuid: hasParent ? stableUuid("playlist", userUuid, parent.persistentId) : null,
      name: plainName(name),
      description: isSmart ? "A smart playlist of iTunes, as it was when it was imported." : null,
      rows: isFolder ? null : rows,
    });
  };
  for (const playlist of playlists) add(playlist);
  return [...ordered.values()];
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
