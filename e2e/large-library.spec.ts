import { expect, test } from "./fixtures/segue.ts";
import { SongsPage } from "./page-models/songs-page.ts";

test.describe("100,000 songs", () => {
  test.use({ syntheticSongs: 100_000 });

  test("row 90,000 and the very last row are reached, with few elements in the document", async ({
    segue,
  }) => {
    const songs = new SongsPage(segue.page);
    await expect(songs.table).toHaveAttribute("aria-rowcount", "100001");
    await songs.table.evaluate((grid) => {
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * 0.9;
    });
    // Row 1 is the header, so song 90,000 is row 90,001.
    const near = songs.table.locator('[role="row"]').filter({ hasText: /89,9\d\d|90,0\d\d/ });
    await expect(near.first()).toBeVisible();
    await expect(near.first().locator('[data-column="title"]')).not.toBeEmpty();
    expect(await songs.table.locator('[role="row"]').count()).toBeLessThan(200);

    await songs.table.focus();
    await segue.page.keyboard.press("End");
    await expect(songs.table.locator('[aria-rowindex="100001"]')).toBeVisible();
  });

  test("search and sort answer over the whole library", async ({ segue }) => {
    const songs = new SongsPage(segue.page);
    await expect(songs.table).toHaveAttribute("aria-rowcount", "100001");
    await songs.search.fill("river");
    await expect(songs.table).not.toHaveAttribute("aria-rowcount", "100001");
    for (const title of (await songs.titles()).slice(0, 5)) expect(title).not.toBe("");
    await songs.header("Year").click();
    await expect(songs.header("Year")).toHaveAttribute("aria-sort", "ascending");
    await segue.page.keyboard.press("Control+l");
    await segue.page.keyboard.press("Escape");
    await expect(songs.table).toHaveAttribute("aria-rowcount", "100001");
  });

  test("selecting everything is two numbers, not 100,000", async ({ segue }) => {
    const songs = new SongsPage(segue.page);
    await expect(songs.table).toHaveAttribute("aria-rowcount", "100001");
    await songs.table.focus();
    const sent: string[] = [];
    segue.page.on("request", (request) => sent.push(request.postData() ?? ""));
    await segue.page.keyboard.press("Control+a");
    await segue.page.keyboard.press("Control+3");
    await expect(songs.table.getByRole("slider", { name: /Rating/ }).first()).toHaveAttribute(
      "aria-valuenow",
      "6",
    );
    expect(Math.max(...sent.map((body) => body.length))).toBeLessThan(1000);
  });
});
