import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestOrderKey } from "#features/playlists/order-keys.ts";
import { TestPlaylists } from "#test-support/test-playlists.ts";

const edit = fc.record({
  who: fc.boolean(),
  kind: fc.constantFrom("add", "remove", "move", "undo", "rate"),
  at: fc.nat(),
  to: fc.nat(),
  count: fc.integer({ min: 1, max: 3 }),
});

describe("two people at one playlist", () => {
  // Catches: entries lost, doubled or out of order between two windows that know different states; totals that drift.
  it("lose nothing, whatever they do to it at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 8, maxLength: 24 }), async (edits) => {
        await using test = new TestPlaylists();
        const ana = test.caller("Ana");
        const bob = test.caller("Bob");
        const songs = test.addSongs(6);
        const uuid = await test.create(ana, songs);
        await test.ask("playlists.update", { uuid, changes: { isCollaborative: true } }, ana);
        await test.ask(
          "playlists.setCollaborator",
          { uuid, userUuid: bob.actor.userUuid, permission: "edit" },
          ana,
        );
        const order = async () => (await test.lines(uuid, ana)).map((line) => line.entryUuid ?? "");
        /** What each of them last saw: two edits behind, so that it is often out of date. */
        const seen = [await order(), await order()];
        for (const [index, { who, kind, at, to, count }] of edits.entries()) {
          const caller = who ? ana : bob;
          const lines = seen[who ? 0 : 1] ?? [];
          const start = lines.length === 0 ? 0 : at % lines.length;
          const entryUuids = lines.slice(start, start + count);
          const beforeEntryUuid = lines[to % (lines.length + 1)] ?? null;
          const before = await order();
          if (kind === "add") {
            await test.add(uuid, songs.slice(0, count), caller, beforeEntryUuid);
            const after = await order();
            expect(after).toHaveLength(before.length + count);
            expect(after.filter((entry) => before.includes(entry))).toEqual(before);
          } else if (kind === "undo") {
            // Undoing what another has changed since is refused, with a sentence.
            await test.ask("journal.undo", {}, caller).catch((error: unknown) => {
              expect(error).toMatchObject({
                code: expect.stringMatching(/^(conflict|not_allowed|not_found)$/),
              });
            });
            // The making of the playlist, or its sharing, was undone.
            if ((await test.ask("playlists.list", {}, bob)).playlists.length === 0) return;
          } else if (entryUuids.length > 0) {
            const there = before.filter((entry) => entryUuids.includes(entry));
            if (kind === "remove") {
              await test.ask("playlists.removeTracks", { uuid, entries: { entryUuids } }, caller);
              expect(await order()).toEqual(before.filter((entry) => !there.includes(entry)));
            } else if (kind === "rate") {
              const changes = { rating: 1 + (to % 10) };
              await test
                .ask("playlists.updateTrack", { entryUuid: entryUuids[0] ?? "", changes }, caller)
                .catch(() => undefined);
            } else if (there.length > 0) {
              await test.ask(
                "playlists.reorderTracks",
                { uuid, entries: { entryUuids }, beforeEntryUuid },
                caller,
              );
              const after = await order();
              const rest = before.filter((entry) => !there.includes(entry));
              expect(after.filter((entry) => !there.includes(entry))).toEqual(rest);
              const first = after.indexOf(there[0] ?? "");
              expect(after.slice(first, first + there.length)).toEqual(there);
            }
          }
          if (index % 2 === 1) seen[who ? 1 : 0] = await order();
        }
        const recount = test.database.read.get<Record<string, number>>(
          `SELECT count(*) AS tracks, sum(round(s.duration_sec * 1000)) AS ms, sum(t.rating) AS sum, count(t.rating) AS rated
           FROM playlist_tracks t JOIN playlists p ON p.id = t.playlist_id LEFT JOIN songs s ON s.id = t.song_id`,
        );
        const totals = test.database.read.get<Record<string, number | null>>(
          `SELECT track_count AS tracks, nullif(total_duration_ms, 0) AS ms, nullif(rating_sum, 0) AS sum,
             rating_count AS rated FROM playlists`,
        );
        expect(totals).toEqual(recount);
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  // Catches: keys that grow without end when songs are put into one place again and again, or clash when they are renewed.
  it("give a playlist fresh keys before they grow too long", async () => {
    await using test = new TestPlaylists();
    const ana = test.caller("Ana");
    const songs = test.addSongs(2);
    const uuid = await test.create(ana, songs);
    const [, last] = await test.lines(uuid, ana);
    for (let round = 0; round < 450; round += 1)
      await test.add(uuid, songs.slice(0, 1), ana, last?.entryUuid ?? null);
    const lengths = test.database.read.pluck<number>(
      "SELECT max(length(order_key)) FROM playlist_tracks",
    );
    expect(lengths[0]).toBeLessThanOrEqual(longestOrderKey);
    const renewed = test.database.read.pluck<number>(
      "SELECT count(*) FROM change_journal WHERE kind = 'playlists.addTracks' AND change_count > 100",
    );
    expect(renewed[0]).toBeGreaterThan(0);
    const lines = await test.lines(uuid, ana);
    expect(lines).toHaveLength(452);
    expect(lines.at(-1)?.entryUuid).toBe(last?.entryUuid);
  }, 30_000);

  // Catches: bulk work row by row, or an undo that brings 10,000 entries back in another order.
  it("adds, moves, removes and brings back 10,000 entries", async () => {
    await using test = new TestPlaylists();
    const ana = test.caller("Ana");
    const songs = test.addSongs(10_000);
    const uuid = await test.create(ana, songs);
    const order = () =>
      test.database.read.pluck<number>("SELECT song_id FROM playlist_tracks ORDER BY order_key");
    const ids = songs.map((song) => song.id);
    expect(order()).toEqual(ids);
    const view = await test.open(uuid, ana);
    const entries = (from: number, to: number) => ({
      snapshotId: view.snapshotId,
      ranges: [{ from, to }],
    });
    await test.ask(
      "playlists.reorderTracks",
      { uuid, entries: entries(0, 5000), beforeEntryUuid: null },
      ana,
    );
    const moved = [...ids.slice(5000), ...ids.slice(0, 5000)];
    expect(order()).toEqual(moved);
    const all = { uuid, entries: entries(0, 10_000) };
    expect(await test.ask("playlists.removeTracks", all, ana)).toMatchObject({ removed: 10_000 });
    await test.ask("journal.undo", {}, ana);
    expect(order()).toEqual(moved);
    const { playlists } = await test.ask("playlists.list", {}, ana);
    expect(playlists[0]).toMatchObject({ trackCount: 10_000 });
  }, 30_000);
});
