import { everyFormat, expect, test } from "./fixtures/segue.ts";
import { Folders } from "./page-models/folders.ts";
import { Playlists } from "./page-models/playlists.ts";
import { RuleBuilder } from "./page-models/rule-builder.ts";
import { SongsPage } from "./page-models/songs-page.ts";

test.beforeEach(async ({ segue }) => {
  for (const fixture of everyFormat) segue.addFile(fixture);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await expect(new SongsPage(segue.page).table).toHaveAttribute("aria-rowcount", "12");
});

test("a search is completed, keeps its result through a mistake, and is kept under a name", async ({
  segue: { page },
}) => {
  const songs = new SongsPage(page);
  await page.keyboard.press("Control+l");
  await page.keyboard.type("gen");
  await page.getByRole("option", { name: /^genre:/ }).click();
  await expect(songs.search).toHaveValue("genre:");
  await page.keyboard.type("dre");
  await expect(page.getByRole("option", { name: /^Dream Pop/ })).toContainText("11 songs");
  await page.keyboard.press("Tab");
  await expect(songs.search).toHaveValue('genre:"Dream Pop" ');
  await page.keyboard.type("codec:fl");
  await expect(page.getByRole("option", { name: /^flac/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(songs.search).toHaveValue('genre:"Dream Pop" codec:flac ');
  await expect(songs.table).toHaveAttribute("aria-rowcount", "2");

  // At once: typed slowly, "year" alone would be a search of its own, which finds nothing.
  await songs.search.fill('genre:"Dream Pop" codec:flac year:nineteen');
  await page.keyboard.press("Enter");
  await songs.search.focus();
  await expect(page.getByRole("alert")).toContainText("nineteen");
  await expect(songs.search).toHaveAttribute("aria-invalid", "true");
  await expect(songs.row("Static Bloom")).toBeVisible();
  await expect(page.getByText("the search before this one")).toBeVisible();
  await songs.search.fill('genre:"Dream Pop" codec:flac');
  await expect(page.getByText("the search before this one")).toBeHidden();

  await page.getByRole("button", { name: "Saved searches" }).click();
  await page.getByRole("textbox", { name: "Keep this search as" }).fill("Best sound");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Saved searches" })).toBeHidden();
  await page.getByRole("button", { name: "Clear search" }).first().click();
  await expect(songs.table).toHaveAttribute("aria-rowcount", "12");

  await page.reload();
  await songs.search.click();
  await page.getByRole("option", { name: /^Best sound/ }).click();
  await expect(songs.table).toHaveAttribute("aria-rowcount", "2");
});

test("rules are built in nested groups, counted live, frozen, and say why a song is in or not", async ({
  segue: { page },
}) => {
  const songs = new SongsPage(page);
  const playlists = new Playlists(page);
  const builder = new RuleBuilder(page);

  await page.getByRole("button", { name: "New playlist or folder" }).click();
  await page.getByRole("menuitem", { name: "New smart playlist" }).click();
  await builder.name.fill("Road");
  // Escape closes the suggestions, not the dialog with everything in it.
  await builder.rules.nth(0).getByRole("combobox", { name: "Value" }).fill("dream");
  await expect(builder.dialog.getByRole("option", { name: /Dream Pop/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(builder.dialog.getByRole("option", { name: /Dream Pop/ })).toBeHidden();
  await builder.fillTextRule(builder.rules.nth(0), "Genre", "dream");
  await expect(builder.preview).toContainText("11 songs");
  await builder.dialog.getByRole("button", { name: "Add group" }).click();
  const group = builder.group("Any of");
  await builder.fillTextRule(builder.rules.nth(1), "Title", "moon");
  await expect(builder.preview).toContainText("1 song ·");
  await group.getByRole("button", { name: "Add rule" }).click();
  await builder.fillTextRule(builder.rules.nth(2), "Tag", "road");
  await builder.mode("Text");
  await expect(builder.text).toHaveValue("genre:dream (title:moon OR tag:road)");
  await builder.mode("Rules");
  await expect(builder.rules).toHaveCount(3);
  await builder.save("Create");
  await expect(playlists.title).toContainText("Road");
  await playlists.expectTitles(["Paper Moon"]);

  await songs.open();
  await tag(songs, "Glass River");
  await open(playlists, "Road");
  await expect(playlists.entries.getByRole("row", { name: /Glass River/ })).toBeVisible();

  const bar = page.getByRole("region", { name: "Smart playlist" });
  await bar.getByRole("button", { name: "Why is a song not here?" }).click();
  const why = page.getByRole("dialog", { name: /Why is it in/ });
  await why.getByRole("combobox", { name: "Which song?" }).fill("copper");
  await why.getByRole("option", { name: /Copper Sky/ }).click();
  await expect(why.getByRole("status")).toContainText("“Copper Sky” is not in this playlist.");
  await expect(why.getByRole("listitem").filter({ hasText: /dream/i }).first()).toContainText(
    "Dream Pop",
  );
  await page.keyboard.press("Escape");

  await bar.getByRole("radio", { name: "Frozen" }).click();
  await expect(bar).toContainText("Frozen just now");
  await songs.open();
  await tag(songs, "Copper Sky");
  await open(playlists, "Road");
  await expect(playlists.row("Glass River")).toBeVisible();
  await expect(playlists.row("Copper Sky")).toBeHidden();
  await bar.getByRole("button", { name: "Refresh" }).click();
  await expect(playlists.row("Copper Sky")).toBeVisible();
});

test("songs are hidden and shown again", async ({ segue: { page } }) => {
  const songs = new SongsPage(page);
  await songs.row("Glass River").getByText("Glass River", { exact: true }).click({
    button: "right",
  });
  await page.getByRole("menuitem", { name: "Hide", exact: true }).click();
  await expect(songs.table).toHaveAttribute("aria-rowcount", "11");
  await songs.search.fill("is:hidden");
  await expect(songs.row("Glass River").getByRole("img", { name: /^Hidden/ })).toBeVisible();
  await songs.search.fill("");
  await page
    .getByRole("region", { name: "Notifications" })
    .getByRole("button", { name: "Undo" })
    // The folder that was added before can be undone too.
    .last()
    .click();
  await expect(songs.table).toHaveAttribute("aria-rowcount", "12");
});

/** Tags one song "road" by its menu. */
async function tag(songs: SongsPage, title: string): Promise<void> {
  const { page } = songs;
  await songs.row(title).getByText(title, { exact: true }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Tags…" }).click();
  const field = page.getByRole("combobox", { name: "Add a tag" });
  await field.fill("road");
  await field.press("Enter");
  await expect(page.getByRole("button", { name: "Remove tag road" })).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
}

/** Smart ones say in the tree what they are. */
async function open(playlists: Playlists, name: string): Promise<void> {
  await playlists.tree.getByRole("treeitem", { name: new RegExp(`^${name}`) }).click();
  await expect(playlists.title).toContainText(name);
}
