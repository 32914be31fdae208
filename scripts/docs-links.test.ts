import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "./lib/project.ts";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(join(projectRoot, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];

// Catches: a picture that was never taken, and a page that was renamed while others still point to it.
test.each(pages)("what %s links to is there", (page) => {
  const text = readFileSync(join(projectRoot, page), "utf8").replaceAll(/```[\s\S]*?```/gu, "");
  const goals = [...text.matchAll(/\]\((?<goal>[^)\s#]+)[^)]*\)/gu)]
    .map((link) => link.groups?.["goal"] ?? "")
    .filter((goal) => !/^[a-z]+:/u.test(goal));
  const missing = goals
    .map((goal) => join(projectRoot, dirname(page), goal))
    .filter((path) => !existsSync(path))
    .map((path) => relative(projectRoot, path));
  expect(missing).toEqual([]);
});
