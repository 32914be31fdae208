import { ItunesParser, type PlistDict, type PlistValue } from "./parse-itunes.ts";

/** A track as iTunes knows it. Null: it does not say. */
export interface ItunesTrack {
  readonly id: number;
  readonly location: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSec: number | null;
  /** Half stars, 1 to 10; only what a person gave. */
  readonly rating: number | null;
  readonly isLoved: boolean;
  readonly playCount: number;
  readonly lastPlayedAt: number | null;
  readonly skipCount: number;
  readonly lastSkippedAt: number | null;
  readonly addedAt: number | null;
}

export interface ItunesPlaylist {
  /** Sixteen hexadecimal digits that stay with the playlist. */
  readonly persistentId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly isFolder: boolean;
  readonly isSmart: boolean;
  readonly trackIds: readonly number[];
}

export interface ItunesLibrary {
  readonly tracks: readonly ItunesTrack[];
  readonly playlists: readonly ItunesPlaylist[];
}

/** More plays of one song than anybody's life has days. */
const mostPlays = 100_000;

/**
 * What a library of iTunes or Music holds.
 * @param pieces the file's text as it comes
 * @throws AppError `file_corrupt`, `unsupported`
 */
export function readItunesLibrary(pieces: Iterable<string>): ItunesLibrary {
  const tracks: ItunesTrack[] = [];
  const playlists: ItunesPlaylist[] = [];
  const parser = new ItunesParser({
    track: (dict) => {
      const track = trackOf(dict);
      if (track !== null) tracks.push(track);
    },
    playlist: (dict) => {
      if (isMadeByHand(dict)) playlists.push(playlistOf(dict, playlists.length));
    },
  });
  for (const piece of pieces) parser.write(piece);
  parser.close();
  return { tracks, playlists };
}

function trackOf(dict: PlistDict): ItunesTrack | null {
  const id = count(dict["Track ID"]);
  if (id === 0) return null;
  const totalMs = count(dict["Total Time"]);
  const rating = Math.round(Math.min(100, count(dict["Rating"])) / 10);
  return {
    id,
    location: text(dict["Location"]),
    title: text(dict["Name"]),
    artist: text(dict["Artist"]),
    album: text(dict["Album"]),
    durationSec: totalMs === 0 ? null : totalMs / 1000,
    // iTunes gives songs of a rated album a rating of its own making.
    rating: rating === 0 || dict["Rating Computed"] === true ? null : rating,
    isLoved: dict["Loved"] === true || dict["Favorited"] === true,
    playCount: Math.min(mostPlays, count(dict["Play Count"])),
    // "Play Date" counts seconds of 1904 in local time; this one is UTC.
    lastPlayedAt: date(dict["Play Date UTC"]),
    skipCount: Math.min(mostPlays, count(dict["Skip Count"])),
    lastSkippedAt: date(dict["Skip Date"]),
    addedAt: date(dict["Date Added"]),
  };
}

/** Not the library itself, nor what iTunes keeps for itself (Music, Podcasts, Purchased ...). */
function isMadeByHand(dict: PlistDict): boolean {
  return dict["Master"] !== true && dict["Distinguished Kind"] === undefined;
}

function playlistOf(dict: PlistDict, index: number): ItunesPlaylist {
  const items = dict["Playlist Items"];
  return {
    persistentId: text(dict["Playlist Persistent ID"]) ?? `no ${index}`,
    parentId: text(dict["Parent Persistent ID"]),
    name: (text(dict["Name"]) ?? "Playlist").slice(0, 255),
    isFolder: dict["Folder"] === true,
    isSmart: dict["Smart Info"] !== undefined,
    trackIds: Array.isArray(items)
      ? items.flatMap((item: PlistValue) => {
          const id = typeof item === "object" && !Array.isArray(item) ? idOf(item as PlistDict) : 0;
          return id === 0 ? [] : [id];
        })
      : [],
  };
}

function idOf(item: PlistDict): number {
  return count(item["Track ID"]);
}

function text(value: PlistValue | undefined): string | null {
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  return trimmed === "" ? null : trimmed;
}

function count(value: PlistValue | undefined): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;
}

/** ISO 8601, always UTC; null for what is no time since 1970. */
function date(value: PlistValue | undefined): number | null {
  const time = typeof value === "string" ? Date.parse(value.trim()) : Number.NaN;
  return Number.isFinite(time) && time >= 0 ? time : null;
}
