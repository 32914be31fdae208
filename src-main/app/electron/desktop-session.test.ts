import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "#test-support/test-database.ts";
import { DesktopSession } from "./desktop-session.ts";

/** Would catch: a log-in forgotten by a restart, or a token that other users of the computer can read. */
test("the desktop's log-in is a file for this user's eyes, whole or not there", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "desktop-session");
  const session = new DesktopSession(path);
  expect(session.client("window-1")).toMatchObject({ token: null, device: "desktop" });
  session.client("window-1").keep("first");
  session.client("window-2").keep("second");
  expect(session.client("window-1").token).toBe("second");
  expect(new DesktopSession(path).client("window-1").token).toBe("second");
  expect(readFileSync(path, "utf8")).toBe("second");
  expect(readdirSync(folder.path)).toEqual(["desktop-session"]);
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("an empty file is no log-in", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "desktop-session");
  writeFileSync(path, "\n");
  expect(new DesktopSession(path).client("window-1").token).toBeNull();
});
