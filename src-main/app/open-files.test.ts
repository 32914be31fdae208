import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import type { ChannelInput, ChannelName, ChannelOutput } from "#shared/contract/index.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { audioFixture } from "#test-support/test-audio.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { createApp } from "./compose.ts";

/** A core as the desktop has it, with two files of real sound outside of its library. */
function createDesktop() {
  const folder = temporaryFolder();
  const music = join(folder.path, "Downloads");
  mkdirSync(music);
  for (const name of ["cbr.mp3", "tone.flac"]) copyFileSync(audioFixture(name), join(music, name));
  const app = createApp({
    dataFolder: join(folder.path, "data folder"),
    environment: {},
    mode: "test",
    logger: silentLogger,
  });
  app.start();
  const caller = app.callerFor({ clientId: "window", device: "desktop" });
  async function ask<Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ): Promise<ChannelOutput<Name>> {
    const answer = await app.dispatch(channel, input, caller);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value as ChannelOutput<Name>;
  }
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= app.close());
  return {
    app,
    caller,
    music,
    ask,
    close,
    async [Symbol.asyncDispose]() {
      await close();
      folder[Symbol.dispose]();
    },
  };
}

// Catches: any part of the way that is not wired: tag reader threads, rows, queue, the window's share, the media door.
test("files that nobody imported are read, stand next in the queue and can be heard", async () => {
  await using desktop = createDesktop();
  const { app, ask, caller, music } = desktop;
  const paths = ["tone.flac", "cbr.mp3", "gone.mp3"].map((name) => join(music, name));
  const opened = await app.openFiles(paths, caller);
  expect(opened.rejected).toEqual([
    { path: paths[2], message: `${String(paths[2])} is not there.` },
  ]);
  const { rows } = await ask("playback.getQueue", { offset: 0, limit: 10 });
  expect(rows.map((row) => row.song.localPath)).toEqual(paths.slice(0, 2));
  expect((await ask("playback.takeOpened", {})).opened).toMatchObject([
    { added: 2, start: { entryId: rows[0]?.entryId, queueIndex: 0 }, problemCount: 1 },
  ]);
  const url = `http://media/audio/${z.string().parse(rows[1]?.song.uuid)}`;
  const answer = await app.media(new Request(url, { headers: { Range: "bytes=0-99" } }), caller);
  expect(answer.status).toBe(206);
  expect((await answer.bytes()).byteLength).toBe(100);
});

// Catches: a playlist that replaces what plays, and a folder that is opened as if it were a file.
test("a playlist goes after the current song, a folder is watched", async () => {
  await using desktop = createDesktop();
  const { app, ask, caller, music } = desktop;
  const playlist = join(music, "Mix.m3u8");
  writeFileSync(playlist, "tone.flac\n");
  await app.openFiles([join(music, "cbr.mp3")], caller);
  await app.openFiles([playlist], caller);
  const { current, upcoming } = await ask("playback.getState", {});
  expect(current?.song.localPath).toBe(join(music, "cbr.mp3"));
  expect(upcoming?.song.localPath).toBe(join(music, "tone.flac"));
  const { folders } = await app.openFiles([music], caller);
  expect(folders).toEqual([music]);
  await app.idle();
  expect(await ask("library.getCounts", {})).toMatchObject({ songs: 2, folders: 1 });
});

test("closing the app while files are being opened ends cleanly", async () => {
  await using desktop = createDesktop();
  const { app, caller, close, music } = desktop;
  const opening = app.openFiles([join(music, "cbr.mp3")], caller).then(
    () => "opened",
    (error: unknown) => z.object({ code: z.literal("cancelled") }).parse(error).code,
  );
  await close();
  expect(["opened", "cancelled"]).toContain(await opening);
});
