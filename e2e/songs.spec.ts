import { everyFormat, expect, test } from "./fixtures/segue.ts";
import { Folders } from "./page-models/folders.ts";
import { SongsPage } from "./page-models/songs-page.ts";

test.beforeEach(async ({ segue }) => {
  for (const fixture of everyFormat) segue.addFile(fixture);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await expect(new SongsPage(segue.page).table).toHaveAttribute("aria-rowcount", "12");
});

test("search finds prefixes, substrings, accents folded and CJK as it is typed", async ({
  segue,
}) => {
  const songs = new SongsPage(segue.page);
  for (const [query, title] of [
    ["glass", "Glass River"],
    ["RIV", "Glass River"],
    ["ölass rivér", null],
    ["glåss", "Glass River"],
    ["夜明", "夜明けの街"],
    ["街", "夜明けの街"],
  ] as const) {
    await segue.page.keyboard.press("Control+l");
    await expect(songs.search).toBeFocused();
    await songs.search.fill(query);
    if (title === null)
      await expect(segue.page.getByText(`0 results for “${query}”`)).toBeVisible();
    else {
      await expect(songs.table).toHaveAttribute("aria-rowcount", "2");
      await expect(songs.row(title)).toBeVisible();
    }
  }
  await segue.page.getByRole("button", { name: "Clear search" }).first().click();
  await expect(songs.table).toHaveAttribute("aria-rowcount", "12");
});

test("a click on a header sorts, another turns it round, articles do not count", async ({
  segue,
}) => {
  const songs = new SongsPage(segue.page);
  await songs.header("Title").click();
  await expect(songs.header("Title")).toHaveAttribute("aria-sort", "ascending");
  const ascending = await songs.titles();
  expect(ascending.slice(0, 3)).toEqual(["Copper Sky", "Everything After", "Glass River"]);
  // "The Long Way Round" stands under L.
  expect(ascending.indexOf("The Long Way Round")).toBe(ascending.indexOf("Little Machines") + 1);

  await songs.header("Title").click();
  await expect(songs.header("Title")).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => songs.titles()).toEqual(ascending.toReversed());
});

test("rating, favourite and removal are kept, and a removal can be undone", async ({ segue }) => {
  const songs = new SongsPage(segue.page);
  await songs.row("Glass River").getByText("Glass River", { exact: true }).click();
  await segue.page.keyboard.press("Control+4");
  await expect(songs.row("Glass River").getByRole("slider", { name: /Rating/ })).toHaveAttribute(
    "aria-valuenow",
    "8",
  );
  await segue.page.keyboard.press("Delete");
  await expect(songs.row("Glass River")).toBeHidden();
  // The message of the rating may still stand above it, with an Undo of its own.
  await segue.page
    .getByRole("region", { name: "Notifications" })
    .getByRole("listitem")
    .filter({ hasText: "removed from the library" })
    .getByRole("button", { name: "Undo", exact: true })
    .click();
  await expect(songs.row("Glass River")).toBeVisible();

  await segue.page.reload();
  await expect(songs.row("Glass River").getByRole("slider", { name: /Rating/ })).toHaveAttribute(
    "aria-valuenow",
    "8",
  );
});

test("the table is worked by keyboard alone", async ({ segue }) => {
  const songs = new SongsPage(segue.page);
  await songs.table.focus();
  await segue.page.keyboard.press("Home");
  await segue.page.keyboard.press("Shift+ArrowDown");
  await segue.page.keyboard.press("Shift+ArrowDown");
  await expect(songs.table.locator('[role="row"][aria-selected="true"]')).toHaveCount(3);
  await segue.page.keyboard.press("Control+a");
  await expect(songs.table.locator('[role="row"][aria-selected="true"]')).toHaveCount(11);
  await segue.page.keyboard.press("End");
  await segue.page.keyboard.press("Alt+Enter");
  await expect(segue.page.getByRole("dialog")).toContainText("Bit");
  await segue.page.keyboard.press("Escape");
  await segue.page.keyboard.press("?");
  await expect(segue.page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("columns that were hidden stay hidden", async ({ segue }) => {
  const songs = new SongsPage(segue.page);
  await segue.page.getByRole("button", { name: "Columns" }).click();
  await segue.page.getByRole("menuitemcheckbox", { name: "Genre" }).click();
  await segue.page.keyboard.press("Escape");
  await expect(songs.header("Genre")).toBeHidden();
  await segue.page.reload();
  await expect(songs.header("Title")).toBeVisible();
  await expect(songs.header("Genre")).toBeHidden();
});
