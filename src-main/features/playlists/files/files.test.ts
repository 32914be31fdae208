import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ChannelInput } from "#shared/contract/index.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { playlistFormats } from "#core/playlist-files/playlist-file.ts";
import { TestPlaylists } from "#test-support/test-playlists.ts";

/** Songs at `/m/Song 0.flac` ... */
function withSongs(t: TestPlaylists, count: number) {
  const songs = t.addSongs(count);
  t.database.write((tx) => tx.run("UPDATE songs SET local_path = '/m/Ana/' || title || '.flac'"));
  return songs;
}

async function importText(
  t: TestPlaylists,
  text: string,
  caller: Caller,
  input: Partial<ChannelInput<"playlists.importFile">> = {},
) {
  const { transferUuid } = await t.context.transfers.keepFile(caller, "upload", text);
  const fileName = "Mix.m3u8";
  return t.ask("playlists.importFile", { transferUuid, fileName, ...input }, caller);
}

const mix = [
  "#EXTM3U",
  "#PLAYLIST:Summer mix",
  "/m/Ana/Song 1.flac",
  "#EXTINF:7,Bo - Gone",
  "#EXTALB:Lost",
  "D:\\Gone.mp3",
  "http://radio.example/stream",
  "Ana/Song 0.flac",
  "/m/Ana/Song 1.flac",
].join("\n");

describe("import", () => {
  // Catches: rows that are dropped, put elsewhere, or attributed to nobody.
  test("keeps every row in its order, with those that match nothing", async () => {
    await using t = new TestPlaylists();
    withSongs(t, 2);
    const ana = t.caller("Ana");
    const { playlist, matched, unmatched, changeUuid } = await importText(t, mix, ana);
    expect([playlist.name, playlist.trackCount, matched, unmatched]).toEqual([
      "Summer mix",
      5,
      3,
      2,
    ]);
    const lines = await t.lines(playlist.uuid, ana);
    expect(lines.map((line) => line.song?.title ?? line.source?.location)).toEqual([
      "Song 1",
      "D:\\Gone.mp3",
      "http://radio.example/stream",
      "Song 0",
      "Song 1",
    ]);
    expect(lines[1]).toMatchObject({
      addedByName: "Ana",
      source: { title: "Gone", artist: "Bo", album: "Lost", durationSec: 7 },
    });
    expect(playlist.totalDurationSec).toBe(61 + 7 + 60 + 61);
    const told = t.told.filter(({ name }) => name === "playlists.changed");
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { playlistUuid: playlist.uuid, what: "tree" },
    ]);
    await t.ask("journal.undo", { uuid: changeUuid ?? "" }, ana);
    expect((await t.ask("playlists.list", {}, ana)).playlists).toEqual([]);
    await t.ask("journal.redo", {}, ana);
    expect(await t.titles(playlist.uuid, ana)).toHaveLength(5);
  });

  test("is called and filed as asked, else as the file is", async () => {
    await using t = new TestPlaylists();
    withSongs(t, 1);
    const ana = t.caller("Ana");
    const { folder } = await importFolder(t, ana);
    const named = await importText(t, mix, ana, { name: "Mine", folderUuid: folder });
    expect(named.playlist).toMatchObject({ name: "Mine", folderUuid: folder });
    const { playlist } = await importText(t, "a.mp3", ana, { fileName: "Old list.M3U" });
    expect(playlist.name).toBe("Old list");
  });

  test("finds songs from the folder and through the mapping it is given", async () => {
    await using t = new TestPlaylists();
    withSongs(t, 2);
    const ana = t.caller("Ana");
    const text = "Song 0.flac\nZ:\\x\\Song 1.flac";
    const { matched } = await importText(t, text, ana, {
      baseFolder: "/m/Ana",
      prefixMap: [{ from: "Z:\\x", to: "/m/Ana" }],
    });
    expect(matched).toBe(2);
  });

  test.each([
    ["notes.txt", "a.mp3", "unsupported"],
    ["empty.m3u8", "#EXTM3U\n", "file_corrupt"],
    ["broken.xspf", "<playlist", "file_corrupt"],
    ["broken.jspf", "{", "file_corrupt"],
  ])("%s is refused with a sentence and leaves nothing", async (fileName, text, code) => {
    await using t = new TestPlaylists();
    const ana = t.caller("Ana");
    await expect(importText(t, text, ana, { fileName })).rejects.toMatchObject({ code });
    expect((await t.ask("playlists.list", {}, ana)).playlists).toEqual([]);
  });

  test("the file and the folder must be the caller's own", async () => {
    await using t = new TestPlaylists();
    const [ana, ben] = [t.caller("Ana"), t.caller("Ben")];
    const { folder } = await importFolder(t, ben);
    await expect(importText(t, mix, ana, { folderUuid: folder })).rejects.toMatchObject({
      code: "not_found",
    });
    const { transferUuid } = await t.context.transfers.keepFile(ben, "upload", mix);
    await expect(
      t.ask("playlists.importFile", { transferUuid, fileName: "a.m3u8" }, ana),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

function importFolder(t: TestPlaylists, caller: Caller) {
  const folder = crypto.randomUUID();
  t.context.journal.change(
    caller,
    (tx) =>
      tx.run(
        "INSERT INTO playlist_folders (uuid, user_id, name, order_key) VALUES (?, ?, 'Old', 'a0')",
        folder,
        caller.actor.userId,
      ),
    { kind: "test", summary: "Made a folder" },
  );
  return Promise.resolve({ folder });
}

describe("rows that wait", () => {
  async function waiting(t: TestPlaylists, ana: Caller) {
    const { playlist } = await importText(t, "/m/Ana/Song 0.flac\n/m/Ana/Song 1.flac", ana);
    return playlist.uuid;
  }

  test("are matched when asked, as a change of the caller's", async () => {
    await using t = new TestPlaylists();
    const ana = t.caller("Ana");
    const uuid = await waiting(t, ana);
    withSongs(t, 1);
    const answer = await t.ask("playlists.rematch", { uuid }, ana);
    expect(answer).toMatchObject({ matched: 1, unmatched: 1 });
    expect(await t.titles(uuid, ana)).toEqual(["Song 0", null]);
    await t.ask("journal.undo", { uuid: answer.changeUuid ?? "" }, ana);
    expect(await t.titles(uuid, ana)).toEqual([null, null]);
    expect(await t.ask("playlists.rematch", { uuid }, ana)).toMatchObject({ matched: 1 });
    expect(await t.ask("playlists.rematch", { uuid }, ana)).toMatchObject({
      matched: 0,
      changeUuid: null,
    });
  });

  // Catches: a person's history that fills with what a scan did, and windows that do not hear of it.
  test("are matched after a scan, as nobody's change", async () => {
    await using t = new TestPlaylists();
    const ana = t.caller("Ana");
    const uuid = await waiting(t, ana);
    const { revision } = await t.ask("playlists.get", { uuid }, ana);
    const entries = t.database.read.get("SELECT count(*) AS count FROM change_journal");
    withSongs(t, 2);
    t.context.events.emit("library.changed", { revision: 2, songUuids: null });
    await expect.poll(() => t.titles(uuid, ana), { timeout: 8000 }).toEqual(["Song 0", "Song 1"]);
    expect(t.database.read.get("SELECT count(*) AS count FROM change_journal")).toEqual(entries);
    expect((await t.ask("playlists.get", { uuid }, ana)).revision).toBeGreaterThan(revision);
    expect(t.told.at(-1)).toMatchObject({
      name: "playlists.changed",
      payload: { playlistUuid: uuid, what: "entries" },
    });
  });

  // Catches: an import that cannot be undone any more because a scan found its songs; a person's own match thrown away.
  test("go with their import when Segue matched them, and stay when a person did", async () => {
    await using t = new TestPlaylists();
    const ana = t.caller("Ana");
    const first = await importText(t, "/m/Ana/Song 0.flac", ana);
    const second = await importText(t, "/m/Ana/Elsewhere.flac", ana);
    const [song] = withSongs(t, 1);
    t.context.events.emit("library.changed", { revision: 2, songUuids: null });
    await expect
      .poll(() => t.titles(first.playlist.uuid, ana), { timeout: 8000 })
      .toEqual(["Song 0"]);
    const entryUuid = (await t.lines(second.playlist.uuid, ana))[0]?.entryUuid ?? "";
    await t.ask("playlists.matchEntry", { entryUuid, songUuid: song?.uuid ?? "" }, ana);
    await t.ask("journal.undo", { uuid: first.changeUuid ?? "" }, ana);
    await expect(t.ask("playlists.get", { uuid: first.playlist.uuid }, ana)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      t.ask("journal.undo", { uuid: second.changeUuid ?? "" }, ana),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("are told what they mean by hand, and that can be undone", async () => {
    await using t = new TestPlaylists();
    const [ana, ben] = [t.caller("Ana"), t.caller("Ben")];
    const uuid = await waiting(t, ana);
    const [song] = withSongs(t, 3).slice(2);
    const entryUuid = (await t.lines(uuid, ana))[0]?.entryUuid ?? "";
    const input = { entryUuid, songUuid: song?.uuid ?? "" };
    const { changeUuid } = await t.ask("playlists.matchEntry", input, ana);
    expect(await t.titles(uuid, ana)).toEqual(["Song 2", null]);
    await expect(t.ask("playlists.matchEntry", input, ben)).rejects.toMatchObject({
      code: "not_found",
    });
    await t.ask("journal.undo", { uuid: changeUuid ?? "" }, ana);
    expect(await t.titles(uuid, ana)).toEqual([null, null]);
  });
});

describe("export", () => {
  // Catches: a format that loses songs, their order, or the rows that wait.
  test.each(playlistFormats)("%s holds every line and comes back the same", async (format) => {
    await using t = new TestPlaylists();
    const songs = withSongs(t, 3);
    const ana = t.caller("Ana");
    const { playlist } = await importText(t, mix, ana);
    await t.add(playlist.uuid, songs, ana);
    const file = await t.ask(
      "playlists.exportFile",
      { uuid: playlist.uuid, format, paths: "absolute" },
      ana,
    );
    expect(file).toMatchObject({ fileName: `Summer mix.${format}`, trackCount: 8, warnings: [] });
    const again = await t.ask(
      "playlists.importFile",
      { transferUuid: file.transferUuid, fileName: file.fileName },
      ana,
    );
    const shown = async (uuid: string) =>
      (await t.lines(uuid, ana)).map((line) => line.song?.title ?? line.source?.title);
    expect(await shown(again.playlist.uuid)).toEqual(await shown(playlist.uuid));
    expect(again.playlist.name).toBe("Summer mix");
  });

  test("relative paths start at the songs' common folder, or where asked", async () => {
    await using t = new TestPlaylists();
    const songs = withSongs(t, 2);
    const ana = t.caller("Ana");
    const uuid = await t.create(ana, songs);
    const text = async (baseFolder?: string) => {
      const input = { uuid, format: "m3u8", paths: "relative" } as const;
      const { transferUuid } = await t.ask(
        "playlists.exportFile",
        baseFolder === undefined ? input : { ...input, baseFolder },
        ana,
      );
      return readFileSync(t.context.transfers.pathOf(transferUuid, ana), "utf8");
    };
    expect(await text()).toContain("\nSong 0.flac\n");
    expect(await text("/m/Lists")).toContain("\n../Ana/Song 0.flac\n");
  });

  test("only who may see it gets it", async () => {
    await using t = new TestPlaylists();
    const [ana, ben] = [t.caller("Ana"), t.caller("Ben")];
    const uuid = await t.create(ana, withSongs(t, 1));
    await expect(
      t.ask("playlists.exportFile", { uuid, format: "pls", paths: "absolute" }, ben),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
