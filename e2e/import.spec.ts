import { rmSync } from "node:fs";
import { join } from "node:path";
import { everyFormat, expect, test } from "./fixtures/segue.ts";
import { Folders } from "./page-models/folders.ts";
import { SongsPage } from "./page-models/songs-page.ts";

test("a folder of real audio is imported and its songs are shown", async ({ segue }) => {
  for (const fixture of everyFormat) segue.addFile(fixture, join("Night Ferry", fixture));
  const folders = new Folders(segue.page);
  const songs = new SongsPage(segue.page);

  await folders.addFirst(segue.musicFolder);

  await expect(songs.row("Harbour Lights")).toBeVisible();
  await expect(songs.table).toHaveAttribute("aria-rowcount", String(everyFormat.length + 1));
  await expect(songs.row("夜明けの街")).toContainText("Night Ferry");
  await expect(segue.page.getByText(`${everyFormat.length} songs`).first()).toBeVisible();
});

test("a path that is entered while the first listing comes stands alone", async ({ segue }) => {
  const { page } = segue;
  const { dialog } = new Folders(page);
  const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
  await page.route(/library\.browseFolders/, async (route) => {
    await released;
    await route.continue();
  });
  await page.getByRole("main").getByRole("button", { name: "Add folder" }).click();
  const field = dialog.getByRole("textbox", { name: "Folder" });
  await field.focus();
  await page.keyboard.press("Control+a");
  release(undefined);
  await expect(field).not.toHaveValue("");
  await page.keyboard.insertText(segue.musicFolder);
  await expect(field).toHaveValue(segue.musicFolder);
});

test("a broken file is listed as a problem and the rest is imported", async ({ segue }) => {
  segue.addFile("tone.flac");
  segue.addFile("empty.mp3");
  segue.addFile("garbage.flac");
  const folders = new Folders(segue.page);

  await folders.addFirst(segue.musicFolder);
  await expect(new SongsPage(segue.page).row("Static Bloom")).toBeVisible();
  await folders.openSettings();

  await expect(folders.problems.getByRole("listitem")).toHaveCount(2);
  await expect(folders.problems.getByText("empty.mp3")).toBeVisible();
  await expect(folders.problems).toContainText("The file is empty");
});

test("a folder that does not exist is refused with a sentence that names it", async ({ segue }) => {
  const folders = new Folders(segue.page);
  const nowhere = join(segue.musicFolder, "nowhere");

  await folders.addFirst(nowhere);

  await expect(folders.dialog.getByRole("alert")).toContainText(nowhere);
  await expect(folders.dialog).toBeVisible();
});

test("a file that vanished is shown as missing and plays nothing", async ({ segue }) => {
  const gone = segue.addFile("tone.flac");
  segue.addFile("cbr.mp3");
  const folders = new Folders(segue.page);
  const songs = new SongsPage(segue.page);
  await folders.addFirst(segue.musicFolder);
  await expect(songs.row("Static Bloom")).toBeVisible();

  rmSync(gone);
  const scan = await segue.commandLine("scan", "--json");

  expect(JSON.parse(scan.stdout)).toMatchObject({ missing: 1, unchanged: 1, added: 0 });
  await expect(songs.row("Static Bloom").getByLabel("The file is missing")).toBeVisible();
});

test("a listing that comes late does not replace the folder a person typed", async ({
  segue,
  shell,
}) => {
  test.skip(shell !== "web", "Electron's channels cannot be held up from outside.");
  segue.addFile("tone.flac");
  await segue.page.route("**/api/library.browseFolders", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  const folders = new Folders(segue.page);
  await segue.page.getByRole("main").getByRole("button", { name: "Add folder" }).click();
  const field = folders.dialog.getByRole("textbox", { name: "Folder" });
  await field.fill(segue.musicFolder);
  await expect(folders.dialog.getByRole("list", { name: "Places" })).toBeVisible();
  await expect(field).toHaveValue(segue.musicFolder);
});
