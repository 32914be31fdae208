import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "./fixtures/segue.ts";
import { writeTone } from "./fixtures/tone.ts";
import { Folders } from "./page-models/folders.ts";
import { Playlists } from "./page-models/playlists.ts";
import { SongsPage } from "./page-models/songs-page.ts";

/** A library as iTunes exports it, with one song, its rating, its count and a playlist. */
function itunesLibrary(file: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Major Version</key><integer>1</integer>
  <key>Tracks</key><dict>
    <key>100</key><dict>
      <key>Track ID</key><integer>100</integer><key>Persistent ID</key><string>00AA00AA00AA00AA</string>
      <key>Name</key><string>Aurora</string><key>Kind</key><string>WAV audio file</string>
      <key>Rating</key><integer>80</integer><key>Play Count</key><integer>3</integer>
      <key>Play Date UTC</key><date>2024-05-01T20:00:00Z</date>
      <key>Date Added</key><date>2019-02-03T10:00:00Z</date>
      <key>Location</key><string>${pathToFileURL(file).href}</string>
    </dict>
  </dict>
  <key>Playlists</key><array><dict>
    <key>Name</key><string>From iTunes</string><key>Playlist ID</key><integer>7</integer>
    <key>Playlist Items</key><array><dict><key>Track ID</key><integer>100</integer></dict></array>
  </dict></array>
</dict></plist>`;
}

test("an iTunes library comes in, everything goes out, and a library that is not empty takes none in", async ({
  segue,
}, testInfo) => {
  const { page } = segue;
  const file = join(segue.musicFolder, "Aurora.wav");
  writeTone(file, 31, 440);
  await new Folders(page).addFirst(segue.musicFolder);
  const songs = new SongsPage(page);
  await expect(songs.row("Aurora")).toBeVisible();

  await page.getByRole("link", { name: "Settings" }).click();
  const section = page.getByRole("region", { name: "Export and import" });
  await section.getByRole("button", { name: "Import…" }).last().click();
  const itunes = page.getByRole("dialog", { name: "Import from iTunes or Apple Music" });
  const library = join(segue.dataFolder, "Library.xml");
  writeFileSync(library, itunesLibrary(file));
  await itunes.locator("input[type=file]").setInputFiles(library);
  await itunes.getByRole("button", { name: "Import", exact: true }).click();
  await expect(section.getByText(/^Found 1 song\./u)).toBeVisible();
  await songs.open();
  await expect(songs.row("Aurora").getByRole("slider", { name: /Rating/u })).toHaveAttribute(
    "aria-valuenow",
    "8",
  );
  const playlists = new Playlists(page);
  await playlists.open("From iTunes");
  await playlists.expectTitles(["Aurora"]);

  await page.getByRole("link", { name: "Settings" }).click();
  const download = page.waitForEvent("download");
  await section.getByRole("button", { name: "Export", exact: true }).click();
  const saved = testInfo.outputPath("library.jsonl");
  await (await download).saveAs(saved);
  const lines = readFileSync(saved, "utf8").trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(lines.length);
  expect(lines.join("\n")).toContain("From iTunes");

  await section.getByRole("button", { name: "Import…" }).first().click();
  const taking = page.getByRole("dialog", { name: "Take in a library" });
  await taking.locator("input[type=file]").setInputFiles(saved);
  await taking.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "empty" }).first()).toBeVisible();
});
