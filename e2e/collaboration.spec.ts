import type { Page } from "@playwright/test";
import { everyFormat, expect, type Segue, test } from "./fixtures/segue.ts";
import { Folders } from "./page-models/folders.ts";
import { Playlists } from "./page-models/playlists.ts";
import { Profiles } from "./page-models/profiles.ts";
import { SongsPage } from "./page-models/songs-page.ts";
import { toast } from "./page-models/toasts.ts";

/** Another person in a browser of their own, in the profile that was made for them. */
async function join(segue: Segue, owner: string, name: string): Promise<Page> {
  const page = await segue.openAnotherBrowser();
  const profiles = new Profiles(page);
  await expect(profiles.button(owner)).toBeVisible();
  await profiles.logOut();
  await profiles.logIn(name, null);
  return page;
}

async function addToPlaylist(page: Page, title: string, playlist: string): Promise<void> {
  const songs = new SongsPage(page);
  await songs.open();
  await songs.row(title).click({ button: "right", position: { x: 120, y: 12 } });
  await page.getByRole("menuitem", { name: "Add to playlist" }).hover();
  await page.getByRole("menuitem", { name: playlist }).click();
  await expect(toast(page, `Added 1 song to “${playlist}”`).last()).toBeVisible();
}

/** What the core answers to a page that does what its buttons would not let it. */
async function refusal(page: Page, channel: string, input: unknown): Promise<string> {
  return await page.evaluate(
    async ([name, body]) => {
      const response = await fetch(`/api/${name}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as { ok: boolean; error?: { message: string } };
      return answer.ok ? "It was allowed." : (answer.error?.message ?? "");
    },
    [channel, input] as const,
  );
}

test("an editor adds, the owner moves, a viewer watches and is refused, all at once", async ({
  segue,
}) => {
  const { page } = segue;
  for (const fixture of everyFormat) segue.addFile(fixture);
  await new Folders(page).addFirst(segue.musicFolder);
  await expect(new SongsPage(page).table).toHaveAttribute("aria-rowcount", "12");
  const profiles = new Profiles(page);
  const owner = await profiles.name();
  await profiles.add("Ben", null);
  await profiles.add("Cleo", null);
  const ben = await join(segue, owner, "Ben");
  const cleo = await join(segue, owner, "Cleo");

  const own = new Playlists(page);
  await own.create("Dinner");
  await addToPlaylist(page, "Glass River", "Dinner");
  await own.open("Dinner");
  await page.getByRole("main").getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share “Dinner”" });
  await dialog.getByLabel("Add a person").selectOption("Ben");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.getByLabel("Add a person").selectOption("Cleo");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.getByLabel("What Cleo may do").selectOption("Can listen");
  await dialog.getByRole("button", { name: "Let them" }).click();
  await page.keyboard.press("Escape");

  // It appears at the others' without a reload, and they are told.
  const bens = new Playlists(ben);
  const cleos = new Playlists(cleo);
  await expect(toast(ben, /Dinner/u).first()).toBeVisible();
  await cleos.open("Dinner");
  await cleos.expectTitles(["Glass River"]);
  await expect(cleo.getByText(`${owner} shares this playlist to listen to.`)).toBeVisible();

  // The editor adds; both others see it where they are.
  await addToPlaylist(ben, "Copper Sky", "Dinner");
  await own.expectTitles(["Glass River", "Copper Sky"]);
  await cleos.expectTitles(["Glass River", "Copper Sky"]);

  // Two change the order and the songs at the same moment: neither loses anything.
  await bens.open("Dinner");
  await own.row("Copper Sky").click();
  await Promise.all([
    page.keyboard.press("Alt+ArrowUp"),
    addToPlaylist(ben, "Little Machines", "Dinner"),
  ]);
  for (const list of [own, cleos])
    await list.expectTitles(["Copper Sky", "Glass River", "Little Machines"]);
  await expect(own.row("Little Machines")).toContainText("Ben");

  // The viewer's page offers no way to change it, and the core has none for them either.
  await cleos.row("Glass River").click();
  await cleo.keyboard.press("Delete");
  await cleo.keyboard.press("Alt+ArrowUp");
  const uuid = new URL(cleo.url()).hash.split("/").at(-1) ?? "";
  expect(
    await refusal(cleo, "playlists.sortTracks", {
      uuid,
      sort: [{ key: "title", descending: true }],
    }),
  ).toMatch(/Dinner.*Ask/u);
  await own.expectTitles(["Copper Sky", "Glass River", "Little Machines"]);

  // Each takes back what is theirs alone.
  await ben.keyboard.press("Control+z");
  for (const list of [own, cleos]) await list.expectTitles(["Copper Sky", "Glass River"]);
  await page.keyboard.press("Control+z");
  for (const list of [own, cleos]) await list.expectTitles(["Glass River", "Copper Sky"]);

  // No longer shared: it is gone from where it was, with a word why.
  await page.getByRole("main").getByRole("button", { name: "Share" }).click();
  await dialog.getByRole("button", { name: "Stop sharing with Cleo" }).click();
  await expect(cleos.line("Dinner")).toBeHidden();
  await expect(cleo.getByText("its owner no longer shares it with you")).toBeVisible();
});
