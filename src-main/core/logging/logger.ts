import { appendFileSync, existsSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { ensureWritableFolder } from "#core/files/writable-folder.ts";

export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log: a sentence plus facts. Passed in by constructor, so tests see what is written. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Rotated at this size, one former file is kept: enough for a bug report, never a full disk. */
const rotateAtBytes = 4 * 1024 * 1024;

/**
 * Appends one JSON line per event to `path`, synchronously, so that the last line before a crash is there. Lines are
 * few: warnings, errors and the milestones of a run.
 */
export function fileLogger(path: string, now: () => number = Date.now): Logger {
  ensureWritableFolder(dirname(path), "Segue cannot keep its log there");
  let bytes = existsSync(path) ? statSync(path).size : 0;
  const write = (level: string, message: string, fields: LogFields = {}): void => {
    const line = `${JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...fields }, errorsAsData)}\n`;
    try {
      if (bytes + line.length > rotateAtBytes) {
        renameSync(path, `${path}.1`);
        bytes = 0;
      }
      appendFileSync(path, line);
      bytes += Buffer.byteLength(line);
    } catch {
      // A full disk or a folder that went away must not add a second failure to the one being told.
      process.stderr.write(line);
    }
  };
  return {
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}

/** For tests and short commands that have no log file. */
export const silentLogger: Logger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function errorsAsData(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const cause = value.cause === undefined ? {} : { cause: value.cause };
  return { name: value.name, message: value.message, stack: value.stack, ...cause };
}
