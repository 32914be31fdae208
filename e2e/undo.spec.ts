import { join } from "node:path";
import { expect, test } from "./fixtures/segue.ts";
import { writeTone } from "./fixtures/tone.ts";
import { Changes } from "./page-models/changes.ts";
import { Folders } from "./page-models/folders.ts";
import { Player } from "./page-models/player.ts";
import { SongsPage } from "./page-models/songs-page.ts";
import { toast } from "./page-models/toasts.ts";

test.beforeEach(async ({ segue }) => {
  for (const [index, name] of ["Aurora", "Borealis", "Comet"].entries())
    writeTone(join(segue.musicFolder, `${name}.wav`), 31, 330 + index * 110);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await expect(new SongsPage(segue.page).row("Comet")).toBeVisible();
});

test("three changes of three kinds are taken back by key, done again, and taken back from the list", async ({
  segue,
}) => {
  const { page } = segue;
  const songs = new SongsPage(page);
  const player = new Player(page);
  const changes = new Changes(page);
  const rating = songs.row("Aurora").getByRole("slider", { name: /Rating/ });
  await expect(changes.redoButton).toBeDisabled();
  await songs.row("Aurora").getByText("Aurora").click();
  await page.keyboard.press("Control+4");
  await songs.row("Borealis").getByText("Borealis").click();
  await page.keyboard.press("Delete");
  await expect(songs.row("Borealis")).toBeHidden();
  await songs.play("Comet");
  await player.expectTitle("Comet");
  await expect(changes.undoButton).toHaveAccessibleName(/^Undo: .*queue|^Undo: Replaced/i);

  // In a text field the key is the field's own.
  await songs.search.fill("Auro");
  await page.keyboard.press("Control+z");
  await songs.search.fill("");
  await page.keyboard.press("Escape");
  await expect(player.bar.getByText("Comet", { exact: true }).first()).toBeVisible();

  await songs.row("Aurora").getByText("Aurora").click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(player.bar.getByText("Nothing is playing")).toBeVisible();
  await expect(songs.row("Borealis")).toBeVisible();
  await expect(rating).toHaveAttribute("aria-valuenow", "0");
  await expect(toast(page, 'Undone: Rated "Aurora" 4 of 5')).toBeVisible();

  await page.keyboard.press("Control+Shift+z");
  await expect(rating).toHaveAttribute("aria-valuenow", "8");
  await page.keyboard.press("Control+y");
  await expect(songs.row("Borealis")).toBeHidden();

  await changes.open();
  const first = changes.entry('Rated "Aurora" 4 of 5');
  await first.focus();
  await page.keyboard.press("ArrowRight");
  await expect(changes.list.getByText(/Rating of "Aurora"/)).toBeVisible();
  await first.hover();
  await first.getByRole("button", { name: /^Back to here/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Takes back 1 change of yours");
  await dialog.getByRole("button", { name: "Undo 1 change" }).click();
  await expect(toast(page, "1 change undone")).toBeVisible();
  await songs.open();
  await expect(songs.row("Borealis")).toBeVisible();
  await expect(rating).toHaveAttribute("aria-valuenow", "8");
});

test("a change that another window has changed again is kept, and a sentence says so", async ({
  segue,
  shell,
}) => {
  test.skip(shell === "electron", "One window");
  const { page } = segue;
  const here = new SongsPage(page);
  await here.row("Aurora").getByText("Aurora").click();
  await page.keyboard.press("Control+4");
  const other = await segue.openAnotherBrowser();
  const there = new SongsPage(other);
  const rating = there.row("Aurora").getByRole("slider", { name: /Rating/ });
  await expect(rating).toHaveAttribute("aria-valuenow", "8");
  await there.row("Aurora").getByText("Aurora").click();
  await other.keyboard.press("Control+2");

  const changes = new Changes(page);
  await changes.open();
  await expect(changes.entry('Rated "Aurora" 2 of 5')).toBeVisible();
  await changes.undo('Rated "Aurora" 4 of 5');
  await expect(toast(page, /Aurora.* was changed again by you.*nothing was undone/)).toBeVisible();
  await expect(rating).toHaveAttribute("aria-valuenow", "4");
});
