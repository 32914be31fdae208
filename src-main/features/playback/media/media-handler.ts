import { type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { isPlayableByChromium } from "#shared/domain/playback/playable.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { PeaksService } from "#core/audio/peaks.service.ts";
import type { WavTranscoder } from "#core/audio/wav-transcoder.ts";
import type { Logger } from "#core/logging/logger.ts";
import type { SongFactsRepository, SongFile } from "#features/playback/song-facts.repository.ts";
import { streamFile } from "./file-stream.ts";
import { refuseWith, respondWith } from "./resource-response.ts";

/** A picture of the cover cache. */
export interface CoverImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

export interface MediaDeps {
  readonly songs: Pick<SongFactsRepository, "getFileByUuid">;
  /** A song's file is not where the library has it. */
  readonly markMissing: (songId: number) => void;
  readonly covers: {
    /** The picture of a key, its longer side at least `size` pixels where the original has them; null: unknown. */
    get(key: string, size: number): Promise<CoverImage | null>;
  };
  readonly transcoder: Pick<WavTranscoder, "openWavStream">;
  readonly peaks: Pick<PeaksService, "get">;
  readonly logger: Logger;
}

export type MediaHandler = (request: Request) => Promise<Response>;

/** Of the containers that Chromium opens itself. */
const contentTypes: Readonly<Record<string, string>> = {
  mp3: "audio/mpeg",
  flac: "audio/flac",
  ogg: "audio/ogg",
  mp4: "audio/mp4",
  adts: "audio/aac",
  wav: "audio/wav",
  webm: "audio/webm",
};

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const coverKeyPattern = /^[\w-]{1,128}$/;
const defaultCoverSize = 320;
const maxCoverSize = 4096;

/** Asked again with each use; the tag makes that cheap. */
const revalidate = "private, no-cache";
/** A cover's key names its content. */
const forever = "private, max-age=31536000, immutable";

/**
 * Serves sounds, outlines and covers by id, never by path: `/audio/<songUuid>`, `/peaks/<songUuid>`,
 * `/covers/<key>?size=`. Knows the Fetch API and nothing of Electron or HTTP servers. Never rejects.
 */
export function createMediaHandler(deps: MediaDeps): MediaHandler {
  return async (request) => {
    try {
      return await route(deps, request);
    } catch (error) {
      if (error instanceof AppError) return refuseWith(statusOf(error), error.message);
      deps.logger.error("Media request failed", { url: request.url, error });
      return refuseWith(500, "Something went wrong inside Segue. The log has the details.");
    }
  };
}

function route(deps: MediaDeps, request: Request): Promise<Response> | Response {
  if (request.method !== "GET" && request.method !== "HEAD")
    return refuseWith(405, "Media can only be read.", { Allow: "GET, HEAD" });
  const url = new URL(request.url);
  const match = /^\/(audio|peaks|covers)\/([^/]+)$/.exec(url.pathname);
  const [, kind, id = ""] = match ?? [];
  if (kind === "covers") return cover(deps, request, id, url.searchParams.get("size"));
  const song = uuidPattern.test(id) ? deps.songs.getFileByUuid(id.toLowerCase()) : undefined;
  if (kind === undefined) return refuseWith(404, "There is no such media.");
  if (song === undefined) return refuseWith(404, "There is no song with this id.");
  return kind === "audio" ? audio(deps, request, song) : peaks(deps, request, song);
}

async function audio(deps: MediaDeps, request: Request, song: SongFile): Promise<Response> {
  const found = await statSong(deps, song);
  if (found instanceof Response) return found;
  const { path, stats } = found;
  const lastModifiedMs = stats.mtimeMs;
  if (isPlayableByChromium(song.codec ?? "", song.container ?? "")) {
    const file = { path, sizeBytes: stats.size, mtimeMs: stats.mtimeMs };
    return respondWith(request, {
      contentType: contentTypes[song.container ?? ""] ?? "application/octet-stream",
      sizeBytes: stats.size,
      etag: `"${versionOf(stats)}"`,
      lastModifiedMs,
      cacheControl: revalidate,
      read: (range) => streamFile(file, range),
    });
  }
  const wav = await deps.transcoder.openWavStream(path);
  return respondWith(request, {
    contentType: "audio/wav",
    sizeBytes: wav.totalBytes,
    etag: `"wav-${wav.version}"`,
    lastModifiedMs,
    cacheControl: revalidate,
    read: ({ start, end }) => wav.read(start, end),
  });
}

async function peaks(deps: MediaDeps, request: Request, song: SongFile): Promise<Response> {
  const found = await statSong(deps, song);
  if (found instanceof Response) return found;
  const version = versionOf(found.stats);
  const bytes = await outline(deps, found.path, `${song.uuid}.${version}`, request.signal);
  if (bytes === null)
    return refuseWith(404, `“${song.title}” cannot be decoded, so it has no outline.`);
  return respondWith(request, {
    contentType: "application/octet-stream",
    sizeBytes: bytes.length,
    etag: `"peaks-${version}"`,
    cacheControl: "private, max-age=3600",
    read: ({ start, end }) => bytes.subarray(start, end),
  });
}

/** Null when the file holds nothing that can be drawn. */
async function outline(
  deps: MediaDeps,
  path: string,
  key: string,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await deps.peaks.get(path, key, signal);
  } catch (error) {
    const isUndecodable =
      error instanceof AppError && (error.code === "unsupported" || error.code === "decode_failed");
    if (isUndecodable) return null;
    throw error;
  }
}

async function cover(
  deps: MediaDeps,
  request: Request,
  key: string,
  sizeText: string | null,
): Promise<Response> {
  const size = sizeText === null ? defaultCoverSize : Number(sizeText);
  if (!Number.isInteger(size) || size < 1 || size > maxCoverSize)
    return refuseWith(400, `A cover's size is a number of pixels up to ${maxCoverSize}.`);
  const image = coverKeyPattern.test(key) ? await deps.covers.get(key, size) : null;
  if (image === null) return refuseWith(404, "There is no such cover.");
  return respondWith(request, {
    contentType: image.contentType,
    sizeBytes: image.bytes.length,
    etag: `"${key}-${size}"`,
    cacheControl: forever,
    read: ({ start, end }) => image.bytes.subarray(start, end),
  });
}

/** The song's file as it is now. Where it is gone, the library is told and the answer is the refusal. */
async function statSong(
  deps: MediaDeps,
  song: SongFile,
): Promise<{ readonly path: string; readonly stats: Stats } | Response> {
  const { path } = song;
  if (path === null) return refuseWith(404, `“${song.title}” has no file.`);
  try {
    const stats = await stat(path);
    if (stats.isFile()) return { path, stats };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM")
      return refuseWith(403, `The file of “${song.title}” may not be read. Check its permissions.`);
    if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
  }
  deps.markMissing(song.id);
  return refuseWith(
    404,
    `The file of “${song.title}” is not where it was. Connect its drive, or scan its folder again.`,
  );
}

function versionOf(stats: Stats): string {
  return `${Math.round(stats.mtimeMs * 1000).toString(36)}-${stats.size.toString(36)}`;
}

function statusOf(error: AppError): number {
  switch (error.code) {
    case "file_not_found":
    case "not_found":
      return 404;
    case "file_unreadable":
    case "not_allowed":
      return 403;
    case "unsupported":
    case "decode_failed":
    case "file_corrupt":
      return 415;
    case "cancelled":
      return 499;
    case "disk_full":
      return 507;
    default:
      return 500;
  }
}
