import "./scripts/guard-node.mjs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src-shared/**/*.test.ts",
      "src-main/**/*.test.ts",
      "src-renderer/**/*.test.{ts,tsx}",
      "scripts/**/*.test.ts",
    ],
    environment: "node",
    // The default leaves one core idle, which is half of a small machine.
    maxWorkers: "100%",
    // Real files and real SQLite: a slow machine is not a fault.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
