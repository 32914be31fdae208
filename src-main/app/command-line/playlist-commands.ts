import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Playlist, PlaylistEntry } from "#shared/contract/index.ts";
import { type CommandLine, type CommandOptions, UsageError } from "./arguments.ts";
import type { CoreConnection } from "./core-connection.ts";
import { exportedFormat, exportPlaylist, importPlaylist } from "./exchange-commands.ts";
import { type Answer, clock, table } from "./output.ts";

/** What `segue playlist <word> ...` does. */
interface PlaylistCommand {
  /** How it is called, for the sentence when it is called otherwise. */
  readonly form: string;
  /** Fewest and most words after the word itself. */
  readonly operands: readonly [number, number];
  /** How many of them, from the first, are uuids. */
  readonly uuids: number;
  /** What else can be refused without opening anything. @throws UsageError */
  check?(words: readonly string[], options: CommandOptions): void;
  run(core: CoreConnection, words: readonly string[], line: CommandLine): Promise<Answer>;
}

const moveForm = "playlist move <uuid> <entry uuid> --before <entry uuid>|--to-end";

/** The words after `playlist`; a new one is a line here. */
const playlistCommands: Readonly<Record<string, PlaylistCommand>> = {
  create: {
    form: 'playlist create "Name"',
    operands: [1, 1],
    uuids: 0,
    run: create,
  },
  show: { form: "playlist show <uuid>", operands: [1, 1], uuids: 1, run: show },
  add: {
    form: "playlist add <uuid> <song uuid...>",
    operands: [2, Infinity],
    uuids: Infinity,
    run: add,
  },
  remove: {
    form: "playlist remove <uuid> <entry uuid...>",
    operands: [2, Infinity],
    uuids: Infinity,
    run: remove,
  },
  move: {
    form: moveForm,
    operands: [2, 2],
    uuids: 2,
    check: checkPlace,
    run: move,
  },
  import: {
    form: "playlist import <file> [--name NAME] [--map FROM=TO]",
    operands: [1, 1],
    uuids: 0,
    run: importPlaylist,
  },
  export: {
    form: "playlist export <uuid> <file> [--format F] [--absolute]",
    operands: [2, 2],
    uuids: 1,
    check: ([, file = ""], options) => void exportedFormat(file, options),
    run: exportPlaylist,
  },
};

const windowSize = 1000;

/** What can be refused without opening anything. @throws UsageError */
export function checkPlaylistForm({ operands: [word, ...words], options }: CommandLine): void {
  const command = commandOf(word);
  const [least, most] = command.operands;
  const wrongUuid = words.slice(0, command.uuids).find((each) => !z.uuid().safeParse(each).success);
  if (wrongUuid !== undefined) throw new UsageError(`"${wrongUuid}" is not a uuid.`);
  if (words.length < least || words.length > most || words.includes(""))
    throw calledOtherwise(command.form);
  command.check?.(words, options);
}

/** `playlist <word> ...` */
export function playlist(core: CoreConnection, line: CommandLine): Promise<Answer> {
  const [word, ...words] = line.operands;
  return commandOf(word).run(core, words, line);
}

/** `playlists`: everything the profile may see. */
export async function playlists(core: CoreConnection): Promise<Answer> {
  const found = await core.request("playlists.list", {});
  const rows = found.playlists.map(rowOf);
  const lines = rows.map((row) => [
    row.name,
    row.kind,
    String(row.trackCount),
    clock(row.totalDurationSec),
    row.owner,
    row.role,
    row.uuid,
  ]);
  return {
    json: { total: rows.length, rows },
    text:
      rows.length === 0
        ? 'No playlists. `playlist create "Name"` makes one.'
        : table(["NAME", "KIND", "SONGS", "TIME", "OWNER", "YOU MAY", "UUID"], lines),
  };
}

function commandOf(word: string | undefined): PlaylistCommand {
  const known = Object.keys(playlistCommands).join(", ");
  const command =
    word !== undefined && Object.hasOwn(playlistCommands, word)
      ? playlistCommands[word]
      : undefined;
  if (command === undefined)
    throw new UsageError(
      word === undefined
        ? `Say what to do with a playlist: ${known}.`
        : `playlist does not know "${word}". It takes ${known}.`,
    );
  return command;
}

function calledOtherwise(form: string): UsageError {
  return new UsageError(`It is called \`${form}\`.`);
}

function checkPlace(_words: readonly string[], options: CommandOptions): void {
  if ((options.before === undefined) === !options.toEnd) throw calledOtherwise(moveForm);
}

async function create(core: CoreConnection, [name = ""]: readonly string[]): Promise<Answer> {
  const made = await core.request("playlists.create", { name });
  return {
    json: { ...rowOf(made.playlist), changeUuid: made.changeUuid },
    text: `Created "${made.playlist.name}" (${made.playlist.uuid}).`,
  };
}

async function show(core: CoreConnection, [uuid = ""]: readonly string[]): Promise<Answer> {
  const detail = await core.request("playlists.get", { uuid });
  const entries = (await entriesOf(core, uuid)).map(entryRow);
  const lines = entries.map((entry) => [
    String(entry.position),
    entry.title ?? "",
    entry.artist ?? "",
    entry.isMissing ? "missing" : "",
    entry.uuid ?? entry.songUuid ?? "",
  ]);
  const head = `${detail.name}: ${detail.trackCount} songs, ${clock(detail.totalDurationSec)}, by ${detail.ownerName}`;
  return {
    json: { ...rowOf(detail), description: detail.description, entries },
    text:
      entries.length === 0
        ? `${head}. Nothing is in it yet.`
        : `${head}\n${table(["#", "TITLE", "ARTIST", "", "ENTRY"], lines)}`,
  };
}

async function add(
  core: CoreConnection,
  [uuid = "", ...uuids]: readonly string[],
): Promise<Answer> {
  const { added, changeUuid } = await core.request("playlists.addTracks", {
    uuid,
    selection: { uuids },
    beforeEntryUuid: null,
    duplicates: "add",
  });
  return changed(core, uuid, `Added ${added}`, { added, changeUuid });
}

async function remove(
  core: CoreConnection,
  [uuid = "", ...entryUuids]: readonly string[],
): Promise<Answer> {
  const { removed, changeUuid } = await core.request("playlists.removeTracks", {
    uuid,
    entries: { entryUuids },
  });
  return changed(core, uuid, `Removed ${removed}`, { removed, changeUuid });
}

async function move(
  core: CoreConnection,
  [uuid = "", entryUuid = ""]: readonly string[],
  { options }: CommandLine,
): Promise<Answer> {
  const { moved, changeUuid } = await core.request("playlists.reorderTracks", {
    uuid,
    entries: { entryUuids: [entryUuid] },
    beforeEntryUuid: options.before ?? null,
  });
  return changed(core, uuid, `Moved ${moved}`, { moved, changeUuid });
}

/** What a change of a playlist's entries answers: what it did, and the playlist as it is now. */
async function changed(
  core: CoreConnection,
  uuid: string,
  did: string,
  numbers: object,
): Promise<Answer> {
  const detail = await core.request("playlists.get", { uuid });
  return {
    json: { ...rowOf(detail), ...numbers },
    text: `${did}; "${detail.name}" holds ${detail.trackCount} ${detail.trackCount === 1 ? "song" : "songs"} now.`,
  };
}

/** A playlist as commands print it. */
export function rowOf(found: Playlist) {
  return {
    uuid: found.uuid,
    name: found.name,
    kind: found.kind,
    trackCount: found.trackCount,
    totalDurationSec: found.totalDurationSec,
    owner: found.ownerName,
    role: found.role,
    isPublic: found.isPublic,
    isCollaborative: found.isCollaborative,
    folderUuid: found.folderUuid,
    playCount: found.playCount,
    lastPlayedAt: found.lastPlayedAt,
    createdAt: found.createdAt,
    updatedAt: found.updatedAt,
  };
}

async function entriesOf(core: CoreConnection, uuid: string): Promise<PlaylistEntry[]> {
  const viewName = `command-line-${randomUUID()}`;
  const view = await core.request("playlists.openView", { viewName, uuid, query: "", sort: [] });
  const entries: PlaylistEntry[] = [];
  for (let offset = 0; offset < view.total; offset += windowSize) {
    const { snapshotId } = view;
    const page = await core.request("playlists.getWindow", {
      snapshotId,
      offset,
      limit: windowSize,
    });
    for (const row of page.rows) if (row !== null) entries.push(row);
  }
  await core.request("songs.closeView", { viewName });
  return entries;
}

function entryRow({ entryUuid, position, song, isRemoved, source, ...entry }: PlaylistEntry) {
  return {
    uuid: entryUuid,
    position,
    songUuid: song?.uuid ?? null,
    title: song?.title ?? source?.title ?? source?.location ?? null,
    artist: song?.artist ?? source?.artist ?? null,
    album: song?.album ?? source?.album ?? null,
    durationSec: song?.durationSec ?? source?.durationSec ?? null,
    isMissing: song === null || isRemoved || song.availability !== "available",
    addedBy: entry.addedByName,
    addedAt: entry.addedAt,
    notes: entry.notes,
    rating: entry.rating,
  };
}
