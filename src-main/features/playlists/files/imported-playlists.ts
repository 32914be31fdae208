import { randomUUID } from "node:crypto";
import type { Database, WriteTx } from "#core/db/database.ts";
import { EntryRepository } from "#features/playlists/entries/entry.repository.ts";
import { orderKeysBetween } from "#features/playlists/order-keys.ts";
import { PlaylistRepository } from "#features/playlists/playlist.repository.ts";
import { TreeRepository } from "#features/playlists/tree/tree.repository.ts";
import type { ReadRow } from "./playlist-file.messages.ts";

/** A playlist or folder of another program; folders come before what lies in them. */
export interface ImportedPlaylist {
  /** The same for the same playlist however often it is imported. */
  readonly uuid: string;
  readonly parentUuid: string | null;
  readonly name: string;
  readonly description: string | null;
  /** Null: a folder. */
  readonly rows: readonly ReadRow[] | null;
}

/** Adds playlists and folders of another program to the tree of a profile, inside a change. */
export function addImportedPlaylists(
  database: Database,
  tx: WriteTx,
  imported: readonly ImportedPlaylist[],
  by: { readonly userId: number; readonly now: number },
): { readonly added: number; readonly known: readonly string[] } {
  const { userId, now } = by;
  const playlists = new PlaylistRepository(database.read);
  const entries = new EntryRepository(database.read);
  const tree = new TreeRepository(database.read);
  const folderIds = new Map(tree.getFolders(userId).map(({ id, uuid }) => [uuid, id]));
  const standing = new Set(
    tx.pluck<string>(
      "SELECT p.uuid FROM json_each(?) wanted CROSS JOIN playlists p ON p.uuid = wanted.value",
      JSON.stringify(imported.map(({ uuid }) => uuid)),
    ),
  );
  const known: string[] = [];
  let added = 0;
  const top = tree.getKeys(userId, null).at(-1) ?? null;
  const keys = orderKeysBetween(top, null, imported.length);
  for (const [index, { uuid, parentUuid, name, description, rows }] of imported.entries()) {
    const folderId = parentUuid === null ? null : (folderIds.get(parentUuid) ?? null);
    const orderKey = keys[index] ?? "";
    if (rows === null) {
      if (!folderIds.has(uuid))
        folderIds.set(
          uuid,
          tree.createFolder(tx, { uuid, userId, parentId: folderId, name, orderKey, now }),
        );
      continue;
    }
    if (standing.has(uuid)) {
      known.push(name);
      continue;
    }
    const id = playlists.create(tx, {
      uuid,
      ownerId: userId,
      folderId,
      name,
      description,
      coverKey: null,
      rules: null,
      orderKey,
      now,
    });
    const places = orderKeysBetween(null, null, rows.length);
    const lines = rows.map((row, place) => ({
      ...row,
      uuid: randomUUID(),
      orderKey: places[place] ?? "",
    }));
    entries.insert(tx, id, lines, { userId, now });
    added += 1;
  }
  return { added, known };
}
