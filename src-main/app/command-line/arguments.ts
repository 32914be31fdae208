import { parseArgs } from "node:util";

/** A call that does not fit its command's form: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** A parsed command line: what to do, on what, how. */
export interface CommandLine {
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: CommandOptions;
}

export interface CommandOptions {
  readonly dataDir: string | undefined;
  /** Name of the profile to act as; undefined: the owner. */
  readonly user: string | undefined;
  readonly json: boolean;
  readonly deep: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly query: string;
  readonly sort: string;
  readonly limit: number;
  readonly offset: number;
  readonly seconds: number | undefined;
  /** Names the entry of a playlist to put another before. */
  readonly before: string | undefined;
  readonly toEnd: boolean;
  /** Of an imported playlist; undefined: what its file says. */
  readonly name: string | undefined;
  /** How beginnings of paths are rewritten. */
  readonly map: readonly { readonly from: string; readonly to: string }[];
  /** Of an exported playlist; undefined: what the file's extension says. */
  readonly format: string | undefined;
  readonly absolute: boolean;
}

export const usage = `Usage: npm run -s segue -- <command> [--data-dir DIR] [--user NAME] [--json]

  init-db                          make the database, or bring it up to date
  import <folder...> [--deep]      add folders and read the music in them
  scan [--deep]                    look again at every watched folder
  songs [--query Q] [--sort K]     list songs (K: column names with commas, - for descending)
        [--limit N] [--offset N]
  song <uuid>                      everything known of one song
  history [--limit N]              what was played, newest first
  stats                            the library and its plays in numbers
  record-play <uuid> --seconds N   note a play that happened elsewhere
  record-skip <uuid> --seconds N   note a skip
  playlists                        the playlists you may see
  playlist create "Name"           make one
  playlist show <uuid>             what is in it
  playlist add <uuid> <song...>    add songs by their uuid
  playlist remove <uuid> <entry...>
                                   take entries out, by the uuid that \`show\` prints
  playlist move <uuid> <entry> --before <entry>|--to-end
  playlist import <file> [--name NAME] [--map FROM=TO ...]
                                   make one of an M3U8, M3U, XSPF, JSPF or PLS file
  playlist export <uuid> <file> [--format F] [--absolute]
                                   write one, with paths relative to the file
  export <file>                    write the whole library as JSON Lines
  import-library <file> [--map FROM=TO ...]
                                   take such a file into an empty library, or ratings, plays and
                                   playlists of an iTunes or Music library (XML)
  journal [--limit N]              what was changed, newest first
  undo [uuid]                      take back the latest change, or the one named
  redo                             do again what was undone last
  maintain [task] [--dry-run]      list the repairs there are, or run one
  users                            the profiles; --user NAME makes any command act as one
  db-reset --yes                   begin with an empty library; the old database is kept in backups

Exit code: 0 done, 1 failed with a sentence on standard error, 2 called wrongly.`;

/** @throws UsageError when an option is unknown, lacks its value or is not a number */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const parsed = parse(argv);
  const [command, ...operands] = parsed.positionals;
  const { values } = parsed;
  if (values.help === true || command === "help")
    return { command: "help", operands: [], options: optionsOf(values) };
  if (command === undefined) throw new UsageError("Say what to do.");
  return { command, operands, options: optionsOf(values) };
}

/** Options whose value may begin with a dash: `--sort -year`, `--query -live`. Node takes that only as `--sort=-year`. */
const dashedValues = new Set(["--sort", "--query"]);

function joinDashedValues(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    const next = argv[index + 1];
    const isJoined = dashedValues.has(word) && next !== undefined && /^-[^-]/.test(next);
    joined.push(isJoined ? `${word}=${next}` : word);
    if (isJoined) index += 1;
  }
  return joined;
}

type Values = ReturnType<typeof parse>["values"];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: joinDashedValues(argv),
      allowPositionals: true,
      options: {
        "data-dir": { type: "string" },
        user: { type: "string" },
        json: { type: "boolean" },
        deep: { type: "boolean" },
        yes: { type: "boolean" },
        "dry-run": { type: "boolean" },
        query: { type: "string" },
        sort: { type: "string" },
        limit: { type: "string" },
        offset: { type: "string" },
        seconds: { type: "string" },
        before: { type: "string" },
        "to-end": { type: "boolean" },
        name: { type: "string" },
        map: { type: "string", multiple: true },
        format: { type: "string" },
        absolute: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function optionsOf(values: Values): CommandOptions {
  return {
    dataDir: values["data-dir"],
    user: values.user,
    json: values.json ?? false,
    deep: values.deep ?? false,
    yes: values.yes ?? false,
    dryRun: values["dry-run"] ?? false,
    query: values.query ?? "",
    sort: values.sort ?? "",
    limit: wholeNumber("--limit", values.limit) ?? 100,
    offset: wholeNumber("--offset", values.offset) ?? 0,
    before: values.before,
    toEnd: values["to-end"] ?? false,
    name: values.name,
    map: (values.map ?? []).map(mapping),
    format: values.format,
    absolute: values.absolute ?? false,
    seconds: nonNegative("--seconds", values.seconds),
  };
}

function mapping(text: string): CommandOptions["map"][number] {
  const at = text.indexOf("=");
  if (at > 0) return { from: text.slice(0, at), to: text.slice(at + 1) };
  throw new UsageError(`--map takes FROM=TO, as in D:\\Music=/home/ana/Music, not "${text}".`);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  const value = nonNegative(name, text);
  if (value === undefined || Number.isSafeInteger(value)) return value;
  throw new UsageError(`${name} takes a whole number, not "${text}".`);
}

function nonNegative(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`${name} takes a number that is not negative, not "${text}".`);
}
