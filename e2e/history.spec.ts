import { join } from "node:path";
import { expect, test } from "./fixtures/segue.ts";
import { writeTone } from "./fixtures/tone.ts";
import { Folders } from "./page-models/folders.ts";
import { Player } from "./page-models/player.ts";
import { SongsPage } from "./page-models/songs-page.ts";

test("a play counts after half of the song and not before", async ({ segue }) => {
  // 31 s: the shortest kind of song that counts at all; half of it is 15.5 s.
  writeTone(join(segue.musicFolder, "Early.wav"), 31);
  writeTone(join(segue.musicFolder, "Late.wav"), 31, 440);
  const songs = new SongsPage(segue.page);
  const player = new Player(segue.page);
  await new Folders(segue.page).addFirst(segue.musicFolder);
  await songs.header("Title").click();
  await songs.play("Early");
  await player.expectToAdvancePast(3);
  // Seeking to the end is not hearing.
  await player.seekBar.focus();
  await segue.page.keyboard.press("ArrowRight");
  await segue.page.keyboard.press("ArrowRight");
  await segue.page.keyboard.press("ArrowRight");
  await player.button("Next").click();
  await player.expectTitle("Late");
  await player.expectToAdvancePast(16.5, 30_000);
  await player.button("Previous").click();
  await player.expectToAdvancePast(0.2);
  await segue.page.keyboard.press("Space");

  await segue.page.getByRole("link", { name: "History" }).click();
  const history = segue.page.getByRole("grid", { name: "Songs played, newest first" });
  await expect(history.getByRole("row").filter({ hasText: "Early" }).first()).toContainText(
    "Skipped",
  );
  await expect(history.getByRole("row").filter({ hasText: "Late" }).first()).toContainText(
    "Played",
  );
  await expect(history.getByText("Today")).toBeVisible();

  const answer = await segue.commandLine("history", "--json");
  const rows: { title: string; verdict: string; duration_played_sec: number }[] = JSON.parse(
    answer.stdout,
  ).rows;
  const late = rows.find((row) => row.title === "Late");
  expect(late?.verdict).toBe("played");
  expect(late?.duration_played_sec).toBeGreaterThan(15.5);
  expect(late?.duration_played_sec).toBeLessThan(25);
  expect(rows.find((row) => row.title === "Early")?.verdict).toBe("skipped");
});
