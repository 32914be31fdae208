import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "#core/ipc/caller.ts";
import { TestPlaylists } from "#test-support/test-playlists.ts";

describe("the tree of playlists", () => {
  let test: TestPlaylists;
  let ana: Caller;

  beforeEach(() => {
    test = new TestPlaylists();
    ana = test.caller("Ana");
  });

  afterEach(() => test[Symbol.asyncDispose]());

  const folder = async (name: string, parentUuid: string | null = null) =>
    (await test.ask("playlists.createFolder", { name, parentUuid }, ana)).folder.uuid;
  const playlist = async (name: string, folderUuid: string | null = null) =>
    (await test.ask("playlists.create", { name, folderUuid }, ana)).playlist.uuid;
  const move = (
    items: { kind: "playlist" | "folder"; uuid: string }[],
    folderUuid: string | null,
    beforeUuid: string | null = null,
  ) => test.ask("playlists.moveInTree", { items, folderUuid, beforeUuid }, ana);

  /** The tree as a window draws it: names by place, each with its folder's name before it. */
  async function drawn(): Promise<string[]> {
    const { playlists, folders } = await test.ask("playlists.list", {}, ana);
    const items = [
      ...playlists.map(({ uuid, name, folderUuid, orderKey }) => ({
        uuid,
        name,
        in: folderUuid,
        orderKey,
      })),
      ...folders.map(({ uuid, name, parentUuid, orderKey }) => ({
        uuid,
        name,
        in: parentUuid,
        orderKey,
      })),
    ];
    const below = (parent: string | null, path: string): string[] =>
      items
        .filter((item) => item.in === parent)
        .toSorted((left, right) => (left.orderKey < right.orderKey ? -1 : 1))
        .flatMap((item) => [`${path}${item.name}`, ...below(item.uuid, `${path}${item.name}/`)]);
    return below(null, "");
  }

  // Catches: an item that lands beside its place, folders and playlists that cannot be mixed.
  it("puts playlists and folders before any item, in any folder", async () => {
    const trips = await folder("Trips");
    const a = await playlist("A");
    const b = await playlist("B");
    await playlist("C", trips);
    expect(await drawn()).toEqual(["Trips", "Trips/C", "A", "B"]);
    await move([{ kind: "playlist", uuid: b }], null, trips);
    expect(await drawn()).toEqual(["B", "Trips", "Trips/C", "A"]);
    await move(
      [
        { kind: "playlist", uuid: a },
        { kind: "playlist", uuid: b },
      ],
      trips,
    );
    expect(await drawn()).toEqual(["Trips", "Trips/C", "Trips/A", "Trips/B"]);
    await move([{ kind: "playlist", uuid: a }], trips, b);
    expect(await drawn()).toEqual(["Trips", "Trips/C", "Trips/A", "Trips/B"]);
  });

  // Catches: a branch that hangs on itself and is never seen again.
  it("refuses a folder in itself, and folders too deep", async () => {
    const outer = await folder("Outer");
    const inner = await folder("Inner", outer);
    await expect(move([{ kind: "folder", uuid: outer }], inner)).rejects.toMatchObject({
      code: "invalid_input",
    });
    let at = inner;
    for (let level = 3; level <= 8; level += 1) at = await folder(`Level ${level}`, at);
    await expect(folder("Level 9", at)).rejects.toMatchObject({ code: "invalid_input" });
    const other = await folder("Other");
    await expect(move([{ kind: "folder", uuid: outer }], other)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  // Catches: playlists lost with their folder, or a tree that an undo does not bring back as it was.
  // Catches: two folders in each other, and so in no tree that is drawn, with all that lies in them.
  it("refuses an undo by which a folder would lie in itself", async () => {
    const [a, b] = [await folder("A"), await folder("B")];
    await move([{ kind: "folder", uuid: a }], b);
    const { changeUuid } = await move([{ kind: "folder", uuid: a }], null);
    await move([{ kind: "folder", uuid: b }], a);
    const before = await drawn();
    await expect(test.ask("journal.undo", { uuid: changeUuid ?? "" }, ana)).rejects.toThrow(
      'The folder "A" would lie in itself',
    );
    expect(await drawn()).toEqual(before);
  });

  it("moves what lies in a deleted folder up, or takes it along; both can be undone", async () => {
    const trips = await folder("Trips");
    const old = await folder("Old", trips);
    await playlist("After");
    const inside = await playlist("Inside", trips);
    await test.add(inside, test.addSongs(3), ana);
    await playlist("Deep", old);
    const before = await drawn();
    const lists = await test.ask("playlists.list", {}, ana);
    const remove = (withContents: boolean) =>
      test.ask("playlists.delete", { playlistUuids: [], folderUuids: [trips], withContents }, ana);
    await remove(false);
    expect(await drawn()).toEqual(["Old", "Old/Deep", "Inside", "After"]);
    await test.ask("journal.undo", {}, ana);
    expect(await drawn()).toEqual(before);
    expect((await remove(true)).deleted).toBe(4);
    expect(await drawn()).toEqual(["After"]);
    await test.ask("journal.undo", {}, ana);
    expect(await drawn()).toEqual(before);
    const totals = (await test.ask("playlists.list", {}, ana)).playlists.map(
      ({ name, trackCount, totalDurationSec }) => [name, trackCount, totalDurationSec],
    );
    expect(totals).toEqual(
      lists.playlists.map(({ name, trackCount, totalDurationSec }) => [
        name,
        trackCount,
        totalDurationSec,
      ]),
    );
    expect(await test.titles(inside, ana)).toEqual(["Song 0", "Song 1", "Song 2"]);
  });

  // Catches: a copy that shares rows with its original, or forgets notes, order or duplicates.
  it("copies a playlist as one's own", async () => {
    const songs = test.addSongs(3);
    const uuid = await test.create(ana, songs.toReversed());
    await test.add(uuid, songs.slice(0, 1), ana);
    const [first] = await test.lines(uuid, ana);
    const changes = { notes: "opener", rating: 9 };
    await test.ask("playlists.updateTrack", { entryUuid: first?.entryUuid ?? "", changes }, ana);
    await test.ask("playlists.update", { uuid, changes: { isPublic: true } }, ana);
    const bob = test.caller("Bob");
    const copy = await test.ask("playlists.duplicate", { uuid, as: "same" }, bob);
    expect(copy.playlist).toMatchObject({
      name: "Road trip (copy)",
      role: "owner",
      isPublic: false,
      trackCount: 4,
      ratingAvg: 9,
    });
    expect(await test.titles(copy.playlist.uuid, bob)).toEqual([
      "Song 2",
      "Song 1",
      "Song 0",
      "Song 0",
    ]);
    const [copied] = await test.lines(copy.playlist.uuid, bob);
    expect(copied).toMatchObject({ ...changes, addedByName: "Bob" });
    await test.add(copy.playlist.uuid, songs, bob);
    expect(await test.titles(uuid, ana)).toHaveLength(4);
  });
});
