import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/segue.ts";
import { Player } from "./page-models/player.ts";
import { SongsPage } from "./page-models/songs-page.ts";

/** The pictures of docs/images, taken from the running app with the demo music: `npm run docs:images`. */
const folder = resolve(import.meta.dirname, "..", "docs", "images");

test.use({ viewport: { width: 1360, height: 860 }, deviceScaleFactor: 1, reducedMotion: "reduce" });

for (const scheme of ["dark", "light"] as const) {
  test(`pictures, ${scheme}`, async ({ segue }) => {
    test.setTimeout(300_000);
    const { page } = segue;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await expect(page.getByRole("heading", { name: "Add your music" })).toBeVisible();
    await shoot(page, `empty-${scheme}`);

    await page.getByRole("button", { name: /demo music/i }).click();
    const songs = new SongsPage(page);
    await expect(songs.table).toBeVisible({ timeout: 200_000 });
    await expect.poll(() => songCount(segue.commandLine), { timeout: 60_000 }).toBeGreaterThan(50);
    await listen(segue.commandLine);

    await songs.header("Album").click();
    const row = songs.table.getByRole("row").nth(4);
    await row.locator('[data-column="title"]').dblclick();
    const player = new Player(page);
    await player.expectToAdvancePast(14, 40_000);
    await player.button("Pause").click();
    await player.button("Queue").click();
    await songs.table.getByRole("row").nth(7).locator('[data-column="title"]').click();
    await songs.table
      .getByRole("row")
      .nth(8)
      .locator('[data-column="title"]')
      .click({ modifiers: ["Shift"] });
    await page.mouse.move(700, 60);
    await shoot(page, `songs-${scheme}`);
    await player.bar.screenshot({ path: join(folder, `player-${scheme}.png`) });
    await player.button("Queue").click();
    await page.getByRole("link", { name: "History" }).click();
    await expect(page.getByRole("grid", { name: "Songs played, newest first" })).toBeVisible();
    await shoot(page, `history-${scheme}`);
    await page.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByRole("list", { name: "Library folders" })).toBeVisible();
    await shoot(page, `settings-${scheme}`);
  });
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

type CommandLine = (...args: string[]) => Promise<{ stdout: string }>;

async function songCount(commandLine: CommandLine): Promise<number> {
  return JSON.parse((await commandLine("songs", "--json", "--limit", "1")).stdout).total;
}

/** An evening's listening, so that the history has something to show. */
async function listen(commandLine: CommandLine): Promise<void> {
  const { rows } = JSON.parse(
    (await commandLine("songs", "--json", "--limit", "16", "--sort", "-title")).stdout,
  );
  for (const [index, row] of rows.entries()) {
    const command = index % 5 === 3 ? "record-skip" : "record-play";
    const seconds = index % 5 === 3 ? 4 + index : row.duration_sec;
    await commandLine(command, row.uuid, "--seconds", String(seconds));
  }
}
