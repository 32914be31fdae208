/**
 * Who may import whom: the layering of docs/architecture.md, checked on every file, with no ignore list.
 * scripts/layers.test.ts proves that each rule fires.
 */

import "./scripts/lib/imports-only.mjs";

const test = "[.]test[.]tsx?$";
const testSupport = "^src-main/test-support/";
const entries = "^src-main/(main|cli|web)[.]ts$";

const tiers = [
  ["storage", "accounts"],
  ["library"],
  ["playback", "playlists", "analysis", "generation"],
  ["radio", "exchange"],
];
const features = [...tiers.flat(), "maintenance"].join("|");

/** A feature imports lower tiers and itself; a sibling of its tier is as foreign as a higher one. */
const tierRules = tiers.map((names, tier) => ({
  name: `feature-tier-${tier}`,
  comment:
    "A feature imports only features of a lower tier; siblings meet by SQL joins or in the page above them.",
  severity: "error",
  from: { path: `^src-main/features/(${names.join("|")})/` },
  to: {
    path: "^src-main/features/",
    pathNot: `^src-main/features/(${[...tiers.slice(0, tier).flat(), "$1"].join("|")})/`,
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Modules that need each other are one module, or need a third one.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "An import that nobody can resolve escapes every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "shared-imports-itself",
      comment: "src-shared is pure: it runs in every process, so it knows none.",
      severity: "error",
      from: { path: "^src-shared/" },
      to: { path: "^src-", pathNot: "^src-shared/" },
    },
    {
      name: "shared-is-pure",
      comment: "No node:, no library but zod in src-shared.",
      severity: "error",
      from: { path: "^src-shared/", pathNot: test },
      to: {
        dependencyTypesNot: ["local", "localmodule", "aliased-subpath-import"],
        pathNot: "node_modules/zod/",
      },
    },
    {
      name: "core-knows-no-business",
      comment: "core imports only src-shared and other core.",
      severity: "error",
      from: { path: "^src-main/core/", pathNot: test },
      to: { path: "^src-", pathNot: "^(src-shared|src-main/core)/" },
    },
    {
      name: "core-tests-know-no-business",
      comment: "A test of core may add only test-support.",
      severity: "error",
      from: { path: `^src-main/core/.*${test}` },
      to: { path: "^src-", pathNot: "^(src-shared|src-main/core|src-main/test-support)/" },
    },
    {
      name: "drizzle-in-repositories",
      comment: "Drizzle only in repositories and core/db.",
      severity: "error",
      from: { pathNot: "[.]repository[.]ts$|^src-main/core/db/" },
      to: { path: "node_modules/drizzle-orm/" },
    },
    {
      name: "sqlite-in-core-db",
      comment:
        "The driver only in core/db (others hold a branded handle) and in the owner lock, a database of its own.",
      severity: "error",
      from: { pathNot: "^src-main/(core/db/|app/owner/owner-lock[.]ts$)" },
      to: { path: "node_modules/better-sqlite3/" },
    },
    {
      name: "electron-at-the-edge",
      comment: "electron only in main.ts, app/electron and preload.",
      severity: "error",
      from: { pathNot: "^src-main/(main[.]ts$|app/electron/|preload/)" },
      to: { path: "node_modules/electron/|^electron$" },
    },
    {
      name: "electron-shell-from-its-entry",
      comment: "Web mode and the command line must start without Electron.",
      severity: "error",
      from: { path: "^src-", pathNot: "^src-main/(main[.]ts$|app/electron/)" },
      to: { path: "^src-main/app/electron/" },
    },
    {
      name: "known-features",
      comment:
        "The set of features is closed; a new one names its tier in .dependency-cruiser.mjs first.",
      severity: "error",
      from: {},
      to: { path: `^src-main/features/(?!(${features})/)` },
    },
    ...tierRules,
    {
      name: "maintenance-imports-no-feature",
      comment: "Each feature exports maintenanceTasks; app/compose.ts hands them over.",
      severity: "error",
      from: { path: "^src-main/features/maintenance/" },
      to: { path: "^src-main/features/", pathNot: "^src-main/features/maintenance/" },
    },
    {
      name: "feature-through-its-index",
      comment: "Another feature is met at its index.ts.",
      severity: "error",
      from: { path: "^src-main/features/([^/]+)/" },
      to: { path: "^src-main/features/", pathNot: "^src-main/features/($1/|[^/]+/index[.]ts$)" },
    },
    {
      name: "features-know-no-app",
      comment: "app composes features; they do not know it.",
      severity: "error",
      from: { path: "^src-main/features/" },
      to: { path: "^src-main/(app|preload)/|^src-renderer/" },
    },
    {
      name: "handlers-call-services",
      comment:
        "Contract to service, no logic: handlers touch no repository, database, worker or adapter.",
      severity: "error",
      from: { path: "^src-main/features/.*[.]handlers[.]ts$" },
      to: { path: "[.](repository|worker|adapter)[.]ts$|^src-main/core/db/" },
    },
    {
      name: "services-know-no-handlers",
      comment: "handlers -> service -> repository, never back.",
      severity: "error",
      from: { path: "[.](service|repository|worker|adapter)[.]ts$" },
      to: { path: "[.]handlers[.]ts$" },
    },
    {
      name: "repositories-know-no-services",
      comment: "handlers -> service -> repository, never back.",
      severity: "error",
      from: { path: "[.](repository|worker|adapter)[.]ts$" },
      to: { path: "[.]service[.]ts$" },
    },
    {
      name: "nobody-imports-an-entry",
      comment: "Entries are started, not imported.",
      severity: "error",
      from: {},
      to: { path: entries },
    },
    {
      name: "preload-forwards-only",
      comment: "The preload is one small file for a sandbox: the forwarder and shared types.",
      severity: "error",
      from: { path: "^src-main/preload/" },
      to: { path: "^src-", pathNot: "^(src-shared|src-main/preload)/" },
    },
    {
      name: "main-knows-no-renderer",
      comment: "The two sides meet in src-shared.",
      severity: "error",
      from: { path: "^src-main/" },
      to: { path: "^src-renderer/" },
    },
    {
      name: "renderer-knows-no-main",
      comment: "The two sides meet in src-shared.",
      severity: "error",
      from: { path: "^src-renderer/" },
      to: { path: "^src-main/" },
    },
    {
      name: "renderer-without-node",
      comment: "The renderer is sandboxed: no Node modules.",
      severity: "error",
      from: { path: "^src-renderer/", pathNot: test },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "ui-and-lib-know-no-feature",
      comment: "ui and lib are below features.",
      severity: "error",
      from: { path: "^src-renderer/(ui|lib)/" },
      to: { path: "^src-renderer/", pathNot: "^src-renderer/(ui|lib)/" },
    },
    {
      name: "renderer-features-stand-alone",
      comment: "A renderer feature imports no sibling; pages and app compose them.",
      severity: "error",
      from: { path: "^src-renderer/features/([^/]+)/" },
      to: { path: "^src-renderer/", pathNot: "^src-renderer/(ui|lib|features/$1)/" },
    },
    {
      name: "pages-know-no-app",
      comment: "app routes to pages; they do not know it.",
      severity: "error",
      from: { path: "^src-renderer/pages/" },
      to: { path: "^src-renderer/(app/|main[.]tsx$)" },
    },
    {
      name: "tests-stay-out-of-production",
      comment: "Test code is imported by tests.",
      severity: "error",
      from: { pathNot: `${test}|${testSupport}` },
      to: { path: `${test}|${testSupport}` },
    },
  ],
  options: {
    // Sees type-only imports too; made fit by scripts/lib/imports-only.mjs.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exoticRequireStrings: [],
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".d.ts"],
      mainFields: ["module", "main", "types"],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
