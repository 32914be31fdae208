import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ChannelInput, ChannelName, ChannelOutput } from "#shared/contract/index.ts";
import { type Envelope, fromWireError } from "#shared/errors/app-error.ts";
import { createApp, type SegueApp } from "#app/compose.ts";
import { Database } from "#core/db/database.ts";
import type { Visitor } from "#core/ipc/caller.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import type { Role } from "./permission-rules.ts";

type Profile = Exclude<Role, "nobody">;

/** A fresh playlist of the owner's, with everybody who was let in, and its entries. */
export interface WorldPlaylist {
  readonly uuid: string;
  readonly entryUuids: readonly string[];
}

/** Somebody who tries a channel, from a window of their own. */
export interface Tester {
  readonly role: Role;
  request(channel: ChannelName, input: unknown): Promise<Envelope<unknown>>;
  /** @throws AppError that the core answered */
  ask<Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ): Promise<ChannelOutput<Name>>;
}

/** The whole app over a small library, with a profile for every role. Tasks wait: nothing is started. */
export class PermissionWorld implements AsyncDisposable {
  readonly app: SegueApp;
  /** Two songs of the library. */
  readonly songs: readonly string[];
  readonly #folder = temporaryFolder();
  readonly #database: Database;
  readonly #users = new Map<Profile, string>();
  #ownChanges = 0;

  private constructor() {
    this.app = createApp({
      dataFolder: join(this.#folder.path, "data folder"),
      environment: {},
      mode: "test",
      logger: silentLogger,
    });
    this.#database = new Database(this.app.paths.database);
    this.songs = [this.addSong(), this.addSong()];
  }

  static async create(): Promise<PermissionWorld> {
    const world = new PermissionWorld();
    const admin = world.app.callerFor({ clientId: "setup", device: "web" });
    world.#users.set("appAdmin", admin.actor.userUuid);
    for (const role of ["other", "viewer", "editor", "playlistAdmin", "owner"] as const) {
      const answer = await world.app.dispatch("auth.register", newProfile(role), admin);
      if (!answer.ok) throw fromWireError(answer.error);
      const { profile } = answer.value as ChannelOutput<"auth.register">;
      world.#users.set(role, profile.uuid);
    }
    return world;
  }

  userUuid(role: Profile): string {
    return this.#users.get(role) ?? "";
  }

  /** A new window of a role's, logged in with a session of its own. */
  async tester(role: Role): Promise<Tester> {
    let token: string = "none";
    const visitor = (): Visitor =>
      this.app.visitorFor({
        clientId: `window of ${role}`,
        device: "web",
        label: "Firefox on Linux",
        token,
        keep: (next) => {
          token = next;
        },
      });
    const request = (channel: ChannelName, input: unknown): Promise<Envelope<unknown>> =>
      this.app.dispatch(channel, input, visitor());
    const tester: Tester = {
      role,
      request,
      ask: async <Name extends ChannelName>(channel: Name, input: ChannelInput<Name>) => {
        const answer = await request(channel, input);
        if (!answer.ok) throw fromWireError(answer.error);
        return answer.value as ChannelOutput<Name>;
      },
    };
    if (role === "nobody") return tester;
    const username = this.#database.read.pluck<string>(
      "SELECT username FROM users WHERE uuid = ?",
      this.userUuid(role),
    )[0];
    await tester.ask("auth.login", { username: username ?? "", password: null });
    return tester;
  }

  owner(): Promise<Tester> {
    return this.tester("owner");
  }

  addSong(): string {
    const uuid = randomUUID();
    this.#database.write((tx) => {
      tx.run(
        `INSERT INTO songs (uuid, local_path, title, artist, duration_sec, filesize_bytes, origin, container, codec,
           sort_title, sort_artist, sort_album_artist, sort_album, sort_genre, added_at, updated_at, revision)
         VALUES (?, ?, 'Song', 'Ana Reyes', 200, 1, 'folder', 'mp3', 'mp3', '', '', '', '', '', 1, 1, 1)`,
        uuid,
        `/music/${uuid}.mp3`,
      );
    });
    return uuid;
  }

  async playlist(options: { readonly isPublic?: boolean } = {}): Promise<WorldPlaylist> {
    const owner = await this.owner();
    const { playlist } = await owner.ask("playlists.create", {
      name: "Road trip",
      selection: { uuids: [...this.songs] },
    });
    const { uuid } = playlist;
    const { isPublic = false } = options;
    await owner.ask("playlists.update", { uuid, changes: { isCollaborative: true, isPublic } });
    for (const [role, permission] of [
      ["viewer", "view"],
      ["editor", "edit"],
      ["playlistAdmin", "admin"],
    ] as const)
      await owner.ask("playlists.setCollaborator", {
        uuid,
        userUuid: this.userUuid(role),
        permission,
      });
    return { uuid, entryUuids: this.#entriesOf(uuid) };
  }

  /** A smart playlist that the same people were let into. */
  async smartPlaylist(): Promise<string> {
    const { uuid } = await this.playlist();
    const owner = await this.owner();
    const { playlist } = await owner.ask("playlists.create", { name: "Rules", rules: anyRules });
    await owner.ask("playlists.update", {
      uuid: playlist.uuid,
      changes: { isCollaborative: true },
    });
    this.#letInLike(uuid, playlist.uuid);
    return playlist.uuid;
  }

  /** A version of a playlist, as its history names it. */
  async versionOf(uuid: string): Promise<string> {
    const owner = await this.owner();
    const { versions } = await owner.ask("playlists.listVersions", {
      uuid,
      limit: 10,
      before: null,
    });
    return versions.at(-1)?.uuid ?? randomUUID();
  }

  /** A file that somebody sent. */
  async transfer(sender: Tester, content: string | Uint8Array): Promise<string> {
    const dataBase64 = Buffer.from(content).toString("base64");
    const from = sender.role === "nobody" ? await this.owner() : sender;
    const { uuid } = await from.ask("transfers.write", { uuid: null, dataBase64, isLast: true });
    return uuid;
  }

  /** A change of the owner's that concerns the owner alone. */
  async ownChange(): Promise<string> {
    const owner = await this.owner();
    this.#ownChanges += 1;
    const changes = { "privacy.lockAfterMin": this.#ownChanges };
    return (await owner.ask("users.updatePreferences", { changes })).changeUuid ?? "";
  }

  /** A task that the owner started and that waits. */
  async task(): Promise<string> {
    const admin = await this.tester("appAdmin");
    const { tasks } = await admin.ask("tasks.list", { limit: 200 });
    for (const { uuid, status } of tasks)
      if (status === "pending") await admin.ask("tasks.cancel", { uuid });
    return (await (await this.owner()).ask("library.scan", { deep: false })).taskId;
  }

  /** A profile that may go. */
  async spareProfile(): Promise<string> {
    const admin = await this.tester("appAdmin");
    return (await admin.ask("auth.register", newProfile(`spare ${randomUUID()}`))).profile.uuid;
  }

  /** A folder of this computer that nobody watches yet. */
  newFolder(): string {
    const path = join(this.#folder.path, `music ${randomUUID()}`);
    mkdirSync(path);
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#database.close();
    await this.app.close();
    this.#folder[Symbol.dispose]();
  }

  #entriesOf(playlistUuid: string): string[] {
    return this.#database.read.pluck<string>(
      `SELECT playlist_tracks.uuid FROM playlist_tracks JOIN playlists ON playlists.id = playlist_id
       WHERE playlists.uuid = ? ORDER BY playlist_tracks.order_key`,
      playlistUuid,
    );
  }

  #letInLike(modelUuid: string, uuid: string): void {
    this.#database.write((tx) => {
      tx.run("UPDATE journal_context SET is_suspended = 1 WHERE id = 1");
      tx.run(
        `INSERT INTO playlist_collaborators (playlist_id, user_id, permission_level, added_at)
         SELECT (SELECT id FROM playlists WHERE uuid = ?), user_id, permission_level, 1 FROM playlist_collaborators
         WHERE playlist_id = (SELECT id FROM playlists WHERE uuid = ?)`,
        uuid,
        modelUuid,
      );
      tx.run("UPDATE journal_context SET is_suspended = 0 WHERE id = 1");
    });
  }
}

export const anyRules = { query: "", sort: [], limit: null, seed: 1 };

export function newProfile(username: string): ChannelInput<"auth.register"> {
  return { username, displayName: username, email: null, password: null, isAdmin: false };
}
