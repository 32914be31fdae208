import { afterAll, beforeAll, expect, test } from "vitest";
import { contract } from "#shared/contract/index.ts";
import type { Envelope } from "#shared/errors/app-error.ts";
import { roles } from "#test-support/permissions/permission-rules.ts";
import { permissionTable } from "#test-support/permissions/permission-table.ts";
import { PermissionWorld } from "#test-support/permissions/permission-world.ts";

let world: PermissionWorld;

beforeAll(async () => {
  world = await PermissionWorld.create();
});
afterAll(() => world[Symbol.asyncDispose]());

const refusals = ["not_logged_in", "not_allowed", "not_found"];
/** A table that asks wrongly, or a core that fails, proves nothing of permission. */
const proveNothing = ["invalid_input", "unknown_channel", "internal"];

function outcomeOf(answer: Envelope<unknown>): string {
  if (answer.ok) return "allowed";
  const { code, message } = answer.error;
  if (proveNothing.includes(code)) return `${code}: ${message}`;
  return refusals.includes(code) ? code : "allowed";
}

// Catches: a channel that was added without anybody saying who may ask it.
test("the table knows every channel and no other", () => {
  const known = new Set(permissionTable.map(({ channel }) => channel));
  expect([...known].toSorted()).toEqual(Object.keys(contract).toSorted());
});

// Catches: permission that only the screen checks, or that looks at the wrong profile.
test.each(permissionTable.map((one) => [one.channel, one.about, one] as const))(
  "%s %s",
  async (channel, _about, { rule, input }) => {
    const outcomes: Record<string, string> = {};
    for (const role of roles) {
      const tester = await world.tester(role);
      const asked = await input(world, tester);
      outcomes[role] = outcomeOf(await tester.request(channel, asked));
    }
    expect(outcomes).toEqual(rule);
  },
);
