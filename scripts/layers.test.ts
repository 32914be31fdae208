import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult, type IReporterOutput } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import configuration from "../.dependency-cruiser.mjs";

/**
 * One bad import for each rule: [rule, importing file, import specifier, file it resolves to].
 * The fault this catches: a rule whose pattern matches nothing (a typing error in a path) passes every tree.
 */
const badImports: readonly (readonly [string, string, string, string])[] = [
  ["no-cycle", "src-main/core/db/a.ts", "./b.ts", "src-main/core/db/b.ts"],
  ["resolvable", "src-main/core/db/open.ts", "./gone.ts", "./gone.ts"],
  [
    "shared-imports-itself",
    "src-shared/domain/rules.ts",
    "#core/db/open.ts",
    "src-main/core/db/open.ts",
  ],
  ["shared-is-pure", "src-shared/lib/read.ts", "node:fs", "fs"],
  [
    "core-knows-no-business",
    "src-main/core/tasks/run.ts",
    "#features/library/index.ts",
    "src-main/features/library/index.ts",
  ],
  [
    "core-tests-know-no-business",
    "src-main/core/tasks/run.test.ts",
    "#features/library/index.ts",
    "src-main/features/library/index.ts",
  ],
  [
    "drizzle-in-repositories",
    "src-main/features/library/songs.service.ts",
    "drizzle-orm",
    "node_modules/drizzle-orm/index.js",
  ],
  [
    "sqlite-in-core-db",
    "src-main/features/library/songs.repository.ts",
    "better-sqlite3",
    "node_modules/better-sqlite3/index.js",
  ],
  ["electron-at-the-edge", "src-main/app/compose.ts", "electron", "node_modules/electron/index.js"],
  [
    "electron-shell-from-its-entry",
    "src-main/app/serve.ts",
    "#app/electron/window.ts",
    "src-main/app/electron/window.ts",
  ],
  [
    "known-features",
    "src-main/app/wire.ts",
    "#features/podcasts/index.ts",
    "src-main/features/podcasts/index.ts",
  ],
  [
    "feature-tier-0",
    "src-main/features/storage/index.ts",
    "#features/accounts/index.ts",
    "src-main/features/accounts/index.ts",
  ],
  [
    "feature-tier-1",
    "src-main/features/library/up.ts",
    "#features/playback/index.ts",
    "src-main/features/playback/index.ts",
  ],
  [
    "feature-tier-2",
    "src-main/features/playlists/index.ts",
    "#features/playback/index.ts",
    "src-main/features/playback/index.ts",
  ],
  [
    "feature-tier-3",
    "src-main/features/radio/index.ts",
    "#features/maintenance/index.ts",
    "src-main/features/maintenance/index.ts",
  ],
  [
    "maintenance-imports-no-feature",
    "src-main/features/maintenance/sweep.ts",
    "#features/storage/index.ts",
    "src-main/features/storage/index.ts",
  ],
  [
    "feature-through-its-index",
    "src-main/features/playback/queue.ts",
    "#features/library/songs.service.ts",
    "src-main/features/library/songs.service.ts",
  ],
  [
    "features-know-no-app",
    "src-main/features/playback/app.ts",
    "#app/compose.ts",
    "src-main/app/compose.ts",
  ],
  [
    "handlers-call-services",
    "src-main/features/library/library.handlers.ts",
    "./songs.repository.ts",
    "src-main/features/library/songs.repository.ts",
  ],
  [
    "services-know-no-handlers",
    "src-main/features/library/scan.service.ts",
    "./library.handlers.ts",
    "src-main/features/library/library.handlers.ts",
  ],
  [
    "repositories-know-no-services",
    "src-main/features/library/songs.worker.ts",
    "./songs.service.ts",
    "src-main/features/library/songs.service.ts",
  ],
  ["nobody-imports-an-entry", "src-main/app/boot.ts", "../cli.ts", "src-main/cli.ts"],
  [
    "preload-forwards-only",
    "src-main/preload/preload.ts",
    "#core/db/open.ts",
    "src-main/core/db/open.ts",
  ],
  [
    "main-knows-no-renderer",
    "src-main/web.ts",
    "#renderer/lib/bridge.ts",
    "src-renderer/lib/bridge.ts",
  ],
  [
    "renderer-knows-no-main",
    "src-renderer/lib/bridge.ts",
    "#core/db/open.ts",
    "src-main/core/db/open.ts",
  ],
  ["renderer-without-node", "src-renderer/lib/path.ts", "node:path", "path"],
  [
    "ui-and-lib-know-no-feature",
    "src-renderer/ui/button.tsx",
    "#renderer/features/library/row.tsx",
    "src-renderer/features/library/row.tsx",
  ],
  [
    "renderer-features-stand-alone",
    "src-renderer/features/playback/bar.tsx",
    "#renderer/features/library/row.tsx",
    "src-renderer/features/library/row.tsx",
  ],
  [
    "pages-know-no-app",
    "src-renderer/pages/songs.tsx",
    "#renderer/app/shell.tsx",
    "src-renderer/app/shell.tsx",
  ],
  [
    "tests-stay-out-of-production",
    "src-main/features/library/fake.ts",
    "#test-support/builders.ts",
    "src-main/test-support/builders.ts",
  ],
];

/** Imports that every rule must let through, among them the type-only and the JSX ones. */
const goodFiles: Readonly<Record<string, string>> = {
  "src-main/core/db/b.ts": `import type { a } from "./a.ts";\nexport const b: typeof a | 1 = 1;\n`,
  "src-main/features/library/songs.good.repository.ts": `import "drizzle-orm";\nimport "#core/db/open.ts";\n`,
  "src-main/features/playback/good.service.ts": `import "#features/library/index.ts";\nimport "#shared/domain/rules.ts";\n`,
  "src-main/app/electron/window.ts": `import "electron";\n`,
  "src-main/core/db/driver.ts": `import "better-sqlite3";\n`,
  "src-main/features/library/good.test.ts": `import "#test-support/builders.ts";\n`,
  "src-renderer/pages/good.tsx": `import "#renderer/features/library/row.tsx";\nexport const Page = () => <p>{1 satisfies number}</p>;\n`,
};

/** What dependency-cruiser's own reading of a file stumbles over. */
const dynamicImport = {
  file: "src-main/core/db/lazy.tsx",
  text: `export async function lazy() {\n  using a = open();\n  return <p>{await import("electron")}</p>;\n}\n`,
};

let root = "";
let result: ICruiseResult;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "segue-layers-")));
  const files = new Map(Object.entries(goodFiles));
  files.set(dynamicImport.file, dynamicImport.text);
  for (const [, from, specifier, to] of badImports) {
    // As a type, for that is the import a checker most easily overlooks.
    files.set(from, `${files.get(from) ?? ""}import type {} from "${specifier}";\n`);
    if (to.startsWith("src-") && !files.has(to)) files.set(to, "export const x = 1;\n");
  }
  for (const name of ["drizzle-orm", "better-sqlite3", "electron", "zod"]) {
    files.set(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
    files.set(`node_modules/${name}/index.js`, "");
  }
  const { imports } = JSON.parse(readFileSync("package.json", "utf8")) as { imports: unknown };
  files.set("package.json", JSON.stringify({ type: "module", imports }));
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  result = await cruiseTree(root);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

async function cruiseTree(baseDir: string): Promise<ICruiseResult> {
  const { options, forbidden } = configuration;
  const answer: IReporterOutput = await cruise(
    ["src-shared", "src-main", "src-renderer"],
    { ...options, baseDir, validate: true, ruleSet: { forbidden } },
    options.enhancedResolveOptions,
  );
  if (typeof answer.output === "string") throw new Error(answer.output);
  return answer.output;
}

describe("the layering rules", () => {
  test.each(badImports)("%s fires on %s", (rule, from, _specifier, to) => {
    const found = result.summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`);
    expect(found).toContain(`${rule}: ${from} -> ${to}`);
  });

  test("every rule has its bad example", () => {
    expect(new Set(badImports.map(([rule]) => rule))).toEqual(
      new Set(configuration.forbidden.map((rule) => rule.name)),
    );
  });

  test("an import that is made at run time, in the newest syntax, is seen", () => {
    expect(result.summary.violations).toContainEqual(
      expect.objectContaining({
        rule: expect.objectContaining({ name: "electron-at-the-edge" }),
        from: dynamicImport.file,
      }),
    );
  });

  test("good imports pass", () => {
    const faulted = new Set(result.summary.violations.map((violation) => violation.from));
    const good = Object.keys(goodFiles).filter((file) => file !== "src-main/core/db/b.ts");
    expect(good.filter((file) => faulted.has(file))).toEqual([]);
  });
});

test("no import of the repository escapes the checker", async () => {
  const repository = await cruiseTree(process.cwd());
  const own = repository.modules.filter((module) => module.source.startsWith("src-"));
  expect(own.length).toBeGreaterThan(10);
  for (const module of own.filter(({ source }) => /\.tsx?$/.test(source))) {
    const written = [
      ...readFileSync(module.source, "utf8").matchAll(
        /^(?:import|export|\}) [^"\n;]*(?<=from )"([^"]+)"/gm,
      ),
    ].map((match) => match[1]);
    const seen = module.dependencies.map((dependency) => dependency.module);
    expect(
      seen.map((name) => name.replace("node:", "")),
      module.source,
    ).toEqual(expect.arrayContaining(written.map((name) => name?.replace("node:", ""))));
  }
});

test("only the bridge touches window.segue", () => {
  const users = globSync("src-renderer/**/*.{ts,tsx}").filter((file) =>
    /\b(?:window|globalThis)\.segue\b/.test(readFileSync(file, "utf8")),
  );
  expect(users.map((file) => file.replaceAll("\\", "/"))).toSatisfy((files: string[]) =>
    files.every((file) => /^src-renderer\/(lib\/bridge\.ts|.*\.test\.tsx?)$/.test(file)),
  );
});
