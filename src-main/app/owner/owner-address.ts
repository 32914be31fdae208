import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const addressSchema = z.strictObject({
  socket: z.string().min(1),
  token: z.string().min(32),
  pid: z.int(),
});

/** How to reach the owner: where it listens, and the secret that shows the caller may read the data folder. */
export type OwnerAddress = z.output<typeof addressSchema>;

/** Sockets of Unix take at most 104 to 108 bytes of path, depending on the system. */
const longestSocketPathBytes = 100;

/** Makes a fresh address for the data folder of `lockPath`. The socket's folder is readable by this user alone. */
export function makeOwnerAddress(lockPath: string): OwnerAddress {
  const token = randomBytes(32).toString("hex");
  return { socket: socketPathFor(lockPath), token, pid: process.pid };
}

function socketPathFor(lockPath: string): string {
  const name = createHash("sha256").update(lockPath).digest("hex").slice(0, 24);
  if (process.platform === "win32") return `\\\\.\\pipe\\segue-${name}`;
  const beside = `${lockPath}.sock`;
  if (Buffer.byteLength(beside) <= longestSocketPathBytes) return beside;
  const folder = join(tmpdir(), `segue-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return join(folder, `${name}.sock`);
}

/** Publishes the address beside the lock, for this user's eyes only, whole or not at all. */
export function writeOwnerAddress(lockPath: string, address: OwnerAddress): void {
  const temporary = `${addressPath(lockPath)}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(address), { mode: 0o600 });
  renameSync(temporary, addressPath(lockPath));
}

/** The running owner's address, or null when there is none to read. */
export function readOwnerAddress(lockPath: string): OwnerAddress | null {
  try {
    return addressSchema.parse(JSON.parse(readFileSync(addressPath(lockPath), "utf8")));
  } catch {
    // Not there, or half a second old and another version's: either way nobody can be reached by it.
    return null;
  }
}

export function removeOwnerAddress(lockPath: string): void {
  rmSync(addressPath(lockPath), { force: true });
}

function addressPath(lockPath: string): string {
  return `${lockPath}.json`;
}
