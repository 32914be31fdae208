import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelInput, ChannelName } from "#shared/contract/index.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { withoutJournal } from "#core/journal/journal.ts";
import { TestPlaylists, type TestSong } from "#test-support/test-playlists.ts";

type Permission = "view" | "edit" | "admin";
type Outcome = "done" | "not_allowed" | "not_found";

/** What the code of an answer says; anything unexpected is thrown. */
async function outcomeOf(asked: Promise<unknown>): Promise<Outcome> {
  try {
    await asked;
    return "done";
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_allowed" || error.code === "not_found"))
      return error.code;
    throw error;
  }
}

describe("sharing playlists", () => {
  let test: TestPlaylists;
  let ana: Caller;
  let bob: Caller;
  let songs: TestSong[];
  let uuid: string;

  beforeEach(async () => {
    test = new TestPlaylists();
    ana = test.caller("Ana");
    bob = test.caller("Bob");
    songs = test.addSongs(4);
    uuid = await test.create(ana, songs.slice(0, 3));
  });

  afterEach(() => test[Symbol.asyncDispose]());

  const share = (permission: Permission | null, who = bob, by = ana) =>
    test.ask("playlists.setCollaborator", { uuid, userUuid: who.actor.userUuid, permission }, by);
  const update = (changes: ChannelInput<"playlists.update">["changes"], by: Caller = ana) =>
    test.ask("playlists.update", { uuid, changes }, by);

  /** Every channel about one playlist, as a caller would ask it. Each leaves the playlist there. */
  async function everything(caller: Caller): Promise<Partial<Record<ChannelName, Outcome>>> {
    const lines = await test.lines(uuid, ana);
    const entry = lines[0]?.entryUuid ?? "";
    const selection = { uuids: [songs[3]?.uuid ?? ""] };
    const ask = <Name extends ChannelName>(name: Name, input: ChannelInput<Name>) =>
      outcomeOf(test.ask(name, input, caller));
    return {
      "playlists.get": await ask("playlists.get", { uuid }),
      "playlists.openView": await ask("playlists.openView", {
        viewName: "v",
        uuid,
        query: "",
        sort: [],
      }),
      "playlists.duplicate": await ask("playlists.duplicate", { uuid, as: "same" }),
      "playlists.addTracks": await ask("playlists.addTracks", {
        uuid,
        selection,
        beforeEntryUuid: null,
        duplicates: "add",
      }),
      "playlists.reorderTracks": await ask("playlists.reorderTracks", {
        uuid,
        entries: { entryUuids: [entry] },
        beforeEntryUuid: null,
      }),
      "playlists.sortTracks": await ask("playlists.sortTracks", {
        uuid,
        sort: [{ key: "title", descending: true }],
      }),
      "playlists.updateTrack": await ask("playlists.updateTrack", {
        entryUuid: entry,
        changes: { rating: 4 },
      }),
      "playlists.removeTracks": await ask("playlists.removeTracks", {
        uuid,
        entries: { entryUuids: [entry] },
      }),
      "playlists.update": await ask("playlists.update", { uuid, changes: { description: "d" } }),
      "playlists.setCollaborator": await ask("playlists.setCollaborator", {
        uuid,
        userUuid: test.caller(`Guest of ${caller.clientId}`).actor.userUuid,
        permission: "view",
      }),
      "playlists.moveInTree": await ask("playlists.moveInTree", {
        items: [{ kind: "playlist", uuid }],
        folderUuid: null,
        beforeUuid: null,
      }),
      "playlists.handOver": await ask("playlists.handOver", {
        uuid,
        userUuid: test.caller(`Heir of ${caller.clientId}`).actor.userUuid,
      }),
    };
  }

  const looking = ["playlists.get", "playlists.openView", "playlists.duplicate"];
  const editing = [
    "playlists.addTracks",
    "playlists.reorderTracks",
    "playlists.sortTracks",
    "playlists.updateTrack",
    "playlists.removeTracks",
  ];
  const running = ["playlists.update", "playlists.setCollaborator"];

  // Catches: a channel that forgot to ask for permission, for any of the roles.
  it.each([
    ["nobody", null, false, []],
    ["an app administrator", null, false, []],
    ["anybody, of a public one", null, true, looking],
    ["a viewer", "view", false, looking],
    ["an editor", "edit", false, [...looking, ...editing]],
    ["an admin of it", "admin", false, [...looking, ...editing, ...running]],
  ] as const)("%s may do this much", async (who, permission, isPublic, allowed) => {
    const caller = who === "an app administrator" ? test.caller("Root", { isAdmin: true }) : bob;
    await update({ isCollaborative: true, isPublic });
    if (permission !== null) await share(permission, caller);
    const done: readonly string[] = allowed;
    const outcomes = await everything(caller);
    const expected = Object.fromEntries(
      Object.keys(outcomes).map((name) => [
        name,
        done.includes(name) ? "done" : done.length === 0 ? "not_found" : "not_allowed",
      ]),
    );
    expect(outcomes).toEqual(expected);
  });

  it("lets the owner do everything", async () => {
    expect(new Set(Object.values(await everything(ana)))).toEqual(new Set(["done"]));
  });

  // Catches: collaborators who edit although collaboration is off.
  it("lets collaborators only look while it is not collaborative", async () => {
    await share("admin");
    expect(await outcomeOf(test.add(uuid, songs, bob))).toBe("not_allowed");
    expect((await test.ask("playlists.get", { uuid }, bob)).role).toBe("view");
  });

  // Catches: a window that goes on showing a list its profile may not see any more, or never learns of one it now may.
  it("tells those who see it, and those who just gained or lost sight of it", async () => {
    const told = async (work: () => Promise<unknown>) => {
      test.told.length = 0;
      await work();
      return test.told
        .filter(({ name }) => name !== "journal.changed")
        .map(({ name, payload, userIds }) => {
          const what = "what" in payload ? payload.what : "";
          return `${name} ${what} ${userIds === null ? "all" : userIds.map((id) => (id === ana.actor.userId ? "ana" : "bob")).join("+")}`;
        });
    };
    expect(await told(() => share("edit"))).toEqual([
      "playlists.changed details bob+ana",
      "playlists.changed tree bob",
      "playlists.shared  bob",
    ]);
    expect(await told(() => test.add(uuid, songs.slice(3), ana))).toEqual([
      "playlists.changed entries ana+bob",
    ]);
    expect(await told(() => share(null))).toEqual([
      "playlists.changed details ana",
      "playlists.changed tree bob",
    ]);
    expect(await told(() => update({ isPublic: true }))).toEqual([
      "playlists.changed details all",
      "playlists.changed tree all",
    ]);
    expect(await told(() => update({ isPublic: false }))).toEqual([
      "playlists.changed details ana",
      "playlists.changed tree all",
    ]);
  });

  // Catches: a list that its former owner cannot reach, or keeps owning.
  it("is handed over with the former owner as admin", async () => {
    await test.ask("playlists.handOver", { uuid, userUuid: bob.actor.userUuid }, ana);
    expect((await test.ask("playlists.get", { uuid }, bob)).role).toBe("owner");
    expect((await test.ask("playlists.get", { uuid }, ana)).role).toBe("admin");
    expect(await outcomeOf(test.ask("journal.undo", {}, ana))).toBe("not_allowed");
  });

  // Catches: an undo that does what its author is not allowed any more.
  it("asks for permission again when a change is undone", async () => {
    await update({ isCollaborative: true });
    await share("edit");
    await test.add(uuid, songs.slice(3), bob);
    await share("view");
    expect(await outcomeOf(test.ask("journal.undo", {}, bob))).toBe("not_allowed");
    await share(null);
    expect(await outcomeOf(test.ask("journal.undo", {}, bob))).toBe("not_found");
    expect(await test.titles(uuid, ana)).toHaveLength(4);
  });

  it("lets a collaborator leave, and nobody take out another without being its admin", async () => {
    const eve = test.caller("Eve");
    await update({ isCollaborative: true });
    await share("edit");
    await share("view", eve);
    expect(await outcomeOf(share(null, eve, bob))).toBe("not_allowed");
    expect(await outcomeOf(share(null, bob, bob))).toBe("done");
    expect(await outcomeOf(test.ask("playlists.get", { uuid }, bob))).toBe("not_found");
  });

  // Catches: playlists that vanish with a profile although they were handed over, folders left behind.
  it("goes to an heir, or goes, when its owner's profile is deleted", async () => {
    await share("edit");
    await test.ask("playlists.createFolder", { name: "Trips", parentUuid: null }, ana);
    const leave = (work: "handOver" | "deleteAllOf") =>
      test.database.write((tx) =>
        withoutJournal(tx, () =>
          work === "handOver"
            ? test.playlists.handOver(tx, ana.actor.userId, bob.actor.userId)
            : test.playlists.deleteAllOf(tx, bob.actor.userId),
        ),
      );
    expect(leave("handOver")).toBe(1);
    const seen = await test.ask("playlists.list", {}, bob);
    expect(seen.playlists.map(({ role, collaboratorCount }) => [role, collaboratorCount])).toEqual([
      ["owner", 0],
    ]);
    expect(seen.folders.map(({ name }) => name)).toEqual(["Trips"]);
    expect(leave("deleteAllOf")).toBe(1);
    expect(await test.ask("playlists.list", {}, bob)).toEqual({ playlists: [], folders: [] });
    expect(test.database.read.pluck("SELECT count(*) FROM playlist_tracks")).toEqual([0]);
  });
});
