import { defineConfig } from "@playwright/test";
import base from "../playwright.config.ts";

/** Takes the pictures of docs/images from the running app: `npm run docs:images`. Not part of `npm test`. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "docs-images.ts",
  outputDir: "../test-results",
  projects: base.projects?.filter((project) => project.name === "web") ?? [],
});
