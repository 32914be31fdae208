import { join, resolve } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, type Segue, test } from "./fixtures/segue.ts";
import { Changes } from "./page-models/changes.ts";
import { Playlists } from "./page-models/playlists.ts";
import { Player } from "./page-models/player.ts";
import { Profiles } from "./page-models/profiles.ts";
import { RuleBuilder } from "./page-models/rule-builder.ts";
import { SongsPage } from "./page-models/songs-page.ts";

/** The pictures of docs/images, taken from the running app with the demo music: `npm run docs:images`. */
const folder = resolve(import.meta.dirname, "..", "docs", "images");

test.use({ viewport: { width: 1360, height: 860 }, deviceScaleFactor: 1 });

test("pictures", async ({ segue }) => {
  test.setTimeout(900_000);
  const { page } = segue;
  const songs = new SongsPage(page);
  const player = new Player(page);
  await expect(page.getByRole("heading", { name: "Add your music" })).toBeVisible();
  await shoot(page, "empty");
  await page.getByRole("button", { name: /demo music/i }).click();
  await expect(songs.table).toBeVisible({ timeout: 600_000 });
  await listen(segue);

  await songs.header("Album").click();
  for (const [index, stars] of [4, 3, 5, 4, 2, 0, 5, 3, 4, 0, 4, 5, 0, 3, 4, 2].entries()) {
    if (stars === 0) continue;
    await title(songs, index + 1).click();
    await page.keyboard.press(`Control+${stars}`);
  }
  await title(songs, 3).hover();
  await songs.table
    .getByRole("row")
    .nth(3)
    .getByRole("button", { name: /Favourite/ })
    .click();
  await title(songs, 4).dblclick();
  await player.expectToAdvancePast(14, 40_000);
  await player.button("Pause").click();
  await player.button("Queue").click();
  await title(songs, 7).click();
  await title(songs, 8).click({ modifiers: ["Shift"] });
  await page.mouse.move(700, 60);
  await shoot(page, "songs");
  await shootOf(player.bar, "player");
  await player.button("Queue").click();
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("grid", { name: "Songs played, newest first" })).toBeVisible();
  await shoot(page, "history");
  await page.getByRole("radio", { name: "Changes" }).click();
  await expect(new Changes(page).list).toBeVisible();
  await page.keyboard.press("Control+z");
  await new Changes(page).list
    .getByRole("button", { name: /^Rated/ })
    .nth(2)
    .click();
  await dismissToasts(page);
  await shoot(page, "changes");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("list", { name: "Library folders" })).toBeVisible();
  await shoot(page, "settings");
  await page
    .getByRole("navigation", { name: "Settings sections" })
    .getByRole("button", { name: "Notifications" })
    .click();
  await shoot(page, "notifications");

  await shootPlaylist(page, songs);
  await shootSmartPlaylist(page, songs);

  const profiles = new Profiles(page);
  await profiles.add("Élodie Durand", "four calm words");
  await profiles.add("Ben", null);
  await profiles.openProfilePage();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Anna Lindqvist");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(profiles.button("Anna Lindqvist")).toBeVisible();
  await dismissToasts(page);
  await shoot(page, "profile");
  await profiles.logOut();
  await page.getByRole("button", { name: /Élodie/ }).focus();
  await shoot(page, "profiles");
});

/** A playlist of a few songs, and its versions. */
async function shootPlaylist(page: Page, songs: SongsPage): Promise<void> {
  const playlists = new Playlists(page);
  await playlists.create("Trips", "New folder");
  await playlists.create("Slow Sunday");
  await songs.open();
  await title(songs, 2).click();
  await title(songs, 14).click({ modifiers: ["Shift"] });
  await playlists.drag(title(songs, 5), playlists.line("Slow Sunday"));
  await playlists.open("Slow Sunday");
  await expect(playlists.entries).toBeVisible();
  await playlists.entries.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Alt+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Delete");
  await dismissToasts(page);
  await shoot(page, "playlist");
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Version history…" }).click();
  await page.getByRole("option").last().click();
  await shoot(page, "versions");
  await page.keyboard.press("Escape");
}

/** A search being completed, the rules it turns into, and why a song does not meet them. */
async function shootSmartPlaylist(page: Page, songs: SongsPage): Promise<void> {
  await songs.open();
  await songs.search.click();
  await page.keyboard.type("rating>=3 -genre:a");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await shoot(page, "search");
  await songs.search.fill("rating>=3 (played<30d OR is:favorite) -genre:ambient length>20s");
  await page.getByRole("button", { name: "Saved searches" }).click();
  await page.getByRole("button", { name: "Make a smart playlist of it" }).click();
  const builder = new RuleBuilder(page);
  await builder.name.fill("Sunday morning");
  await builder.dialog.getByRole("button", { name: "Add a sort key" }).click();
  await builder.dialog.getByRole("combobox", { name: "Sort key 1" }).selectOption("random");
  await expect(builder.preview.getByRole("listitem").first()).toBeVisible();
  await shoot(page, "rules");
  await builder.save("Create");
  await page.getByRole("button", { name: "Dismiss" }).first().click();
  await page.getByRole("button", { name: "Why is a song not here?" }).click();
  const why = page.getByRole("dialog", { name: /^Why is it in/ });
  await why.getByRole("option").nth(1).click();
  await expect(why.getByRole("status")).toBeVisible();
  await shoot(page, "why");
  await page.keyboard.press("Escape");
}

function title(songs: SongsPage, row: number): Locator {
  return songs.table.getByRole("row").nth(row).locator('[data-column="title"]');
}

async function dismissToasts(page: Page): Promise<void> {
  const dismiss = page.getByRole("button", { name: "Dismiss" });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/** The same page in both schemes. */
async function shoot(page: Page, name: string): Promise<void> {
  await inBothSchemes(page, (scheme) =>
    page.screenshot({ path: join(folder, `${name}-${scheme}.png`) }),
  );
}

async function shootOf(part: Locator, name: string): Promise<void> {
  await inBothSchemes(part.page(), (scheme) =>
    part.screenshot({ path: join(folder, `${name}-${scheme}.png`) }),
  );
}

async function inBothSchemes(
  page: Page,
  take: (scheme: string) => Promise<unknown>,
): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(500);
    await take(colorScheme);
  }
}

/** An evening's listening, so that the history has something to show. */
async function listen(segue: Segue): Promise<void> {
  const listed = await segue.commandLine("songs", "--json", "--limit", "16", "--sort", "-title");
  const { rows }: { rows: { uuid: string; duration_sec: number }[] } = JSON.parse(listed.stdout);
  for (const [index, row] of rows.entries()) {
    const isSkip = index % 5 === 3;
    const seconds = isSkip ? 4 + index : row.duration_sec;
    await segue.commandLine(
      isSkip ? "record-skip" : "record-play",
      row.uuid,
      "--seconds",
      String(seconds),
    );
  }
}
