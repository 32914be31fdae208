import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TestPlaylists } from "#test-support/test-playlists.ts";
import { movedCount } from "./walk-back.ts";

const step = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), song: fc.nat(), at: fc.nat() }),
  fc.record({
    kind: fc.constant("remove" as const),
    at: fc.nat(),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant("move" as const), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant("sort" as const), descending: fc.boolean() }),
  fc.record({
    kind: fc.constant("annotate" as const),
    at: fc.nat(),
    changes: fc.record(
      {
        rating: fc.option(fc.integer({ min: 1, max: 10 })),
        notes: fc.option(fc.constantFrom("1", "loud")),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ kind: fc.constant("undo" as const) }),
  fc.record({ kind: fc.constant("restore" as const), at: fc.nat() }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe("versions of a playlist", () => {
  // Catches: any kind of step that is taken back wrongly, totals of a version that are off, a restore that loses entries.
  it("are what the playlist was after each change, through any run of changes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        await using test = new TestPlaylists();
        const ana = test.caller("Ana");
        const songs = test.addSongs(8);
        const uuid = await test.create(ana, songs.slice(0, 5));
        const shown = async () =>
          (await test.lines(uuid, ana)).map(({ entryUuid, song, notes, rating }) => [
            entryUuid,
            song?.title,
            notes,
            rating,
          ]);
        const versions = async () =>
          (await test.ask("playlists.listVersions", { uuid, limit: 200, before: null }, ana))
            .versions;
        const known = new Map<string, Awaited<ReturnType<typeof shown>>>();
        const remember = async () => {
          const [newest] = await versions();
          const lines = await shown();
          if (newest === undefined) return;
          if (!known.has(newest.uuid)) known.set(newest.uuid, lines);
          expect(newest.trackCount).toBe(lines.length);
          expect(lines).toEqual(known.get(newest.uuid));
        };
        const run = async (one: Step) => {
          const lines = await test.lines(uuid, ana);
          const entry = (at: number) => lines[at % Math.max(1, lines.length)]?.entryUuid ?? null;
          const first = entry("at" in one ? one.at : 0);
          switch (one.kind) {
            case "add":
              return test.add(uuid, songs.slice(one.song % 8, (one.song % 8) + 2), ana, first);
            case "remove":
            case "move": {
              if (first === null) return undefined;
              if (one.kind === "move")
                return test.ask(
                  "playlists.reorderTracks",
                  { uuid, entries: { entryUuids: [first] }, beforeEntryUuid: entry(one.to) },
                  ana,
                );
              const at = one.at % lines.length;
              const entryUuids = lines
                .slice(at, at + one.count)
                .map(({ entryUuid }) => entryUuid ?? "");
              return test.ask("playlists.removeTracks", { uuid, entries: { entryUuids } }, ana);
            }
            case "annotate":
              if (first === null) return undefined;
              return test.ask(
                "playlists.updateTrack",
                { entryUuid: first, changes: one.changes },
                ana,
              );
            case "sort":
              return test.ask(
                "playlists.sortTracks",
                { uuid, sort: [{ key: "title", descending: one.descending }] },
                ana,
              );
            case "undo":
              // Beyond the first songs lies the making of the playlist itself.
              return (await versions()).length > 2 ? test.ask("journal.undo", {}, ana) : undefined;
            case "restore": {
              const all = await versions();
              const versionUuid = all[one.at % all.length]?.uuid ?? "";
              return test.ask("playlists.restoreVersion", { uuid, versionUuid }, ana);
            }
          }
        };
        await remember();
        for (const one of steps) {
          await run(one);
          await remember();
        }
        for (const version of await versions()) {
          const then = known.get(version.uuid);
          if (then === undefined) continue;
          expect(version.trackCount).toBe(then.length);
          const { uuid: versionUuid } = version;
          const before = await shown();
          const compared = await test.ask("playlists.compareVersion", { uuid, versionUuid }, ana);
          const names = new Set(before.map(([entry]) => entry));
          expect(compared.added.count).toBe(then.filter(([entry]) => !names.has(entry)).length);
          expect(before.length + compared.added.count - compared.removed.count).toBe(then.length);
          const changed = then.filter((line) =>
            before.some(
              (now) => now[0] === line[0] && JSON.stringify(now) !== JSON.stringify(line),
            ),
          );
          expect(compared.changed.count).toBe(changed.length);
          const { changeUuid } = await test.ask(
            "playlists.restoreVersion",
            { uuid, versionUuid },
            ana,
          );
          expect(await shown()).toEqual(then);
          expect(changeUuid === null).toBe(JSON.stringify(before) === JSON.stringify(then));
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  // Catches: a comparison that calls everything moved because one entry went to the other end.
  it("counts the fewest moves between two orders", () => {
    expect(movedCount([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])).toBe(0);
    expect(movedCount([1, 2, 3, 4, 5], [5, 1, 2, 3, 4])).toBe(1);
    expect(movedCount([1, 2, 3], [3, 2, 1])).toBe(2);
    expect(movedCount([1, 9, 2], [1, 2, 8])).toBe(0);
  });
});
