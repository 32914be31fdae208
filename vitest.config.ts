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
    // V8's bookkeeping of protected code pages aborts now and then where worker threads come and go on processors with
    // protection keys ("Check failed: jit_page.has_value()", nodejs/node#64500).
    execArgv: ["--no-memory-protection-keys"],
    // Real files and real SQLite: a slow machine is not a fault.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
