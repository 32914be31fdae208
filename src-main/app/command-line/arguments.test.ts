import { expect, test } from "vitest";
import { parseCommandLine, UsageError } from "./arguments.ts";
import { parseSort } from "./list-commands.ts";

// Fault: a call with a typing error does something else than it says.
test.each([
  [["songs", "--limit", "ten"], /--limit takes a number/],
  [["songs", "--limit", "1.5"], /--limit takes a whole number/],
  [["songs", "--offset", "-1"], /--offset/],
  [["songs", "--colour"], /--colour/],
  [[], /Say what to do/],
])("%j is refused", (argv, sentence) => {
  expect(() => parseCommandLine(argv)).toThrow(UsageError);
  expect(() => parseCommandLine(argv)).toThrow(sentence);
});

test("options may stand anywhere", () => {
  const line = parseCommandLine(["import", "--deep", "a folder", "--json", "b"]);
  expect(line).toMatchObject({
    command: "import",
    operands: ["a folder", "b"],
    options: { deep: true, json: true },
  });
});

// Fault: Node refuses a value that begins with a dash, and with it the documented way to sort downwards.
test("a sort key or a query may begin with a dash", () => {
  expect(
    parseCommandLine(["songs", "--sort", "-year", "--query", "-live", "--json"]).options,
  ).toMatchObject({
    sort: "-year",
    query: "-live",
    json: true,
  });
  expect(() => parseCommandLine(["songs", "--sort", "--json"])).toThrow(UsageError);
});

test("sort keys are column names, with a minus for descending", () => {
  expect(parseSort("artist,-last_played_at")).toEqual([
    { key: "artist", descending: false },
    { key: "lastPlayedAt", descending: true },
  ]);
  expect(() => parseSort("password")).toThrow(/takes title, artist, album_artist/);
});
