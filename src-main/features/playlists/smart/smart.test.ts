import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventPayload } from "#shared/contract/index.ts";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { TestPlaylists, type TestSong } from "#test-support/test-playlists.ts";

let test: TestPlaylists;
let ana: Caller;
let bob: Caller;
let songs: TestSong[];

beforeEach(() => {
  test = new TestPlaylists();
  ana = test.caller("Ana");
  bob = test.caller("Bob");
  // A minute and 0 to 19 seconds, 1,000 bytes each.
  songs = test.addSongs(20);
});

afterEach(async () => {
  await test[Symbol.asyncDispose]();
});

function rules(query: string, more: Partial<SmartRules> = {}): SmartRules {
  return { query, sort: [], limit: null, seed: 1, ...more };
}

const byLength: SmartRules["sort"] = [{ key: "durationSec", descending: false }];

async function preview(of: SmartRules, caller = ana) {
  const answer = await test.ask("playlists.previewRules", { rules: of, limit: 100 }, caller);
  return { ...answer, titles: answer.rows.map(({ title }) => title) };
}

async function create(name: string, of: SmartRules, caller = ana): Promise<string> {
  return (await test.ask("playlists.create", { name, rules: of }, caller)).playlist.uuid;
}

async function get(uuid: string, caller = ana) {
  return test.ask("playlists.get", { uuid }, caller);
}

async function rate(rating: number | null, ...indexes: number[]): Promise<void> {
  const uuids = indexes.map((index) => songs[index]?.uuid ?? "");
  await test.ask("songs.setRating", { selection: { uuids }, rating }, ana);
}

describe("rules", () => {
  // Catches: limits that take one song too many, or count what they cut.
  it("hold the first songs of their order that stay within the limit", async () => {
    const all = rules("length<=1:04", { sort: byLength });
    expect(await preview(all)).toMatchObject({ trackCount: 5, matchCount: 5, totalBytes: 5000 });
    const count = await preview({ ...all, limit: { by: "count", value: 2 } });
    expect(count).toMatchObject({ trackCount: 2, matchCount: 5, titles: ["Song 0", "Song 1"] });
    // 60 + 61 + 62 seconds
    const exactly = await preview({ ...all, limit: { by: "durationSec", value: 183 } });
    expect(exactly).toMatchObject({ trackCount: 3, totalDurationSec: 183 });
    const short = await preview({ ...all, limit: { by: "durationSec", value: 182.9 } });
    expect(short).toMatchObject({ trackCount: 2, totalDurationSec: 121 });
    expect(await preview({ ...all, limit: { by: "bytes", value: 3999 } })).toMatchObject({
      trackCount: 3,
      totalBytes: 3000,
    });
  });

  // Catches: a draw that changes with every look, or never.
  it("draw by lot, the same for the same seed", async () => {
    const drawn = rules("", {
      sort: [{ key: "random", descending: false }],
      limit: { by: "count", value: 5 },
    });
    const first = (await preview(drawn)).titles;
    expect((await preview(drawn)).titles).toEqual(first);
    expect((await preview({ ...drawn, seed: 2 })).titles).not.toEqual(first);
    expect(new Set(first).size).toBe(5);
  });

  it("sort by several keys", async () => {
    const sorted = rules('artist:("artist 1","artist 2") length<1:10', {
      sort: [
        { key: "artist", descending: true },
        { key: "durationSec", descending: true },
      ],
    });
    expect((await preview(sorted)).titles).toEqual(["Song 9", "Song 2", "Song 8", "Song 1"]);
  });

  it("that cannot be read are refused with the place", async () => {
    await expect(preview(rules("length>x"))).rejects.toMatchObject({
      code: "query_invalid",
      details: { from: 7, to: 8 },
    });
    await expect(create("Broken", rules("(a"))).rejects.toMatchObject({ code: "query_invalid" });
  });
});

describe("playlists that rules name", () => {
  // Catches: a reference by name that breaks when the playlist is renamed, and one to a list nobody may see.
  it("are kept by uuid and seen as the owner sees them", async () => {
    const road = await test.create(ana, songs.slice(0, 3), "Road trip");
    const uuid = await create("Short", rules('playlist:"road TRIP" length<1:02'));
    expect((await get(uuid)).rules?.query).toBe(`playlist:${road} length<1:02`);
    await test.ask("playlists.update", { uuid: road, changes: { name: "Other" } }, ana);
    expect((await test.open(uuid, ana)).total).toBe(2);
    // Bob sees Ana's list as she does, though he may not see what it is made of.
    await test.ask("playlists.update", { uuid, changes: { isPublic: true } }, ana);
    expect((await test.open(uuid, bob)).total).toBe(2);
    expect((await preview(rules(`playlist:${road}`), bob)).trackCount).toBe(0);
  });

  it("must be there", async () => {
    await expect(create("Lost", rules("length>1:00 playlist:nowhere"))).rejects.toMatchObject({
      code: "query_invalid",
      message: 'There is no playlist "nowhere" that you can see.',
      details: { from: 21, to: 28 },
    });
  });

  // Catches: work that doubles with every level, in main and in the worker: a test that does not end.
  it("may be many that take from the same", async () => {
    let below = [await create("A", rules("length>1:00")), await create("B", rules("length<1:03"))];
    const [bottom = ""] = below;
    for (let level = 0; level < 40; level += 1) {
      const query = below.map((uuid) => `playlist:${uuid}`).join(" OR ");
      below = [await create(`A${level}`, rules(query)), await create(`B${level}`, rules(query))];
    }
    const [top = ""] = below;
    expect((await test.open(top, ana)).total).toBe(20);
    const update = (query: string) =>
      test.ask("playlists.update", { uuid: bottom, changes: { rules: rules(query) } }, ana);
    await expect(update(`playlist:${top}`)).rejects.toMatchObject({ code: "conflict" });
    const other = await create("Other", rules("length<1:02"));
    await test.ask(
      "playlists.update",
      { uuid: other, changes: { rules: rules(`playlist:${top} length<1:02`) } },
      ana,
    );
    expect((await test.open(other, ana)).total).toBe(2);
  });

  // Catches: rules that call each other until the worker's stack ends.
  it("may not lead back, and the sentence names the way", async () => {
    const a = await create("A", rules("length>1:00"));
    const b = await create("B", rules("playlist:A"));
    const c = await create("C", rules("playlist:B"));
    await expect(
      test.ask("playlists.update", { uuid: a, changes: { rules: rules("playlist:C") } }, ana),
    ).rejects.toMatchObject({
      code: "conflict",
      message:
        'A playlist cannot be made of itself: "A" takes from "C" takes from "B" takes from "A".',
    });
    // Kept all the same, by an older program or by hand: opening says so instead of never ending.
    test.context.journal.change(
      ana,
      (tx) => {
        tx.run(
          "UPDATE playlists SET rules = ? WHERE uuid = ?",
          JSON.stringify(rules(`playlist:${c}`)),
          a,
        );
      },
      { kind: "test", summary: "Made a circle" },
    );
    await expect(test.open(b, ana)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a live smart playlist", () => {
  // Catches: totals in the tree that are of last week, and windows that go on showing it.
  it("keeps its totals and tells when other songs are in it", async () => {
    const uuid = await create("Best", rules("rating>=4"));
    await test.open(uuid, ana);
    await rate(8, 1, 2);
    test.told.length = 0;
    expect((await test.open(uuid, ana)).total).toBe(2);
    const told = test.told.filter(({ name }) => name === "playlists.changed");
    expect(told.map(({ payload }) => (payload as EventPayload<"playlists.changed">).what)).toEqual([
      "entries",
    ]);
    expect(await get(uuid)).toMatchObject({ trackCount: 2, totalDurationSec: 123 });
    // Two others, as many and as long: only what is in it tells.
    await rate(null, 1, 2);
    await rate(8, 0, 3);
    const before = (await get(uuid)).revision;
    await test.ask("playlists.refresh", { uuid }, ana);
    expect((await get(uuid)).revision).toBe(before + 1);
    await test.ask("playlists.refresh", { uuid }, ana);
    expect((await get(uuid)).revision).toBe(before + 1);
    expect(
      test.database.read.pluck("SELECT kind FROM change_journal WHERE kind LIKE 'playlists.%'"),
    ).toEqual(["playlists.create"]);
  });
});

describe("a frozen smart playlist", () => {
  // Catches: totals counted twice, from the evaluation and from the entries, when freezing is undone and redone.
  it("keeps what it held, and every way back has its totals right", async () => {
    await rate(8, 0, 1, 2);
    const uuid = await create("Best", rules("rating>=4", { sort: byLength }));
    const frozen = await test.ask("playlists.setFrozen", { uuid, isFrozen: true }, ana);
    expect(frozen.playlist).toMatchObject({ isFrozen: true, trackCount: 3, totalDurationSec: 183 });
    await rate(null, 0);
    expect((await test.open(uuid, ana)).total).toBe(3);

    const refreshed = await test.ask("playlists.refresh", { uuid }, ana);
    expect(refreshed.playlist).toMatchObject({ trackCount: 2, totalDurationSec: 123 });
    await test.ask("journal.undo", { uuid: refreshed.changeUuid ?? "" }, ana);
    expect(await get(uuid)).toMatchObject({ trackCount: 3, totalDurationSec: 183 });

    const thawed = await test.ask("playlists.setFrozen", { uuid, isFrozen: false }, ana);
    expect(thawed.playlist).toMatchObject({ isFrozen: false, trackCount: 2 });
    await test.ask("journal.undo", { uuid: thawed.changeUuid ?? "" }, ana);
    expect(await get(uuid)).toMatchObject({ isFrozen: true, trackCount: 3, totalDurationSec: 183 });
    expect((await test.open(uuid, ana)).total).toBe(3);
  });

  it("is frozen by those who may change its details alone", async () => {
    const uuid = await create("Best", rules("song"));
    await test.ask("playlists.update", { uuid, changes: { isPublic: true } }, ana);
    await expect(
      test.ask("playlists.setFrozen", { uuid, isFrozen: true }, bob),
    ).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("why a song is in, or not", () => {
  it("says each rule, what the song has, and where the limit cuts", async () => {
    await rate(8, 0, 1, 2, 3);
    const of = {
      rules: rules("rating>=4 (length<1:01 OR -length<1:03)", {
        sort: byLength,
        limit: { by: "count", value: 1 },
      }),
    };
    const explain = (index: number) =>
      test.ask("playlists.explain", { of, songUuid: songs[index]?.uuid ?? "" }, ana);
    expect(await explain(3)).toEqual({
      isIn: false,
      rules: [
        { depth: 0, text: "All of these", holds: true, actual: null },
        { depth: 1, text: "rating>=4", holds: true, actual: "Rating is 4" },
        { depth: 1, text: "Any of these", holds: true, actual: null },
        { depth: 2, text: "length<1:01", holds: false, actual: "Length is 1:03" },
        { depth: 2, text: "Not this", holds: true, actual: null },
        { depth: 3, text: "length<1:03", holds: false, actual: "Length is 1:03" },
      ],
      limit: { rank: 2, text: "At most 1 song: the first 1 of 2 are taken", isWithin: false },
    });
    expect(await explain(0)).toMatchObject({ isIn: true, limit: { rank: 1, isWithin: true } });
    expect((await explain(9)).rules[1]).toMatchObject({ holds: false, actual: "Not rated" });
  });

  it("names playlists, and tells that a song is hidden", async () => {
    const road = await test.create(ana, songs.slice(0, 1), "Road trip");
    const [first] = songs;
    const songUuid = first?.uuid ?? "";
    const selection = { uuids: [songUuid] };
    await test.ask("songs.setHidden", { selection, isHidden: true }, ana);
    const of = { rules: rules(`playlist:${road}`) };
    expect(await test.ask("playlists.explain", { of, songUuid }, ana)).toEqual({
      isIn: false,
      rules: [
        { depth: 0, text: 'playlist:"Road trip"', holds: true, actual: null },
        { depth: 0, text: "Not hidden", holds: false, actual: null },
      ],
      limit: null,
    });
  });

  // Catches: a shared list that tells what its owner wrote in their notes.
  it("keeps what is the owner's own from others", async () => {
    await rate(8, 0);
    const uuid = await create("Best", rules("rating>=4 length<1:30"));
    await test.ask("playlists.update", { uuid, changes: { isPublic: true } }, ana);
    const { rules: told } = await test.ask(
      "playlists.explain",
      { of: { uuid }, songUuid: songs[0]?.uuid ?? "" },
      bob,
    );
    expect(told.map(({ actual }) => actual)).toEqual([null, null, "Length is 1:00"]);
  });
});

describe("saved searches", () => {
  it("are kept by name for their profile, and undone", async () => {
    const save = (name: string, query: string, caller = ana) =>
      test.ask("filters.save", { name, query }, caller);
    const list = async (caller = ana) =>
      (await test.ask("filters.list", {}, caller)).filters.map(({ name, query }) => [name, query]);
    await save("New", "added<30d");
    const changed = await save("New", "added<60d");
    await save("Loud", "genre:metal");
    await save("New", "is:favorite", bob);
    expect(await list()).toEqual([
      ["Loud", "genre:metal"],
      ["New", "added<60d"],
    ]);
    await test.ask("journal.undo", { uuid: changed.changeUuid ?? "" }, ana);
    expect(await list()).toContainEqual(["New", "added<30d"]);
    await test.ask("filters.delete", { uuid: changed.filter.uuid }, ana);
    expect(await list()).toEqual([["Loud", "genre:metal"]]);
    expect(await list(bob)).toEqual([["New", "is:favorite"]]);
    await expect(save("Broken", "year:x")).rejects.toMatchObject({ code: "query_invalid" });
    await expect(
      test.ask("filters.delete", { uuid: changed.filter.uuid }, bob),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
