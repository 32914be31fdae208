import "./scripts/guard-node.mjs";
import { defineConfig } from "vitest/config";

/** The packaged app is built once and booted; it is slow, so it is a suite of its own. */
export default defineConfig({
  test: {
    include: ["scripts/packaged/**/*.spec.ts"],
    environment: "node",
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
