import { join } from "node:path";
import { everyFormat, expect, test } from "./fixtures/segue.ts";
import { writeTone } from "./fixtures/tone.ts";
import { Folders } from "./page-models/folders.ts";
import { Player } from "./page-models/player.ts";
import { SongsPage } from "./page-models/songs-page.ts";

/** Titles of the fixtures, in the order of `everyFormat`. */
const titles = [
  "Harbour Lights",
  "Slow Burner",
  "Static Bloom",
  "Paper Moon",
  "夜明けの街",
  "Glass River",
  "Everything After",
  "Little Machines",
  "Northbound",
  "Copper Sky",
  "The Long Way Round",
];

for (const [index, fixture] of everyFormat.entries()) {
  test(`${fixture} plays and its time advances`, async ({ segue }) => {
    segue.addFile(fixture);
    const songs = new SongsPage(segue.page);
    const player = new Player(segue.page);
    await new Folders(segue.page).addFirst(segue.musicFolder);

    await songs.play(titles[index] ?? "");

    await player.expectTitle(titles[index] ?? "");
    await player.expectToAdvancePast(1);
  });
}

test("seeking in a song that the browser cannot decode goes there", async ({ segue }) => {
  segue.addFile("tone.wma");
  const songs = new SongsPage(segue.page);
  const player = new Player(segue.page);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await songs.play("Copper Sky");
  await player.expectToAdvancePast(0.2);
  await player.button("Pause").click();

  await player.seekBar.focus();
  await segue.page.keyboard.press("End");
  await expect.poll(() => player.positionSec()).toBeGreaterThan(4);
  await segue.page.keyboard.press("Home");
  await expect.poll(() => player.positionSec()).toBeLessThan(0.5);
});

test("a song goes over into the next by itself, and next and previous work", async ({ segue }) => {
  writeTone(join(segue.musicFolder, "01 First.wav"), 2);
  writeTone(join(segue.musicFolder, "02 Second.wav"), 40, 440);
  writeTone(join(segue.musicFolder, "03 Third.wav"), 40, 550);
  const songs = new SongsPage(segue.page);
  const player = new Player(segue.page);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await songs.play("First");
  await player.expectTitle("Second");
  await player.expectToAdvancePast(0.2);
  await player.button("Next").click();
  await player.expectTitle("Third");
  await player.button("Previous").click();
  await player.expectTitle("Second");
});

test("after a reload the queue is there, paused, where it was", async ({ segue }) => {
  writeTone(join(segue.musicFolder, "Long.wav"), 60);
  const songs = new SongsPage(segue.page);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await songs.play("Long");
  let player = new Player(segue.page);
  await player.expectToAdvancePast(2);
  await segue.page.reload();

  player = new Player(segue.page);
  await player.expectTitle("Long");
  await expect(player.button("Play")).toBeVisible();
  expect(await player.positionSec()).toBeGreaterThan(1.5);
  await segue.page.waitForTimeout(1500);
  await expect(player.button("Play")).toBeVisible();
});

test("the queue survives the end of the app, even a hard one", async ({ segue }) => {
  writeTone(join(segue.musicFolder, "Long.wav"), 60);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await new SongsPage(segue.page).play("Long");
  await new Player(segue.page).expectToAdvancePast(6);

  await segue.restart("SIGKILL");

  const player = new Player(segue.page);
  await player.expectTitle("Long");
  await expect(player.button("Play")).toBeVisible();
  expect(await player.positionSec()).toBeGreaterThan(3);
});
