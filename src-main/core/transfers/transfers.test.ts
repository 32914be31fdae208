import { existsSync, readdirSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { transferPieceBytes, transfersContract } from "#shared/contract/transfers.contract.ts";
import { noSession, type Visitor } from "#core/ipc/caller.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { downloadTransfer } from "./download.ts";
import { Transfers } from "./transfers.ts";

const hour = 60 * 60 * 1000;
const ana = { actor: { userId: 1 } };
const ben = { actor: { userId: 2 } };

function made() {
  const folder = temporaryFolder();
  const clock = { now: 1_000_000 };
  const path = join(folder.path, "transfers");
  const start = () => new Transfers({ folder: path, now: () => clock.now, logger: silentLogger });
  const transfers = start();
  return {
    transfers,
    clock,
    path,
    start,
    [Symbol.dispose]: () => {
      transfers.close();
      folder[Symbol.dispose]();
    },
  };
}

function visitor(userId: number | null): Visitor {
  const actor =
    userId === null ? null : { userId, userUuid: "", isAdmin: false, displayName: "Ana" };
  return { actor, clientId: "window", device: "web", session: noSession };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Would catch: pieces in the order in which the disk happened to finish, and half a file under its final name. */
test("pieces arrive in order and the file is there once it is whole", async () => {
  using t = made();
  const { uuid } = await t.transfers.write(ana, {
    uuid: null,
    dataBase64: base64("0"),
    isLast: false,
  });
  const pieces = Array.from({ length: 20 }, (_, index) => `,${index + 1}`);
  await Promise.all(
    pieces.map((piece, index) =>
      t.transfers.write(ana, { uuid, dataBase64: base64(piece), isLast: index === 19 }),
    ),
  );
  expect(readFileSync(t.transfers.pathOf(uuid, ana), "utf8")).toBe(`0${pieces.join("")}`);
  await expect(
    t.transfers.write(ana, { uuid, dataBase64: "", isLast: true }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});

test("an unfinished file cannot be used", async () => {
  using t = made();
  const { uuid } = await t.transfers.write(ana, { uuid: null, dataBase64: "", isLast: false });
  expect(() => t.transfers.pathOf(uuid, ana)).toThrow(
    expect.objectContaining({ code: "not_found" }),
  );
});

/** Would catch: one profile reading, extending or deleting what another sent, and an answer that tells it is there. */
test("a file is its owner's alone", async () => {
  using t = made();
  const { transferUuid: uuid } = await t.transfers.keepFile(ana, "a.txt", "mine");
  const nobodys = "00000000-0000-4000-8000-000000000000";
  for (const name of [uuid, nobodys])
    await expect(t.transfers.read(ben, { uuid: name, offset: 0 })).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("This file is no longer here"),
    });
  await expect(
    t.transfers.write(ben, { uuid, dataBase64: "", isLast: true }),
  ).rejects.toMatchObject({ code: "not_found" });
  await t.transfers.forget(uuid, ben);
  expect((await t.transfers.readAll(uuid, ana, 10)).toString()).toBe("mine");
  await expect(t.transfers.readAll(uuid, ana, 3)).rejects.toMatchObject({ code: "invalid_input" });
});

/** Would catch: the last piece lost or read twice where the size is a multiple of the piece. */
test.each([0, 1, transferPieceBytes, transferPieceBytes + 1])(
  "%i bytes are read back piece by piece",
  async (sizeBytes) => {
    using t = made();
    const bytes = Buffer.alloc(sizeBytes, "segue");
    const { transferUuid: uuid } = await t.transfers.keepFile(ana, "x.bin", bytes);
    const read: Buffer[] = [];
    for (let offset = 0; ;) {
      const piece = await t.transfers.read(ana, { uuid, offset });
      const data = Buffer.from(piece.dataBase64, "base64");
      read.push(data);
      offset += data.length;
      if (piece.isLast) break;
    }
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  },
);

test("a source that fails leaves nothing behind", async () => {
  using t = made();
  async function* failing() {
    yield "x".repeat(300_000);
    await Promise.resolve();
    throw new Error("the source broke");
  }
  await expect(t.transfers.keepFile(ana, "a.txt", failing())).rejects.toThrow("the source broke");
  expect(readdirSync(t.path)).toEqual([]);
});

/** Would catch: a disk that fills with what people exported once. */
test("files go after a day, and with the next start", async () => {
  using t = made();
  const { transferUuid: uuid } = await t.transfers.keepFile(ana, "a.txt", "old");
  t.clock.now += 24 * hour;
  expect(existsSync(t.transfers.pathOf(uuid, ana))).toBe(true);
  t.clock.now += 1;
  await t.transfers.keepFile(ana, "b.txt", "new");
  expect(() => t.transfers.pathOf(uuid, ana)).toThrow("no longer here");
  await expect.poll(() => readdirSync(t.path)).toHaveLength(1);
  mkdirSync(t.path, { recursive: true });
  writeFileSync(join(t.path, "left by a crash.part"), "x");
  t.start().close();
  expect(existsSync(t.path)).toBe(false);
});

test("a download is a file to save, under its name, for its owner", async () => {
  using t = made();
  const kept = await t.transfers.keepFile(ana, "Sommer/Nächte\u202e.m3u8", "#EXTM3U\n");
  expect(kept).toMatchObject({ fileName: "Sommer-Nächte.m3u8", sizeBytes: 8 });
  const request = new Request(`segue-media://media/transfers/${kept.transferUuid}`);
  const response = downloadTransfer(t.transfers, request, visitor(1));
  expect(await response?.text()).toBe("#EXTM3U\n");
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    "content-length": "8",
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
    "content-disposition": `attachment; filename="Sommer-Nachte.m3u8"; filename*=UTF-8''Sommer-N%C3%A4chte.m3u8`,
  });
  expect(downloadTransfer(t.transfers, request, visitor(2))?.status).toBe(404);
  expect(downloadTransfer(t.transfers, request, visitor(null))?.status).toBe(403);
  expect(downloadTransfer(t.transfers, request, undefined)?.status).toBe(403);
  const other = new Request("segue-media://media/audio/x");
  expect(downloadTransfer(t.transfers, other, visitor(1))).toBeNull();
});

/** Would catch: a check of base64 that overflows or takes seconds on the largest piece. */
test("the contract takes the largest piece and no larger one", () => {
  const piece = (bytes: number) => ({
    uuid: null,
    dataBase64: Buffer.alloc(bytes, 1).toString("base64"),
    isLast: true,
  });
  const { input } = transfersContract["transfers.write"];
  expect(input.safeParse(piece(transferPieceBytes)).success).toBe(true);
  expect(input.safeParse(piece(transferPieceBytes + 3)).success).toBe(false);
});
