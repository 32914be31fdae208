import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Peer {
  readonly name: string;
  /** Files per second. */
  readonly measured: number;
}

/** MPD's first update of the folder, from start to exit; null, with a note, where it is not installed. */
export function importWithMpd(music: string, files: number): Peer | null {
  return inTemporaryFolder((folder) => {
    const configuration = join(folder, "mpd.conf");
    writeFileSync(
      configuration,
      [
        `music_directory "${music}"`,
        `db_file "${join(folder, "db")}"`,
        `log_file "${join(folder, "log")}"`,
        `state_file "${join(folder, "state")}"`,
        `bind_to_address "${join(folder, "socket")}"`,
        `audio_output {\n  type "null"\n  name "none"\n}`,
        "",
      ].join("\n"),
    );
    // Blocks until the database is written: the server runs in the background and is asked for its state.
    const script = join(import.meta.dirname, "mpd-update.ts");
    const done = spawnSync(process.execPath, [script, configuration, join(folder, "socket")], {
      encoding: "utf8",
    });
    if (done.status !== 0) {
      console.error(`mpd is not measured: ${done.stderr.trim() || "not installed"}`);
      return null;
    }
    return { name: "mpd", measured: files / Number(done.stdout) };
  });
}

/** `beet import` without copying or looking anything up. */
export function importWithBeets(music: string, files: number): Peer | null {
  return inTemporaryFolder((folder) => {
    if (spawnSync("beet", ["version"]).status !== 0) {
      console.error("beets is not measured: not installed");
      return null;
    }
    mkdirSync(join(folder, "beets"));
    writeFileSync(
      join(folder, "beets", "config.yaml"),
      `directory: ${folder}\nlibrary: ${join(folder, "library.db")}\nimport:\n  copy: no\n  write: no\n`,
    );
    const startedAt = performance.now();
    const done = spawnSync("beet", ["import", "--quiet", "--noautotag", music], {
      env: { ...process.env, BEETSDIR: join(folder, "beets") },
    });
    const seconds = (performance.now() - startedAt) / 1000;
    return done.status === 0 ? { name: "beets", measured: files / seconds } : null;
  });
}

function inTemporaryFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "segue-peer-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sends one command to an MPD socket and resolves with its answer. */
export function askMpd(socketPath: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(socketPath);
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("error", reject);
    socket.on("data", (text: string) => {
      answer += text;
      // The greeting, then the answer; both end in OK.
      if (/^OK MPD .*\n[\s\S]*^OK$/mu.test(answer)) socket.end();
    });
    socket.on("close", () => resolve(answer));
    socket.write(`${command}\n`);
  });
}
