import { join } from "node:path";
import { expect, type Segue, test } from "./fixtures/segue.ts";
import { writeTone } from "./fixtures/tone.ts";
import { Folders } from "./page-models/folders.ts";
import { Player } from "./page-models/player.ts";
import { Profiles } from "./page-models/profiles.ts";
import { SongsPage } from "./page-models/songs-page.ts";
import { toast } from "./page-models/toasts.ts";

const password = "four calm words";

async function withTones({ page, musicFolder }: Segue): Promise<SongsPage> {
  for (const [index, name] of ["Aurora", "Borealis", "Comet"].entries())
    writeTone(join(musicFolder, `${name}.wav`), 31, 330 + index * 110);
  await new Folders(page).addFirst(musicFolder);
  const songs = new SongsPage(page);
  await expect(songs.row("Comet")).toBeVisible();
  return songs;
}

function stars(songs: SongsPage, title: string): ReturnType<SongsPage["row"]> {
  return songs.row(title).getByRole("slider", { name: /Rating/ });
}

test("nobody is asked anything until there is a second profile, whose ratings are its own", async ({
  segue,
}) => {
  const { page } = segue;
  const profiles = new Profiles(page);
  const songs = await withTones(segue);
  await songs.row("Aurora").getByText("Aurora").click();
  await page.keyboard.press("Control+4");
  await expect(stars(songs, "Aurora")).toHaveAttribute("aria-valuenow", "8");

  const owner = await profiles.name();
  await profiles.add("Ben", password);
  await profiles.logOut();
  // Nothing of the former profile is left on the screen.
  await expect(songs.table).toBeHidden();
  await page.getByRole("button", { name: "Go on as Ben, password needed" }).click();
  await profiles.password.fill("not his password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("The name or the password is wrong.");
  await expect(profiles.password).toHaveValue("");
  await profiles.password.fill(password);
  await page.keyboard.press("Enter");
  await expect(profiles.button("Ben")).toBeVisible();

  await expect(stars(songs, "Aurora")).toHaveAttribute("aria-valuenow", "0");
  await songs.row("Aurora").getByText("Aurora").click();
  // Only administrators take songs out of the library.
  await page.keyboard.press("Delete");
  await expect(toast(page, "Only administrators may remove songs")).toBeVisible();
  await page.keyboard.press("Control+2");
  await expect(stars(songs, "Aurora")).toHaveAttribute("aria-valuenow", "4");
  await profiles.logOut();
  await profiles.logIn(owner, null);
  await expect(stars(songs, "Aurora")).toHaveAttribute("aria-valuenow", "8");
});

test("a locked window shows nothing until the password is given, and goes on where it was", async ({
  segue,
}) => {
  const { page } = segue;
  const profiles = new Profiles(page);
  await expect(profiles.button()).toBeVisible();
  await page.keyboard.press("Control+Shift+L");
  await expect(toast(page, "Set a password first")).toBeVisible();
  await profiles.setPassword(password);
  await page.getByRole("link", { name: "History" }).click();
  await page.keyboard.press("Control+Shift+L");
  await expect(page.getByRole("heading", { name: "session is locked" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  // A lock that a reload opens is none.
  await page.reload();
  await profiles.password.fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();

  // By itself, after the time that the profile asks for.
  await page.clock.install();
  await page.getByRole("link", { name: "Settings" }).click();
  const saved = page.waitForResponse(/users\.updatePreferences/);
  await page.getByRole("combobox", { name: "Lock by itself" }).selectOption("After 1 minute");
  await saved;
  await page.clock.fastForward(50_000);
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.clock.fastForward(20_000);
  await expect(page.getByRole("heading", { name: "session is locked" })).toBeVisible();
});

test("ending a session elsewhere shows the profiles there", async ({ segue, shell }) => {
  test.skip(shell === "electron", "One window");
  const profiles = new Profiles(segue.page);
  await profiles.setPassword(password);
  const elsewhere = new Profiles(await segue.openAnotherBrowser());
  await elsewhere.logIn(await profiles.name(), password);

  await profiles.openProfilePage();
  await expect(profiles.sessions.getByRole("listitem")).toHaveCount(2);
  await expect(profiles.sessions.getByRole("listitem").first()).toContainText("This window");
  await profiles.sessions.getByRole("button", { name: /^End the session/ }).click();
  await expect(elsewhere.picker).toBeVisible();
  await expect(elsewhere.button()).toBeHidden();
  await expect(profiles.sessions.getByRole("listitem")).toHaveCount(1);
});

test("a private session is said in the player and writes nothing down", async ({ segue }) => {
  const { page } = segue;
  const songs = await withTones(segue);
  const profiles = new Profiles(page);
  const player = new Player(page);
  await profiles.choose("Private session");
  await expect(toast(page, "written down nowhere")).toBeVisible();
  const chip = player.bar.getByRole("button", { name: /^Private session/ });
  await expect(chip).toBeVisible();
  await songs.play("Aurora");
  await player.expectToAdvancePast(1);
  await player.button("Next").click();
  await player.expectTitle("Borealis");
  await chip.click();
  await expect(chip).toBeHidden();
  await player.button("Next").click();
  await player.expectTitle("Comet");
  await player.expectToAdvancePast(1);
  await songs.play("Aurora");
  await player.expectTitle("Aurora");
  await page.getByRole("link", { name: "History" }).click();
  const history = page.getByRole("grid", { name: "Songs played, newest first" });
  await expect(history.getByText("Comet")).toBeVisible();
  await expect(history.getByText("Aurora")).toBeHidden();
  await expect(history.getByText("Borealis")).toBeHidden();
});

test("finished work is told once: where one looks, or on the desktop when one looks elsewhere", async ({
  segue,
  context,
  shell,
}) => {
  test.skip(shell === "electron", "One window");
  await context.grantPermissions(["notifications"]);
  await context.addInitScript(() => {
    const told: string[] = [];
    class Told extends EventTarget {
      static permission = "granted";
      constructor(title: string) {
        super();
        told.push(title);
      }
    }
    // A headless browser has no desktop to show them on, and thinks that each of its pages has the focus.
    Object.assign(globalThis, { told, Notification: Told });
    document.hasFocus = () => localStorage.getItem("focus") === window.name;
  });
  const first = segue.page;
  await withTones(segue);
  const second = await context.newPage();
  await second.goto(first.url());
  const pages = [first, second];
  for (const [index, page] of pages.entries()) {
    await page.evaluate((value) => {
      window.name = value;
    }, String(index));
    await page.reload();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  }
  const told = async (): Promise<string[]> =>
    (
      await Promise.all(
        pages.map((page) => page.evaluate(() => (globalThis as { told?: string[] }).told ?? [])),
      )
    ).flat();
  const scan = async (): Promise<void> => {
    await first.getByRole("link", { name: "Settings" }).click();
    await first.getByRole("button", { name: "Look for changes", exact: true }).click();
  };

  await scan();
  await expect.poll(told).toHaveLength(1);
  expect((await told())[0]).toContain("finished");

  await expect(toast(second, /finished/)).toBeHidden();
  await second.evaluate(() => localStorage.setItem("focus", "1"));
  await scan();
  await expect(toast(second, /finished/)).toBeVisible();
  expect(await told()).toHaveLength(1);
});
