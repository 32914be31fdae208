import { z } from "zod";
import {
  changeUuidSchema,
  indexRangeSchema,
  nameSchema,
  nothing,
  selectionSchema,
  timeMsSchema,
  uuidSchema,
  windowSchema,
} from "./common.ts";
import { channel } from "./define.ts";
import { ratingSchema, songRowSchema, sortOrderSchema } from "./songs.contract.ts";
import { smartRulesSchema } from "../domain/playlists/smart-rules.ts";

export const playlistNameSchema = nameSchema(255);
const descriptionSchema = z.string().max(4000);

/** What a collaborator may do: look; change what is in it; also its details and its collaborators. */
export const permissionLevelSchema = z.enum(["view", "edit", "admin"]);
export type PermissionLevel = z.output<typeof permissionLevelSchema>;

/** What the caller may do with a playlist; `view` for a public one of somebody else. */
export const playlistRoleSchema = z.enum(["view", "edit", "admin", "owner"]);
export type PlaylistRole = z.output<typeof playlistRoleSchema>;

export const playlistSchema = z.strictObject({
  uuid: uuidSchema,
  kind: z.enum(["manual", "smart"]),
  name: z.string(),
  description: z.string().nullable(),
  /** Own picture at `/covers/<coverKey>`; null: the mosaic. */
  coverKey: z.string().nullable(),
  /** Covers of its first albums, at most four, for the mosaic. */
  mosaicCoverKeys: z.array(z.string()).max(4),
  ownerUuid: uuidSchema,
  ownerName: z.string(),
  role: playlistRoleSchema,
  isPublic: z.boolean(),
  isCollaborative: z.boolean(),
  collaboratorCount: z.int().nonnegative(),
  /** Null: at the top of the tree, or somebody else's. */
  folderUuid: uuidSchema.nullable(),
  rules: smartRulesSchema.nullable(),
  isFrozen: z.boolean(),
  /** Of a smart playlist: when its totals were counted or its songs frozen. */
  refreshedAt: timeMsSchema.nullable(),
  revision: z.int().nonnegative(),
  trackCount: z.int().nonnegative(),
  totalDurationSec: z.number().nonnegative(),
  /** Half stars. */
  ratingAvg: z.number().nullable(),
  playCount: z.int().nonnegative(),
  lastPlayedAt: timeMsSchema.nullable(),
  createdAt: timeMsSchema,
  updatedAt: timeMsSchema,
  /** Its place among its siblings, folders and playlists alike: ascending, compared byte by byte (`<`). Of one's own tree. */
  orderKey: z.string(),
});
export type Playlist = z.output<typeof playlistSchema>;

export const playlistFolderSchema = z.strictObject({
  uuid: uuidSchema,
  parentUuid: uuidSchema.nullable(),
  name: z.string(),
  /** Its place among its siblings, as of a playlist. */
  orderKey: z.string(),
});
export type PlaylistFolder = z.output<typeof playlistFolderSchema>;

export const playlistDetailSchema = playlistSchema.extend({
  collaborators: z.array(
    z.strictObject({
      userUuid: uuidSchema,
      displayName: z.string(),
      avatarKey: z.string().nullable(),
      permission: permissionLevelSchema,
      addedAt: timeMsSchema,
    }),
  ),
  /** Entries whose file is away or whose song left the library. */
  missingCount: z.int().nonnegative(),
  /** Rows of an imported file that matched no song yet. */
  unmatchedCount: z.int().nonnegative(),
});
export type PlaylistDetail = z.output<typeof playlistDetailSchema>;

/** One line of an open playlist. */
export const playlistEntrySchema = z.strictObject({
  /** Of a smart playlist that is not frozen: null, its lines are songs. */
  entryUuid: uuidSchema.nullable(),
  /** 1..n in the manual order, whatever the view is sorted by. */
  position: z.int().positive(),
  /** Null: not matched yet. A song that left the library is still a row, with `isRemoved`. */
  song: songRowSchema.nullable(),
  isRemoved: z.boolean(),
  addedByUuid: uuidSchema.nullable(),
  addedByName: z.string().nullable(),
  addedAt: timeMsSchema.nullable(),
  notes: z.string().nullable(),
  rating: ratingSchema,
  playCount: z.int().nonnegative(),
  lastPlayedAt: timeMsSchema.nullable(),
  /** What the imported file said, while nothing matches it. */
  source: z
    .strictObject({
      location: z.string().nullable(),
      title: z.string().nullable(),
      artist: z.string().nullable(),
      album: z.string().nullable(),
      durationSec: z.number().nullable(),
    })
    .nullable(),
});
export type PlaylistEntry = z.output<typeof playlistEntrySchema>;

/** Which entries an action means: ranges of an open view, or a few by name. */
export const entrySelectionSchema = z.union([
  z.strictObject({ snapshotId: uuidSchema, ranges: z.array(indexRangeSchema).min(1).max(10_000) }),
  z.strictObject({ entryUuids: z.array(uuidSchema).min(1).max(10_000) }),
]);
export type EntrySelection = z.output<typeof entrySelectionSchema>;

/** Columns a playlist can be looked at by; `position` is its own order. */
export const playlistSortSchema = z
  .array(
    z.union([
      sortOrderSchema,
      z.strictObject({
        key: z.enum(["position", "entryAddedAt", "addedBy"]),
        descending: z.boolean(),
      }),
    ]),
  )
  .max(4);
export type PlaylistSort = z.output<typeof playlistSortSchema>;

export const playlistFileFormatSchema = z.enum(["m3u8", "m3u", "xspf", "jspf", "pls"]);
export type PlaylistFileFormat = z.output<typeof playlistFileFormatSchema>;

/** Rewrites the beginning of paths in a playlist from another computer: `D:\\Music` to `/home/ana/Music`. */
export const prefixMapSchema = z
  .array(z.strictObject({ from: z.string().min(1).max(4096), to: z.string().max(4096) }))
  .max(20);

const importedSchema = z.strictObject({
  playlist: playlistSchema,
  matched: z.int().nonnegative(),
  unmatched: z.int().nonnegative(),
  changeUuid: changeUuidSchema,
});

export const playlistVersionSchema = z.strictObject({
  /** The journal entry after which the playlist looked so. */
  uuid: uuidSchema,
  createdAt: timeMsSchema,
  actorName: z.string(),
  summary: z.string(),
  trackCount: z.int().nonnegative(),
});
export type PlaylistVersion = z.output<typeof playlistVersionSchema>;

export const explanationSchema = z.strictObject({
  isIn: z.boolean(),
  /** The rules as a tree, each with whether the song meets it and what it has instead. */
  rules: z.array(
    z.strictObject({
      /** Nesting in the groups, 0 for the outermost. */
      depth: z.int().nonnegative(),
      text: z.string(),
      holds: z.boolean(),
      /** `Year is 1987`; null for a group. */
      actual: z.string().nullable(),
    }),
  ),
  /** When the rules hold: its place in the order that the limit cuts, and where the cut is. Null without limit. */
  limit: z
    .strictObject({ rank: z.int().positive(), text: z.string(), isWithin: z.boolean() })
    .nullable(),
});
export type Explanation = z.output<typeof explanationSchema>;

export const playlistsContract = {
  /** Everything the caller may see, in the order of the tree: own first (with folders), then shared, then public. */
  "playlists.list": channel(
    nothing,
    z.strictObject({ playlists: z.array(playlistSchema), folders: z.array(playlistFolderSchema) }),
  ),
  "playlists.get": channel(z.strictObject({ uuid: uuidSchema }), playlistDetailSchema),
  /** With `rules` a smart one; with `selection` it starts with those songs. */
  "playlists.create": channel(
    z.strictObject({
      name: playlistNameSchema,
      description: descriptionSchema.nullable().optional(),
      folderUuid: uuidSchema.nullable().optional(),
      selection: selectionSchema.optional(),
      rules: smartRulesSchema.optional(),
    }),
    z.strictObject({ playlist: playlistSchema, changeUuid: changeUuidSchema }),
  ),
  "playlists.update": channel(
    z.strictObject({
      uuid: uuidSchema,
      changes: z.strictObject({
        name: playlistNameSchema.optional(),
        description: descriptionSchema.nullable().optional(),
        isPublic: z.boolean().optional(),
        isCollaborative: z.boolean().optional(),
        rules: smartRulesSchema.optional(),
        /** A picture from `transfers.write`; null: the mosaic. */
        coverTransferUuid: uuidSchema.nullable().optional(),
      }),
    }),
    z.strictObject({ playlist: playlistSchema, changeUuid: changeUuidSchema }),
  ),
  /** Deletes playlists, and folders; what lies in a deleted folder moves up unless `withContents`. Undoable. */
  "playlists.delete": channel(
    z.strictObject({
      playlistUuids: z.array(uuidSchema).max(1000),
      folderUuids: z.array(uuidSchema).max(1000),
      withContents: z.boolean(),
    }),
    z.strictObject({ deleted: z.int().nonnegative(), changeUuid: changeUuidSchema }),
  ),
  /** A copy of one's own; of a smart one either its rules or the songs it holds now. */
  "playlists.duplicate": channel(
    z.strictObject({ uuid: uuidSchema, as: z.enum(["same", "manual"]) }),
    z.strictObject({ playlist: playlistSchema, changeUuid: changeUuidSchema }),
  ),
  "playlists.createFolder": channel(
    z.strictObject({ name: playlistNameSchema, parentUuid: uuidSchema.nullable() }),
    z.strictObject({ folder: playlistFolderSchema, changeUuid: changeUuidSchema }),
  ),
  "playlists.renameFolder": channel(
    z.strictObject({ uuid: uuidSchema, name: playlistNameSchema }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
  /** Moves playlists and folders within the tree: before an item of the target folder, or to its end. */
  "playlists.moveInTree": channel(
    z.strictObject({
      items: z
        .array(z.strictObject({ kind: z.enum(["playlist", "folder"]), uuid: uuidSchema }))
        .min(1)
        .max(1000),
      folderUuid: uuidSchema.nullable(),
      beforeUuid: uuidSchema.nullable(),
    }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
  /** Opens (or refreshes) a view of a playlist. Its snapshot also answers every `songs.*` channel that takes a selection. */
  "playlists.openView": channel(
    z.strictObject({
      viewName: z.string().min(1).max(100),
      uuid: uuidSchema,
      query: z.string().max(4000),
      sort: playlistSortSchema,
    }),
    z.strictObject({
      snapshotId: uuidSchema,
      total: z.int().nonnegative(),
      totalDurationSec: z.number().nonnegative(),
      /** Entries without any query. */
      playlistSize: z.int().nonnegative(),
      revision: z.int().nonnegative(),
    }),
  ),
  "playlists.getWindow": channel(
    windowSchema.extend({ snapshotId: uuidSchema }),
    z.strictObject({
      offset: z.int().nonnegative(),
      rows: z.array(playlistEntrySchema.nullable()),
    }),
  ),
  /**
   * `ask` adds nothing when some of the songs stand there already and says how many; `skip` leaves those out; `add` takes
   * all. At the end unless `beforeEntryUuid` says otherwise.
   */
  "playlists.addTracks": channel(
    z.strictObject({
      uuid: uuidSchema,
      selection: selectionSchema,
      beforeEntryUuid: uuidSchema.nullable(),
      duplicates: z.enum(["ask", "skip", "add"]),
    }),
    z.strictObject({
      added: z.int().nonnegative(),
      duplicates: z.int().nonnegative(),
      /** Titles of the first few that stand there already. */
      duplicateTitles: z.array(z.string()).max(5),
      changeUuid: changeUuidSchema,
    }),
  ),
  "playlists.removeTracks": channel(
    z.strictObject({ uuid: uuidSchema, entries: entrySelectionSchema }),
    z.strictObject({ removed: z.int().nonnegative(), changeUuid: changeUuidSchema }),
  ),
  /** Moves entries before another, or to the end; one row is written per entry. */
  "playlists.reorderTracks": channel(
    z.strictObject({
      uuid: uuidSchema,
      entries: entrySelectionSchema,
      beforeEntryUuid: uuidSchema.nullable(),
    }),
    z.strictObject({ moved: z.int().nonnegative(), changeUuid: changeUuidSchema }),
  ),
  /** Makes an order the manual one. Looking at a playlist sorted does not. */
  "playlists.sortTracks": channel(
    z.strictObject({ uuid: uuidSchema, sort: playlistSortSchema.min(1) }),
    z.strictObject({ moved: z.int().nonnegative(), changeUuid: changeUuidSchema }),
  ),
  "playlists.updateTrack": channel(
    z.strictObject({
      entryUuid: uuidSchema,
      changes: z.strictObject({
        notes: z.string().max(4000).nullable().optional(),
        rating: ratingSchema.optional(),
      }),
    }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
  /** Null takes the permission away; a collaborator may take away their own. */
  "playlists.setCollaborator": channel(
    z.strictObject({
      uuid: uuidSchema,
      userUuid: uuidSchema,
      permission: permissionLevelSchema.nullable(),
    }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
  /** Gives a playlist to another profile; the former owner stays as its admin. */
  "playlists.handOver": channel(
    z.strictObject({ uuid: uuidSchema, userUuid: uuidSchema }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
  /** How the playlist looked after each change, newest first. */
  "playlists.listVersions": channel(
    z.strictObject({
      uuid: uuidSchema,
      limit: z.int().min(1).max(200),
      before: uuidSchema.nullable(),
    }),
    z.strictObject({ versions: z.array(playlistVersionSchema), hasMore: z.boolean() }),
  ),
  /** A version against what is there now. */
  "playlists.compareVersion": channel(
    z.strictObject({ uuid: uuidSchema, versionUuid: uuidSchema }),
    z.strictObject({
      /** What restoring it would bring back, take away and move; the first 100 titles of each. */
      added: z.strictObject({ count: z.int().nonnegative(), titles: z.array(z.string()).max(100) }),
      removed: z.strictObject({
        count: z.int().nonnegative(),
        titles: z.array(z.string()).max(100),
      }),
      moved: z.strictObject({ count: z.int().nonnegative() }),
      /** Entries that stay and would get back their former song, notes or rating. */
      changed: z.strictObject({ count: z.int().nonnegative() }),
    }),
  ),
  "playlists.restoreVersion": channel(
    z.strictObject({ uuid: uuidSchema, versionUuid: uuidSchema }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),

  /** Counts and shows what rules would hold, without keeping them. */
  "playlists.previewRules": channel(
    z.strictObject({ rules: smartRulesSchema, limit: z.int().min(0).max(100) }),
    z.strictObject({
      trackCount: z.int().nonnegative(),
      totalDurationSec: z.number().nonnegative(),
      totalBytes: z.int().nonnegative(),
      /** How many meet the rules before the limit. */
      matchCount: z.int().nonnegative(),
      rows: z.array(songRowSchema),
    }),
  ),
  /** Evaluates a smart playlist now; a frozen one takes in what its rules say today. */
  "playlists.refresh": channel(
    z.strictObject({ uuid: uuidSchema }),
    z.strictObject({ playlist: playlistSchema, changeUuid: changeUuidSchema }),
  ),
  /** Frozen keeps the songs it holds now; thawed it follows its rules again. */
  "playlists.setFrozen": channel(
    z.strictObject({ uuid: uuidSchema, isFrozen: z.boolean() }),
    z.strictObject({ playlist: playlistSchema, changeUuid: changeUuidSchema }),
  ),
  /** Why a song is in a smart playlist, or is not. */
  "playlists.explain": channel(
    z.strictObject({
      of: z.union([
        z.strictObject({ uuid: uuidSchema }),
        z.strictObject({ rules: smartRulesSchema }),
      ]),
      songUuid: uuidSchema,
    }),
    explanationSchema,
  ),

  /** Reads a playlist file sent by `transfers.write`. Rows that match no song are kept and wait for one. */
  "playlists.importFile": channel(
    z.strictObject({
      transferUuid: uuidSchema,
      fileName: z.string().min(1).max(255),
      /** By default what the file calls itself, else its name. */
      name: playlistNameSchema.optional(),
      folderUuid: uuidSchema.nullable().optional(),
      prefixMap: prefixMapSchema.optional(),
      /** Folder the file lay in, for relative paths; nothing is read from it. */
      baseFolder: z.string().max(4096).optional(),
    }),
    importedSchema,
  ),
  /** Tries the rows that wait again; done by itself after a scan. */
  "playlists.rematch": channel(
    z.strictObject({ uuid: uuidSchema, prefixMap: prefixMapSchema.optional() }),
    z.strictObject({
      matched: z.int().nonnegative(),
      unmatched: z.int().nonnegative(),
      changeUuid: changeUuidSchema,
    }),
  ),
  /** Says which song an entry means. */
  "playlists.matchEntry": channel(
    z.strictObject({ entryUuid: uuidSchema, songUuid: uuidSchema }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
  /** Makes a file to download. `baseFolder`: relative paths start there, else at the songs' common folder. */
  "playlists.exportFile": channel(
    z.strictObject({
      uuid: uuidSchema,
      format: playlistFileFormatSchema,
      paths: z.enum(["relative", "absolute"]),
      baseFolder: z.string().max(4096).optional(),
    }),
    z.strictObject({
      transferUuid: uuidSchema,
      fileName: z.string(),
      trackCount: z.int().nonnegative(),
      /** What got lost on the way: names a legacy format cannot write, entries without a file. */
      warnings: z.array(z.string()),
    }),
  ),
};

export const savedFilterSchema = z.strictObject({
  uuid: uuidSchema,
  name: z.string(),
  query: z.string(),
});
export type SavedFilter = z.output<typeof savedFilterSchema>;

export const filtersContract = {
  "filters.list": channel(nothing, z.strictObject({ filters: z.array(savedFilterSchema) })),
  /** Keeps a search under a name; the same name takes the new query. */
  "filters.save": channel(
    z.strictObject({ name: nameSchema(100), query: z.string().min(1).max(4000) }),
    z.strictObject({ filter: savedFilterSchema, changeUuid: changeUuidSchema }),
  ),
  "filters.delete": channel(
    z.strictObject({ uuid: uuidSchema }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
};
