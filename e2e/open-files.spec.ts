import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { writeTone } from "./fixtures/tone.ts";
import { Player } from "./page-models/player.ts";

/** A core that is handed files as the system hands them to the desktop app. */
interface Opener extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  open(...paths: readonly string[]): void;
}

const host = resolve(import.meta.dirname, "../src-main/test-support/opening-web.child.ts");

async function startOpener(): Promise<Opener> {
  const folder = mkdtempSync(join(tmpdir(), "segue-e2e-"));
  const child = spawn(process.execPath, [host, join(folder, "data")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const url = await new Promise<string>((found, failed) => {
    child.stdout.once("data", (said: Buffer) => found(said.toString().trim()));
    child.once("exit", (code) => failed(new Error(`The core ended with code ${code}`)));
  });
  return {
    url,
    folder,
    open: (...paths) => child.stdin.write(`${JSON.stringify(paths)}\n`),
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// Catches: a file that was opened before the page was there and waits for ever, a second one that is queued in silence, and
// rejections that nobody sees.
test("a double-clicked file plays, whether it starts the app or comes later; the queue stays", async ({
  page,
}) => {
  await using opener = await startOpener();
  const [first, second] = ["First", "Second"].map((title, index) => {
    const path = join(opener.folder, `0${index + 1} ${title}.wav`);
    writeTone(path, 40, 440 + index * 110);
    return path;
  });
  if (first === undefined || second === undefined) throw new Error("No tones");
  const player = new Player(page);
  opener.open(first);
  await page.goto(opener.url);
  await player.expectTitle("First");
  await player.expectToAdvancePast(0.5);

  opener.open(second, join(opener.folder, "gone.mp3"));
  await player.expectTitle("Second");
  await player.expectToAdvancePast(0.5);
  await expect(page.getByText("1 song added to the queue").first()).toBeVisible();
  await expect(page.getByText(/gone\.mp3 is not there\./).first()).toBeVisible();

  // Twice: a song that has played for a while goes back to its own start first.
  await player.button("Previous").click();
  await player.button("Previous").click();
  await player.expectTitle("First");
});
