import { z } from "zod";
import { AppError, toWireError } from "#shared/errors/app-error.ts";
import type { AppOptions } from "#app/compose.ts";
import { resetDatabase } from "#app/owner/reset-database.ts";
import { type CommandLine, parseCommandLine, usage, UsageError } from "./arguments.ts";
import { connectCore, type CoreConnection } from "./core-connection.ts";
import { exportLibrary, importLibrary } from "./exchange-commands.ts";
import { importFolders, type ImportReport, scanAll } from "./import-command.ts";
import { journal, redo, undo } from "./journal-commands.ts";
import { listHistory, listSongs, parseSort } from "./list-commands.ts";
import { type Answer, clock, table, toColumns } from "./output.ts";
import { checkPlaylistForm, playlist, playlists } from "./playlist-commands.ts";
import { users } from "./users-command.ts";

/**
 * Runs one command. Standard output carries the answer alone (with `--json` exactly one document); progress and errors go
 * to standard error.
 *
 * @returns the exit code: 0 done, 1 failed with a sentence, 2 called wrongly
 */
export async function runCommandLine(
  argv: readonly string[],
  appOptions: (dataDir: string | undefined) => AppOptions,
): Promise<number> {
  const wantsJson = argv.includes("--json");
  try {
    const line = parseCommandLine(argv);
    if (line.command === "help") {
      process.stdout.write(`${usage}\n`);
      return 0;
    }
    const answer = await answerOf(line, appOptions(line.options.dataDir));
    process.stdout.write(
      wantsJson ? `${JSON.stringify(toColumns(answer.json), null, 2)}\n` : `${answer.text}\n`,
    );
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usage}\n`);
      return 2;
    }
    const wire = toWireError(error);
    if (!(error instanceof AppError) && error instanceof Error)
      process.stderr.write(`${error.stack ?? error.message}\n`);
    if (wantsJson)
      process.stdout.write(
        `${JSON.stringify({ error: { code: wire.code, message: wire.message } }, null, 2)}\n`,
      );
    process.stderr.write(`${wire.message}\n`);
    return 1;
  }
}

type Command = (core: CoreConnection, line: CommandLine) => Promise<Answer>;

const commands: Readonly<Record<string, { operands: readonly [number, number]; run: Command }>> = {
  "init-db": { operands: [0, 0], run: initDatabase },
  import: {
    operands: [1, Infinity],
    run: async (core, { operands, options }) =>
      reported(await importFolders(core, operands, options.deep)),
  },
  scan: {
    operands: [0, 0],
    run: async (core, { options }) => reported(await scanAll(core, options.deep)),
  },
  songs: { operands: [0, 0], run: songs },
  song: { operands: [1, 1], run: song },
  history: { operands: [0, 0], run: history },
  stats: { operands: [0, 0], run: statistics },
  users: { operands: [0, 0], run: users },
  playlists: { operands: [0, 0], run: playlists },
  playlist: { operands: [1, Infinity], run: playlist },
  export: { operands: [1, 1], run: exportLibrary },
  "import-library": { operands: [1, 1], run: importLibrary },
  journal: { operands: [0, 0], run: journal },
  undo: { operands: [0, 1], run: undo },
  redo: { operands: [0, 0], run: redo },
  maintain: { operands: [0, 1], run: maintain },
  "record-play": { operands: [1, 1], run: (core, line) => record(core, line, "songs.recordPlay") },
  "record-skip": { operands: [1, 1], run: (core, line) => record(core, line, "songs.recordSkip") },
};

async function answerOf(line: CommandLine, appOptions: AppOptions): Promise<Answer> {
  if (line.command === "db-reset") return reset(line, appOptions);
  const command = Object.hasOwn(commands, line.command) ? commands[line.command] : undefined;
  if (command === undefined) throw new UsageError(`There is no command "${line.command}".`);
  const [least, most] = command.operands;
  if (line.operands.length < least)
    throw new UsageError(`${line.command} needs ${least === 1 ? "one more word" : "more words"}.`);
  if (line.operands.length > most)
    throw new UsageError(`${line.command} does not take "${line.operands[most]}".`);
  checkForm(line);
  const core = await connectCore(appOptions, line.options.user);
  try {
    return await command.run(core, line);
  } finally {
    await core.close();
  }
}

/** What can be refused without opening anything. */
function checkForm(line: CommandLine): void {
  const { command, operands, options } = line;
  if (command === "songs") parseSort(options.sort);
  if (command === "playlist") checkPlaylistForm(line);
  // An unset variable in a script; made absolute it would be the working folder.
  if (["import", "export", "import-library"].includes(command) && operands.includes(""))
    throw new UsageError(`A ${command === "import" ? "folder" : "file"} has no name.`);
  if (
    ["song", "record-play", "record-skip"].includes(command) &&
    !z.uuid().safeParse(operands[0]).success
  ) {
    throw new UsageError(`"${operands[0]}" is not a song's uuid. \`songs\` lists them.`);
  }
  if (command === "undo" && operands[0] !== undefined && !z.uuid().safeParse(operands[0]).success)
    throw new UsageError(`"${operands[0]}" is not a change's uuid. \`journal\` lists them.`);
  if (command.startsWith("record-") && options.seconds === undefined)
    throw new UsageError(`${command} needs --seconds N.`);
}

async function initDatabase(core: CoreConnection): Promise<Answer> {
  const { databasePath, schemaVersion, sqliteVersion } = await core.request("app.getInfo", {});
  return {
    json: { databasePath, schemaVersion, sqliteVersion },
    text: `The database is ready at ${databasePath} (schema ${schemaVersion}, SQLite ${sqliteVersion}).`,
  };
}

function reported(report: ImportReport): Answer {
  const numbers = `${report.added} added, ${report.updated} updated, ${report.unchanged} unchanged, ${report.moved} moved, ${report.missing} missing, ${report.failed} failed`;
  const issues = report.issues.map((issue) => `  ${issue.path}: ${issue.message}`);
  return {
    json: report,
    text: [
      `${numbers} in ${report.seconds.toFixed(1)} s (${report.filesPerSecond} files/s).`,
      ...issues,
    ].join("\n"),
  };
}

async function songs(core: CoreConnection, { options }: CommandLine): Promise<Answer> {
  const { total, rows } = await listSongs(core, options);
  const lines = rows.map((row) => [
    row.title,
    row.artist ?? "",
    row.album ?? "",
    clock(row.durationSec),
    row.uuid,
  ]);
  const shown = rows.length < total ? `${rows.length} of ${total} songs.` : `${total} songs.`;
  return {
    json: { total, rows },
    text:
      rows.length === 0
        ? "No songs."
        : `${table(["TITLE", "ARTIST", "ALBUM", "TIME", "UUID"], lines)}\n${shown}`,
  };
}

async function song(core: CoreConnection, { operands }: CommandLine): Promise<Answer> {
  const detail = await core.request("songs.get", { uuid: operands[0] ?? "" });
  const facts = Object.entries(toColumns(detail) ?? {}).filter(
    ([, value]) => value !== null && value !== "",
  );
  return {
    json: detail,
    text: table(
      ["FIELD", "VALUE"],
      facts.map(([name, value]) => [name, shownValue(value)]),
    ),
  };
}

function shownValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

async function history(core: CoreConnection, { options }: CommandLine): Promise<Answer> {
  const found = await listHistory(core, options);
  const lines = found.rows.map((event) => [
    new Date(event.playedAt).toLocaleString(),
    event.title,
    event.artist ?? "",
    `${clock(event.heardSec)} of ${clock(event.durationSec)}`,
    event.verdict,
  ]);
  return {
    json: found,
    text:
      lines.length === 0
        ? "Nothing was played yet."
        : table(["WHEN", "TITLE", "ARTIST", "HEARD", "VERDICT"], lines),
  };
}

async function statistics(core: CoreConnection): Promise<Answer> {
  const library = await core.request("library.getCounts", {});
  const listening = await core.request("users.getStatistics", {});
  const facts = [...Object.entries(library), ...Object.entries(listening)].filter(
    ([, value]) => !Array.isArray(value),
  );
  return {
    json: { library, listening },
    text: table(
      ["FACT", "NUMBER"],
      facts.map(([name, value]) => [name, value === null ? "never" : JSON.stringify(value)]),
    ),
  };
}

async function maintain(core: CoreConnection, { operands, options }: CommandLine): Promise<Answer> {
  const [name] = operands;
  if (name === undefined) {
    const found = await core.request("maintenance.listTasks", {});
    return {
      json: found,
      text: table(
        ["TASK", "WHAT IT DOES"],
        found.tasks.map((task) => [task.name, task.title]),
      ),
    };
  }
  const report = await core.request("maintenance.runTask", { name, isDryRun: options.dryRun });
  return { json: report, text: report.summary };
}

async function record(
  core: CoreConnection,
  { operands, options }: CommandLine,
  channel: "songs.recordPlay" | "songs.recordSkip",
): Promise<Answer> {
  const event = await core.request(channel, {
    uuid: operands[0] ?? "",
    secondsHeard: options.seconds ?? 0,
  });
  return { json: event, text: `Recorded as ${event.verdict}.` };
}

function reset(line: CommandLine, appOptions: AppOptions): Answer {
  if (!line.options.yes)
    throw new UsageError(
      "db-reset empties the library. Add --yes when you mean it; a backup is kept.",
    );
  const { databasePath, backupPath } = resetDatabase(appOptions);
  const kept =
    backupPath === null ? "There was no database yet." : `The former one is kept as ${backupPath}.`;
  return {
    json: { databasePath, backupPath },
    text: `A new, empty database is at ${databasePath}. ${kept}`,
  };
}
