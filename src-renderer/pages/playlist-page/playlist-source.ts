import type { PlaylistEntry, SongRow } from "#shared/contract/index.ts";
import type { ListRow } from "#renderer/features/library/list-row.ts";
import { remapRanges, type SongListSource } from "#renderer/features/library/song-list-source.ts";
import { onEvent, request } from "#renderer/lib/bridge.ts";
import { throttle } from "#renderer/lib/use-resource.ts";

/** A scan changes songs many times a second; the list follows at this pace. */
const libraryIntervalMs = 1200;

export function playlistViewName(uuid: string): string {
  return `playlist ${uuid}`;
}

/** The entries of a playlist as rows of a song table. */
export function playlistSource(uuid: string): SongListSource {
  const viewName = playlistViewName(uuid);
  return {
    viewName,
    async open(query, sort) {
      const opened = await request("playlists.openView", {
        viewName,
        uuid,
        query,
        sort: [...sort],
      });
      return { ...opened, librarySize: opened.playlistSize };
    },
    async fetch(snapshotId, offset, limit) {
      const { rows } = await request("playlists.getWindow", { snapshotId, offset, limit });
      return rows.map((entry) => (entry === null ? null : toRow(entry)));
    },
    async locate(fromSnapshotId, toSnapshotId, index) {
      const range = { from: index, to: index + 1 };
      const [found] = await remapRanges(fromSnapshotId, toSnapshotId, [range]);
      return found?.from ?? null;
    },
    follow(changed) {
      const libraryChanged = throttle(changed, libraryIntervalMs);
      const stops = [
        onEvent("playlists.changed", ({ playlistUuid, what }) => {
          if (playlistUuid === uuid && what !== "tree") changed();
        }),
        onEvent("library.changed", libraryChanged.call),
        libraryChanged.cancel,
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    // Somebody else's edits are seen at once; a burst of them, a few times a second.
    refreshIntervalMs: 250,
  };
}

/** An entry as a row: its song, or what the imported file said where no song was found. */
export function toRow({ song, ...entry }: PlaylistEntry): ListRow {
  return { ...(song ?? standIn(entry)), entry: { ...entry, isMatched: song !== null } };
}

function standIn({ source }: Pick<PlaylistEntry, "source">): SongRow {
  return {
    uuid: "",
    title: source?.title ?? fileNameOf(source?.location ?? ""),
    artist: source?.artist ?? null,
    albumArtist: null,
    album: source?.album ?? null,
    trackNo: null,
    discNo: null,
    genre: null,
    year: null,
    durationSec: source?.durationSec ?? 0,
    bpm: null,
    musicalKey: null,
    codec: null,
    bitrateKbps: null,
    sampleRateHz: null,
    filesizeBytes: 0,
    isLossless: false,
    availability: "missing",
    coverKey: null,
    rating: null,
    isFavorite: false,
    isHidden: false,
    playCount: 0,
    skipCount: 0,
    lastPlayedAt: null,
    addedAt: 0,
    localPath: source?.location ?? null,
  };
}

function fileNameOf(location: string): string {
  return location.split(/[/\\]/u).at(-1) ?? location;
}
