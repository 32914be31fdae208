import { expect, test, vi } from "vitest";
import { chooseShell, type StartFacts } from "./shell-choice.ts";

const desktop: StartFacts = {
  webAsked: false,
  platform: "linux",
  environment: { DISPLAY: ":0" },
  userId: 1000,
  installed: () => "/electron",
  failedRecently: () => false,
  fetch: () => null,
};

test("opens a window where Electron and a display are", () => {
  expect(chooseShell(desktop)).toEqual({ shell: "electron", binary: "/electron" });
});

test("serves the browser without a word of excuse when asked to", () => {
  expect(chooseShell({ ...desktop, webAsked: true })).toEqual({ shell: "web", reason: null });
});

test.each([
  ["no display", { environment: {} }, /no display/],
  ["root on Linux", { userId: 0 }, /as root;/],
  ["no binary and no network", { installed: () => null }, /could not be fetched/],
] as const)("falls back to the browser and says why: %s", (_case, change, reason) => {
  const choice = chooseShell({ ...desktop, ...change });
  expect(choice).toMatchObject({ shell: "web", reason: expect.stringMatching(reason) });
});

test("fetches Electron when it is missing, but not within a day of a failure, nor without a display", () => {
  const fetch = vi.fn(() => "/fetched");
  const missing = { ...desktop, installed: () => null, fetch };
  expect(chooseShell({ ...missing, failedRecently: () => true }).shell).toBe("web");
  expect(chooseShell({ ...missing, environment: {} }).shell).toBe("web");
  expect(fetch).not.toHaveBeenCalled();
  expect(chooseShell(missing)).toEqual({ shell: "electron", binary: "/fetched" });
});

test("root may open a window where the sandbox does not depend on the user", () => {
  expect(chooseShell({ ...desktop, platform: "darwin", environment: {}, userId: 0 }).shell).toBe(
    "electron",
  );
});
