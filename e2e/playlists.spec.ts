import { readFileSync } from "node:fs";
import { everyFormat, expect, test } from "./fixtures/segue.ts";
import { Folders } from "./page-models/folders.ts";
import { Playlists } from "./page-models/playlists.ts";
import { SongsPage } from "./page-models/songs-page.ts";
import { toast } from "./page-models/toasts.ts";

test.beforeEach(async ({ segue }) => {
  for (const fixture of everyFormat) segue.addFile(fixture);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await expect(new SongsPage(segue.page).table).toHaveAttribute("aria-rowcount", "12");
});

test("songs get into a playlist by menu and by drag, and twice only when asked for", async ({
  segue,
}) => {
  const { page } = segue;
  const songs = new SongsPage(page);
  const playlists = new Playlists(page);
  await expect(page.getByText("No playlists yet")).toBeVisible();
  await playlists.create("Evening");
  await expect(page.getByText("This playlist is empty")).toBeVisible();

  await songs.open();
  await songs.row("Glass River").click({ button: "right", position: { x: 120, y: 12 } });
  await page.getByRole("menuitem", { name: "Add to playlist" }).hover();
  await page.getByRole("menuitem", { name: "Evening" }).click();
  await expect(toast(page, "Added 1 song to “Evening”")).toBeVisible();

  await playlists.drag(
    songs.row("Copper Sky").locator('[data-column="title"]'),
    playlists.line("Evening"),
  );
  await expect(toast(page, "Added 1 song to “Evening”")).toHaveCount(2);

  // Two that stand there, one that does not.
  await songs.row("Glass River").locator('[data-column="artist"]').click();
  await songs
    .row("Copper Sky")
    .locator('[data-column="artist"]')
    .click({ modifiers: ["Control"] });
  await songs
    .row("Little Machines")
    .locator('[data-column="artist"]')
    .click({ modifiers: ["Control"] });
  await playlists.drag(
    songs.row("Little Machines").locator('[data-column="title"]'),
    playlists.line("Evening"),
  );
  const dialog = page.getByRole("dialog", { name: "Already in “Evening”" });
  await expect(dialog).toContainText("2 of these songs stand there already.");
  await dialog.getByRole("button", { name: "Skip these" }).click();
  await playlists.open("Evening");
  await playlists.expectTitles(["Glass River", "Copper Sky", "Little Machines"]);
});

test("entries are moved by keyboard and mouse, removed, and brought back", async ({ segue }) => {
  const { page } = segue;
  const songs = new SongsPage(page);
  const playlists = new Playlists(page);
  await songs.header("Title").click();
  await songs.table.focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 3; step++) await page.keyboard.press("Shift+ArrowDown");
  const [a, b, c, d] = (await songs.titles()) as [string, string, string, string];
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Add to playlist" }).hover();
  await page.getByRole("menuitem", { name: "New playlist…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Order");
  await page.keyboard.press("Enter");
  await playlists.open("Order");
  await playlists.expectTitles([a, b, c, d]);

  await playlists.entries.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Alt+ArrowDown");
  await playlists.expectTitles([b, a, c, d]);
  await page.keyboard.press("Alt+End");
  await playlists.expectTitles([b, c, d, a]);
  await playlists.drag(
    playlists.row(a).locator('[data-column="title"]'),
    playlists.row(c).locator('[data-column="title"]'),
    0.2,
  );
  await playlists.expectTitles([b, a, c, d]);

  // A look by title changes nothing of the order.
  await playlists.entries.getByRole("columnheader", { name: "Title" }).click();
  await expect(page.getByText("Sorted by title")).toBeVisible();
  await playlists.expectTitles([a, b, c, d]);
  await page.getByRole("button", { name: "Back to playlist order" }).click();
  await playlists.expectTitles([b, a, c, d]);

  await playlists.row(a).locator('[data-column="artist"]').click();
  await page.keyboard.press("Delete");
  await playlists.expectTitles([b, c, d]);
  await playlists.undo();
  await playlists.expectTitles([b, a, c, d]);

  await page.keyboard.press("Control+f");
  await page.keyboard.type(c);
  await playlists.expectTitles([c]);
  await page.keyboard.press("Escape");
  await playlists.expectTitles([b, a, c, d]);
});

test("the tree takes folders, new names, moves and deletions", async ({ segue }) => {
  const { page } = segue;
  const playlists = new Playlists(page);
  await playlists.create("First");
  await playlists.create("Second");
  await playlists.create("Trips", "New folder");
  await playlists.drag(playlists.line("Second"), playlists.line("Trips"));
  await expect(playlists.line("Second")).toHaveAttribute("aria-level", "2");
  await playlists.line("Trips").press("ArrowLeft");
  await expect(playlists.line("Second")).toBeHidden();
  await playlists.line("Trips").press("ArrowRight");

  await playlists.line("First").focus();
  // The field is there before the next key can come, or the first letter of a name is lost.
  const isInField = await page.evaluate(async () => {
    const key = new KeyboardEvent("keydown", { key: "F2", bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(key);
    await Promise.resolve();
    return document.activeElement instanceof HTMLInputElement;
  });
  expect(isInField).toBe(true);
  await page.keyboard.type("Mornings");
  await page.keyboard.press("Enter");
  await expect(playlists.line("Mornings")).toBeFocused();
  await page.reload();
  await expect(playlists.line("Mornings")).toBeVisible();

  await playlists.line("Mornings").focus();
  await page.keyboard.press("Delete");
  await expect(playlists.line("Mornings")).toBeHidden();
  await playlists.undo();
  await expect(playlists.line("Mornings")).toBeVisible();

  await playlists.line("Trips").focus();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Keep them, one level up" }).click();
  await expect(playlists.line("Second")).toHaveAttribute("aria-level", "1");
});

test("a playlist file comes in with what it names, and goes out again", async ({ segue }) => {
  const { page } = segue;
  const playlists = new Playlists(page);
  const lines = [
    "#EXTM3U",
    "#EXTINF:3,Someone - Not Here",
    "D:\\Music\\not-here.mp3",
    "D:\\Music\\tone.flac",
  ];
  await page.getByRole("button", { name: "New playlist or folder" }).click();
  await page.getByRole("menuitem", { name: "Import playlist file…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator('input[type="file"]').setInputFiles({
    name: "from-windows.m3u8",
    mimeType: "audio/x-mpegurl",
    buffer: Buffer.from(`\uFEFF${lines.join("\r\n")}`),
  });
  await dialog.getByText("The files lie elsewhere now").click();
  await dialog.getByLabel("Paths that begin with").fill("D:\\Music");
  await dialog.getByLabel("are now at").fill(segue.musicFolder);
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(dialog).toContainText("1 song found, 1 not in your library yet.");
  await expect(dialog).toContainText("Not Here");
  await dialog.getByRole("button", { name: "Open playlist" }).click();
  await expect(playlists.row("Not Here").getByRole("button", { name: /^Find/ })).toBeVisible();

  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name: "Export" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.m3u8$/);
  expect(readFileSync(await download.path(), "utf8")).toContain("tone.flac");
});
