import { type ChildProcess, fork } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import asar from "@electron/asar";
import { z } from "zod";
import { projectRoot } from "../lib/project.ts";
import { packApp } from "./pack-app.ts";

const bootFile = join(import.meta.dirname, "fake-electron/boot.ts");
const answerSchema = z.object({
  id: z.int(),
  value: z.unknown().optional(),
  error: z.string().optional(),
});

/** The app as an installer carries it, unpacked in a folder with no `node_modules` above it. */
export interface PackagedApp {
  readonly archive: string;
  /** The archive's contents with the unpacked files in their places. */
  readonly folder: string;
  readonly temporary: string;
  remove(): void;
}

/** Packs, extracts and, where a stub of another platform was packed, puts this platform's native binary in its place. */
export async function makePackagedApp(): Promise<PackagedApp> {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), "segue-packaged-")));
  const archive = await packApp(temporary);
  const folder = join(temporary, "extracted");
  asar.extractAll(archive, folder);
  const native = `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`;
  if (process.platform !== "linux" && !existsSync(join(folder, native))) {
    cpSync(join(projectRoot, native), join(folder, native));
  }
  return {
    archive,
    folder,
    temporary,
    remove: () => {
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

/** A running copy of the packaged app, under Node with the fake `electron`. */
export class RunningApp {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  #nextId = 1;
  #output = "";
  readonly #log: string;
  readonly exit: Promise<number | null>;

  private constructor(child: ChildProcess, dataFolder: string) {
    this.#child = child;
    this.#log = join(dataFolder, "logs/segue.log");
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.#output += chunk.toString("utf8")));
    }
    child.on("message", (message) => {
      const { id, value, error } = answerSchema.parse(message);
      const waiter = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiter?.resolve(value);
      else waiter?.reject(new Error(`${error}\n${this.output}`));
    });
    this.exit = new Promise((resolve) => {
      child.on("exit", (code) => {
        for (const { reject } of this.#waiting.values()) {
          reject(new Error(`The app ended with code ${code}.\n${this.output}`));
        }
        resolve(code);
      });
    });
  }

  /** Starts the app on its own data folder and waits for its first window to load. */
  static async start(
    app: PackagedApp,
    dataFolder: string,
    args: readonly string[] = [],
  ): Promise<RunningApp> {
    const environment = { ...process.env };
    // What a developer or a test runner has set must not reach the app.
    for (const name of ["DB_PATH", "DATABASE_URL", "SQL_ECHO", "NODE_OPTIONS", "NODE_PATH"]) {
      delete environment[name];
    }
    const child = fork(bootFile, [join(app.folder, "out/main/main.js"), ...args], {
      cwd: app.temporary,
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        ...environment,
        SEGUE_DATA_DIR: dataFolder,
        SEGUE_FAKE_USER_FOLDER: join(app.temporary, "user"),
        SEGUE_FAKE_APP_FOLDER: app.folder,
      },
    });
    const running = new RunningApp(child, dataFolder);
    await running.#untilWindow();
    return running;
  }

  /** What the app said, on its streams and in its log: the context of a failure. */
  get output(): string {
    return `${this.#output}\n${existsSync(this.#log) ? readFileSync(this.#log, "utf8") : ""}`;
  }

  async ask(command: string, input: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#child.exitCode !== null) {
      throw new Error(`The app ended with code ${this.#child.exitCode}.\n${this.output}`);
    }
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, { resolve, reject });
    this.#child.send({ id, command, input });
    return promise;
  }

  async #untilWindow(): Promise<void> {
    const windowsSchema = z.object({ windows: z.array(z.object({ loaded: z.array(z.string()) })) });
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { windows } = windowsSchema.parse(await this.ask("state"));
      if (windows.some((window) => window.loaded.length > 0)) return;
      if (Date.now() > deadline) {
        this.kill();
        throw new Error(`No window loaded within 30 s.\n${this.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}
