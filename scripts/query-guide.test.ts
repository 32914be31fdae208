import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseQuery } from "#shared/domain/query/parse-query.ts";
import { appRoot } from "#core/files/app-root.ts";
import { queryGuideTables } from "./query-guide.ts";

const guide = readFileSync(join(appRoot(), "docs", "guide", "search.md"), "utf8");

// Catches: a field that the guide does not know, or knows under another name.
it("the guide's tables are those of the language", () => {
  const [, tables = ""] = /<!-- fields -->\n\n([\s\S]*?)\n\n<!-- end -->/u.exec(guide) ?? [];
  expect(tables).toBe(queryGuideTables());
});

// Catches: an example in the guide that Segue refuses.
it("every example of the guide can be read", () => {
  const examples = [...guide.matchAll(/^ {4}(\S.*?)(?: {2,}.*)?$/gmu)].map(
    (match) => match[1] ?? "",
  );
  expect(examples.length).toBeGreaterThan(15);
  for (const example of examples)
    expect([example, parseQuery(example).ok]).toEqual([example, true]);
});
