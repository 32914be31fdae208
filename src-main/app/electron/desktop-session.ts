import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import type { SessionClient } from "#features/accounts/index.ts";

const systems: Readonly<Record<string, string>> = {
  darwin: "macOS",
  linux: "Linux",
  win32: "Windows",
};

/** Where the desktop app keeps its log-in: a file for this user's eyes alone. All its windows are one client. */
export class DesktopSession {
  readonly #path: string;
  #token: string | null;

  /** @param path of the file; its folder is there */
  constructor(path: string) {
    this.#path = path;
    this.#token = readToken(path);
  }

  /** The client of a window, as it is logged in now. */
  client(clientId: string): SessionClient {
    return {
      clientId,
      device: "desktop",
      label: `Segue on ${systems[process.platform] ?? process.platform}`,
      token: this.#token,
      keep: (token) => this.#keep(token),
    };
  }

  #keep(token: string): void {
    this.#token = token;
    const temporary = `${this.#path}.${randomUUID()}.tmp`;
    try {
      const file = openSync(temporary, "wx", 0o600);
      try {
        writeSync(file, token);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, this.#path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}

/** Null where nobody has ever logged in, or somebody has emptied the file. */
function readToken(path: string): string | null {
  try {
    const token = readFileSync(path, "utf8").trim();
    return token === "" ? null : token;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
