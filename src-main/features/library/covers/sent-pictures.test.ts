import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appRoot } from "#core/files/app-root.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { createTestContext, insertCaller } from "#test-support/test-context.ts";
import { CoverStore } from "./cover-store.ts";
import { SentPictures } from "./sent-pictures.service.ts";

const cover = readFileSync(join(appRoot(), "e2e", "fixtures", "audio", "cover.jpg"));

async function send(context: FeatureContext, caller: Caller, bytes: Uint8Array): Promise<string> {
  const dataBase64 = Buffer.from(bytes).toString("base64");
  return (await context.transfers.write(caller, { uuid: null, dataBase64, isLast: true })).uuid;
}

/** Would catch: a picture under a name that `/covers/` does not serve, or a transfer left lying about. */
test("a picture that was sent is kept under its content's key, as it came", async () => {
  using test = createTestContext();
  const { context } = test;
  const caller = insertCaller(context.database, "Ana");
  const store = new CoverStore(context.paths.coverCache);
  const pictures = new SentPictures(context.transfers, store);
  const uuid = await send(context, caller, cover);
  const key = await pictures.keep(uuid, caller);
  const found = store.find(key);
  expect(found?.mime).toBe("image/jpeg");
  expect(readFileSync(found?.path ?? "")).toEqual(cover);
  await expect(pictures.keep(uuid, caller)).rejects.toMatchObject({ code: "not_found" });
});

/** Would catch: a page's script kept as a picture and served as one, or a picture of more pixels than memory. */
test("what is no picture, or far too large a one, is refused and not kept", async () => {
  using test = createTestContext();
  const { context } = test;
  const caller = insertCaller(context.database, "Ana");
  const pictures = new SentPictures(context.transfers, new CoverStore(context.paths.coverCache));
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000", "hex");
  const refused = [
    Buffer.from("<svg onload='alert(1)'/>"),
    Buffer.from("GIF89a............"),
    cover.subarray(0, 8),
    png,
    Buffer.alloc(0),
  ];
  for (const bytes of refused) {
    const uuid = await send(context, caller, bytes);
    await expect(pictures.keep(uuid, caller)).rejects.toMatchObject({ code: "unsupported" });
  }
  expect(existsSync(context.paths.coverCache)).toBe(false);
});

test("another's picture, or none, is not found", async () => {
  using test = createTestContext();
  const { context } = test;
  const [ana, bob] = ["Ana", "Bob"].map((name) => insertCaller(context.database, name));
  const pictures = new SentPictures(context.transfers, new CoverStore(context.paths.coverCache));
  if (ana === undefined || bob === undefined) throw new Error("Two callers were made");
  const uuid = await send(context, ana, cover);
  for (const wrong of [uuid, randomUUID()])
    await expect(pictures.keep(wrong, bob)).rejects.toMatchObject({ code: "not_found" });
});
