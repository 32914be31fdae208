import { closeSync, openSync, readSync } from "node:fs";
import { sep } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { parentPort, workerData } from "node:worker_threads";
import { AppError, toWireError } from "#shared/errors/app-error.ts";
import { Database } from "#core/db/database.ts";
import { matchRows } from "#features/playlists/index.ts";
import { readItunesLibrary } from "./itunes-library.ts";
import type { ItunesJob, ItunesMessage, MatchedItunes } from "./itunes.messages.ts";

const job = workerData as ItunesJob;
const pieceBytes = 1024 * 1024;

function post(message: ItunesMessage): void {
  parentPort?.postMessage(message);
}

function* piecesOf(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const piece = Buffer.alloc(pieceBytes);
    let bytes = 0;
    for (;;) {
      const read = readSync(file, piece, 0, pieceBytes, null);
      if (read === 0) break;
      bytes += read;
      post({ kind: "bytes", bytes });
      yield decoder.write(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
}

function matched(): MatchedItunes {
  const { tracks, playlists } = readItunesLibrary(piecesOf(job.file));
  const database = new Database(job.databasePath, { readonly: true });
  try {
    const rows = tracks.map((track) => ({ ...track, musicbrainzRecordingId: null, isrc: null }));
    const songIds = matchRows(database.read, rows, {
      separator: sep === "/" ? "/" : "\\",
      baseFolder: null,
      prefixMap: job.prefixMap,
    });
    const byId = new Map(
      tracks.map((track, index) => [track.id, { track, songId: songIds[index] ?? null }]),
    );
    const found = [...byId.values()].flatMap(({ track, songId }) =>
      songId === null ? [] : [{ ...track, songId }],
    );
    return {
      tracks: found,
      unmatched: byId.size - found.length,
      playlists: playlists.map((playlist) => ({
        ...playlist,
        rows: playlist.trackIds.flatMap((id) => {
          const item = byId.get(id);
          if (item === undefined) return [];
          const { location, title, artist, album, durationSec } = item.track;
          if (item.songId === null && location === null && title === null) return [];
          const source = { location, title, artist, album, durationSec };
          return [{ songId: item.songId, source: item.songId === null ? source : null }];
        }),
      })),
    };
  } finally {
    database.close();
  }
}

try {
  post({ kind: "matched", matched: matched() });
} catch (error) {
  const bug = error instanceof AppError ? null : error instanceof Error ? error.stack : "unknown";
  post({ kind: "failed", error: toWireError(error), bug: bug ?? null });
}
