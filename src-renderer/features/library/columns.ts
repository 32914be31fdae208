import type { PlaylistSort } from "#shared/contract/index.ts";

/** What a list can be ordered by: columns of songs, and in a playlist those of its entries. */
export type ListSortOrder = PlaylistSort[number];
export type ListSortKey = ListSortOrder["key"];

/** Which lists a column, and an arrangement of columns, is for. */
export type ListKind = "songs" | "entries";

/** What a column is, apart from how a person arranged it. Widths in CSS pixels, padding included. */
export interface ColumnDefinition {
  readonly id: string;
  /** Name in the Columns menu and for screen readers. */
  readonly name: string;
  /** What stands in the header; the name when left out. */
  readonly header?: string;
  readonly sortKey: ListSortKey | null;
  readonly align: "start" | "end" | "center";
  readonly widthPx: number;
  readonly minPx: number;
  /** Takes its share of the room that is left. */
  readonly isFlexible: boolean;
  readonly isDefault: boolean;
  /** Only in lists of this kind; left out: in all. */
  readonly only?: ListKind;
  /** In playlists it is shown only when asked for. */
  readonly isExtraInEntries?: boolean;
  /** In a narrow window the default columns with the highest number go first; 0 stays. */
  readonly dropOrder: number;
  /** True where the first click should put the largest on top. */
  readonly sortsDescendingFirst?: boolean;
}

const text = { align: "start", isFlexible: true, minPx: 90 } as const;
const figure = { align: "end", isFlexible: false, minPx: 48 } as const;

export const columnDefinitions = [
  {
    id: "position",
    name: "Position",
    header: "#",
    sortKey: null,
    ...figure,
    widthPx: 52,
    minPx: 44,
    isDefault: true,
    only: "songs",
    dropOrder: 0,
  },
  {
    id: "entryPosition",
    name: "Position",
    header: "#",
    sortKey: "position",
    ...figure,
    widthPx: 52,
    minPx: 44,
    isDefault: true,
    only: "entries",
    dropOrder: 0,
  },
  {
    id: "title",
    name: "Title",
    sortKey: "title",
    ...text,
    widthPx: 270,
    minPx: 160,
    isDefault: true,
    dropOrder: 0,
  },
  {
    id: "isFavorite",
    name: "Favourite",
    header: "",
    sortKey: "isFavorite",
    align: "center",
    isFlexible: false,
    widthPx: 38,
    minPx: 38,
    isDefault: true,
    dropOrder: 1,
    sortsDescendingFirst: true,
  },
  {
    id: "artist",
    name: "Artist",
    sortKey: "artist",
    ...text,
    widthPx: 160,
    isDefault: true,
    dropOrder: 0,
  },
  {
    id: "albumArtist",
    name: "Album artist",
    sortKey: "albumArtist",
    ...text,
    widthPx: 150,
    isDefault: false,
    dropOrder: 0,
  },
  {
    id: "album",
    name: "Album",
    sortKey: "album",
    ...text,
    widthPx: 170,
    isDefault: true,
    dropOrder: 0,
  },
  {
    id: "trackNo",
    name: "Track",
    sortKey: "trackNo",
    ...figure,
    widthPx: 66,
    isDefault: false,
    dropOrder: 0,
  },
  {
    id: "genre",
    name: "Genre",
    sortKey: "genre",
    ...text,
    widthPx: 110,
    minPx: 80,
    isDefault: true,
    isExtraInEntries: true,
    dropOrder: 6,
  },
  {
    id: "year",
    name: "Year",
    sortKey: "year",
    ...figure,
    widthPx: 64,
    isDefault: true,
    isExtraInEntries: true,
    dropOrder: 5,
  },
  {
    id: "rating",
    name: "Rating",
    sortKey: "rating",
    align: "start",
    isFlexible: false,
    widthPx: 92,
    minPx: 84,
    isDefault: true,
    dropOrder: 2,
    sortsDescendingFirst: true,
  },
  {
    id: "playCount",
    name: "Plays",
    sortKey: "playCount",
    ...figure,
    widthPx: 68,
    isDefault: true,
    isExtraInEntries: true,
    dropOrder: 4,
    sortsDescendingFirst: true,
  },
  {
    id: "skipCount",
    name: "Skips",
    sortKey: "skipCount",
    ...figure,
    widthPx: 68,
    isDefault: false,
    dropOrder: 0,
    sortsDescendingFirst: true,
  },
  {
    id: "lastPlayedAt",
    name: "Last played",
    sortKey: "lastPlayedAt",
    align: "start",
    isFlexible: false,
    widthPx: 112,
    minPx: 80,
    isDefault: true,
    isExtraInEntries: true,
    dropOrder: 3,
    sortsDescendingFirst: true,
  },
  {
    id: "addedAt",
    name: "Added",
    sortKey: "addedAt",
    align: "start",
    isFlexible: false,
    widthPx: 112,
    minPx: 80,
    isDefault: false,
    dropOrder: 0,
    sortsDescendingFirst: true,
  },
  {
    id: "bpm",
    name: "BPM",
    sortKey: "bpm",
    ...figure,
    widthPx: 62,
    isDefault: false,
    dropOrder: 0,
  },
  {
    id: "musicalKey",
    name: "Key",
    sortKey: "musicalKey",
    ...figure,
    widthPx: 58,
    isDefault: false,
    dropOrder: 0,
  },
  {
    id: "codec",
    name: "Format",
    sortKey: "codec",
    align: "start",
    isFlexible: false,
    widthPx: 80,
    minPx: 60,
    isDefault: false,
    dropOrder: 0,
  },
  {
    id: "bitrateKbps",
    name: "Bit rate",
    sortKey: "bitrateKbps",
    ...figure,
    widthPx: 104,
    isDefault: false,
    dropOrder: 0,
  },
  {
    id: "sampleRateHz",
    name: "Sample rate",
    sortKey: "sampleRateHz",
    ...figure,
    widthPx: 106,
    isDefault: false,
    dropOrder: 0,
  },
  {
    id: "filesizeBytes",
    name: "Size",
    sortKey: "filesizeBytes",
    ...figure,
    widthPx: 84,
    isDefault: false,
    dropOrder: 0,
    sortsDescendingFirst: true,
  },
  {
    id: "addedBy",
    name: "Added by",
    sortKey: "addedBy",
    ...text,
    widthPx: 120,
    isDefault: true,
    only: "entries",
    dropOrder: 4,
  },
  {
    id: "entryAddedAt",
    name: "Added to playlist",
    header: "Added",
    sortKey: "entryAddedAt",
    align: "start",
    isFlexible: false,
    widthPx: 112,
    minPx: 80,
    isDefault: true,
    only: "entries",
    dropOrder: 3,
    sortsDescendingFirst: true,
  },
  {
    id: "entryRating",
    name: "Rating here",
    sortKey: null,
    align: "start",
    isFlexible: false,
    widthPx: 100,
    minPx: 84,
    isDefault: false,
    only: "entries",
    dropOrder: 0,
  },
  {
    id: "entryPlayCount",
    name: "Plays from here",
    sortKey: null,
    ...figure,
    widthPx: 116,
    isDefault: false,
    only: "entries",
    dropOrder: 0,
  },
  {
    id: "notes",
    name: "Note",
    sortKey: null,
    ...text,
    widthPx: 140,
    isDefault: false,
    only: "entries",
    dropOrder: 0,
  },
  {
    id: "durationSec",
    name: "Time",
    sortKey: "durationSec",
    ...figure,
    widthPx: 68,
    minPx: 60,
    isDefault: true,
    dropOrder: 0,
  },
] as const satisfies readonly ColumnDefinition[];

export type ColumnId = (typeof columnDefinitions)[number]["id"];

const byId: ReadonlyMap<string, ColumnDefinition> = new Map(
  columnDefinitions.map((definition) => [definition.id, definition]),
);

export function columnDefinition(id: ColumnId): ColumnDefinition {
  const definition = byId.get(id);
  if (definition === undefined) throw new Error(`No column ${id}`);
  return definition;
}

/** The columns there are in lists of a kind, in their usual order. */
export function columnsOf(kind: ListKind): readonly (ColumnDefinition & { id: ColumnId })[] {
  const all: readonly (ColumnDefinition & { id: ColumnId })[] = columnDefinitions;
  return all.filter(({ only }) => only === undefined || only === kind);
}

export function isColumnId(id: unknown): id is ColumnId {
  return typeof id === "string" && byId.has(id);
}
