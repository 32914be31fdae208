import fc from "fast-check";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ChannelName, contract } from "#shared/contract/index.ts";
import { Database } from "#core/db/database.ts";
import { silentLogger } from "#core/logging/logger.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { createApp, type SegueApp } from "./compose.ts";

let folder: ReturnType<typeof temporaryFolder>;
let app: SegueApp;
let caller: Caller;

beforeAll(() => {
  folder = temporaryFolder();
  app = createApp({
    dataFolder: folder.path,
    environment: {},
    mode: "test",
    logger: silentLogger,
    now: () => 1_000_000,
  });
  caller = app.callerFor({ clientId: "test", device: "test" });
});
afterAll(async () => {
  await app.close();
  folder[Symbol.dispose]();
});

/** Every row of every table. */
function dump(): string {
  const database = new Database(app.paths.database, { readonly: true });
  try {
    const tables = database.read.pluck<string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
    );
    return JSON.stringify(
      tables.map((name) => [name, database.read.all(`SELECT * FROM "${name}"`)]),
    );
  } finally {
    database.close();
  }
}

/** A value for a field that may be near the right one: names and shapes of the contract come up often. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.dictionary(
    fc.constantFrom(
      "uuid",
      "viewName",
      "query",
      "sort",
      "snapshotId",
      "selection",
      "ranges",
      "path",
      "limit",
      "offset",
    ),
    fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.uuid(), fc.array(fc.integer())),
  ),
);

// Catches: a handler that sees what the contract does not allow: an exception, an answer, a changed row.
it.each(Object.keys(contract) as ChannelName[])(
  "%s answers input that does not match its schema with invalid_input",
  async (name) => {
    const before = dump();
    await fc.assert(
      fc.asyncProperty(anything, async (input) => {
        fc.pre(!contract[name].input.safeParse(input).success);
        const answer = await app.dispatch(name, input, caller);
        expect(answer).toMatchObject({ ok: false, error: { code: "invalid_input" } });
      }),
      { numRuns: 60 },
    );
    expect(dump()).toBe(before);
  },
);

it("answers a channel it does not know with unknown_channel", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.constantFrom("toString", "__proto__")),
      async (name) => {
        fc.pre(!Object.hasOwn(contract, name));
        expect(await app.dispatch(name, {}, caller)).toMatchObject({
          ok: false,
          error: { code: "unknown_channel" },
        });
      },
    ),
  );
});

it("keeps its database where it says", () => {
  expect(app.paths.database).toBe(join(folder.path, "data", "segue.db"));
});
