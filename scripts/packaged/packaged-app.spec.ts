import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import asar from "@electron/asar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../lib/project.ts";
import { makePackagedApp, type PackagedApp, RunningApp } from "./packaged-app.ts";

/**
 * What an installer would carry is packed, taken out and booted far from any node_modules, under a recording `electron`.
 * It catches what no test of the sources can: a file that was not packed, a worker, wasm or binary that is looked for
 * in the wrong place, and a window, protocol or guard that is not what it should be in the built app.
 */

const page = "segue-app://app/";
const envelopeSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);
const responseSchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  bytes: z.int(),
  text: z.string(),
});
const stateSchema = z.object({
  windows: z.array(
    z.object({
      webPreferences: z.record(z.string(), z.unknown()),
      loaded: z.array(z.string()),
      guardsWindowOpen: z.boolean(),
    }),
  ),
  schemes: z.array(
    z.object({
      scheme: z.string(),
      beforeReady: z.boolean(),
      privileges: z.record(z.string(), z.unknown()),
    }),
  ),
  protocols: z.array(z.string()),
  handlers: z.array(z.string()),
  menus: z.int(),
  singleInstanceAsked: z.boolean(),
  openedOutside: z.array(z.string()),
  sent: z.array(z.object({ channel: z.string(), args: z.array(z.unknown()) })),
});

let packaged: PackagedApp;
let running: RunningApp;
let dataFolder = "";
let musicFolder = "";

beforeAll(async () => {
  packaged = await makePackagedApp();
  dataFolder = join(packaged.temporary, "data folder");
  musicFolder = join(packaged.temporary, "Music");
  mkdirSync(musicFolder);
  for (const file of globSync(["tone.*", "cover.jpg"], {
    cwd: join(projectRoot, "e2e/fixtures/audio"),
  })) {
    copyFileSync(join(projectRoot, "e2e/fixtures/audio", file), join(musicFolder, file));
  }
  running = await RunningApp.start(packaged, dataFolder);
});

afterAll(() => {
  running?.kill();
  packaged?.remove();
});

async function state(): Promise<z.output<typeof stateSchema>> {
  return stateSchema.parse(await running.ask("state"));
}

async function envelope(
  channel: string,
  input: unknown,
  sender = "own",
): Promise<z.output<typeof envelopeSchema>> {
  return envelopeSchema.parse(
    await running.ask("invoke", { channel: "segue:request", args: [channel, input], sender }),
  );
}

/** The value that a channel answers; an error it answers fails the test with its sentence. */
async function request<Schema extends z.ZodType>(
  channel: string,
  input: unknown,
  schema: Schema,
): Promise<z.output<Schema>> {
  const answer = await envelope(channel, input);
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.message}\n${running.output}`);
  return schema.parse(answer.value);
}

async function fetchFrom(
  url: string,
  headers: Record<string, string> = {},
): Promise<z.output<typeof responseSchema>> {
  return responseSchema.parse(await running.ask("fetch", { url, headers }));
}

describe("the archive", () => {
  const files = (): string[] =>
    asar
      .listPackage(packaged.archive, { isPack: false })
      .map((path) => path.replaceAll("\\", "/").replace(/^\//, ""));
  const isUnpacked = (path: string): boolean => {
    const entry = asar.statFile(packaged.archive, join(...path.split("/")));
    return "unpacked" in entry && entry.unpacked;
  };

  test("holds every worker that the bundles start, under the name they look for", () => {
    const bundles = files().filter((file) => /^out\/main\/.*\.js$/.test(file));
    const started = new Set(
      bundles.flatMap((file) =>
        [
          ...readFileSync(join(packaged.folder, file), "utf8").matchAll(
            /["'](\.{1,2}\/[^"'`\n]*\.worker)\.ts["']/g,
          ),
        ].map((match) => `out/main/workers/${basename(match[1] ?? "")}.js`),
      ),
    );
    const written = globSync("src-main/**/*.worker.ts", { cwd: projectRoot }).map(
      (file) => `out/main/workers/${basename(file, ".ts")}.js`,
    );
    expect(started.size).toBeGreaterThan(0);
    expect(files()).toEqual(expect.arrayContaining([...started, ...written]));
  });

  test("leaves native binaries and WebAssembly outside, where dlopen and WASI can open them", () => {
    const byPath = files().filter((file) => /\.(node|wasm|so|dll|dylib)$/.test(file));
    expect(byPath.some((file) => file.endsWith(".node"))).toBe(true);
    expect(byPath.some((file) => file.endsWith(".wasm"))).toBe(true);
    expect(byPath.filter((file) => !isUnpacked(file))).toEqual([]);
    for (const file of byPath) {
      expect(existsSync(join(`${packaged.archive}.unpacked`, file)), file).toBe(true);
    }
  });

  test("holds every migration, up and down", () => {
    const migrations = globSync("migrations/**/*.{sql,json}", { cwd: projectRoot }).map((file) =>
      file.replaceAll("\\", "/"),
    );
    expect(migrations.length).toBeGreaterThan(1);
    expect(files()).toEqual(expect.arrayContaining(migrations));
  });

  test("holds one binary of SQLite, no sources, no tests and no compiler", () => {
    const all = files();
    expect(all.filter((file) => /better-sqlite3\/prebuilds\/.*\.node$/.test(file))).toHaveLength(1);
    const unwanted = all.filter((file) =>
      /(^src-|\.tsx?$|\.map$|\.test\.|^node_modules\/(typescript|@typescript)\/)/.test(file),
    );
    expect(unwanted).toEqual([]);
    expect(all).toEqual(expect.arrayContaining(["LICENSE", "package.json"]));
  });

  test("the installers set every fuse to its strict side", () => {
    const config = readFileSync(join(projectRoot, "electron-builder.yml"), "utf8");
    const fuses = Object.fromEntries(
      [...(config.split("electronFuses:")[1] ?? "").matchAll(/^ {2}(\w+): (true|false)$/gm)].map(
        (match) => [match[1], match[2] === "true"],
      ),
    );
    expect(fuses).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(config).not.toContain("electronDist");
  });
});

describe("the window", () => {
  test("is sandboxed, isolated and has its preload", async () => {
    const { windows, menus, singleInstanceAsked } = await state();
    expect(windows).toHaveLength(1);
    const [window] = windows;
    expect(window?.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    });
    expect(window?.webPreferences["webSecurity"]).not.toBe(false);
    const preload = z.string().parse(window?.webPreferences["preload"]);
    // A sandboxed preload is CommonJS and requires nothing but electron.
    const required = [...readFileSync(preload, "utf8").matchAll(/require\(["'`]([^"'`]+)/g)];
    expect(new Set(required.map((match) => match[1]))).toEqual(new Set(["electron"]));
    expect(window?.loaded).toEqual([page]);
    expect(menus).toBeGreaterThan(0);
    expect(singleInstanceAsked).toBe(true);
  });

  test.each(["will-navigate", "will-redirect"])("%s lets our page through alone", async (event) => {
    for (const url of ["https://example.org/", "file:///etc/passwd", "segue-app://other/"]) {
      expect(await running.ask("prevented", { event, url }), url).toBe(true);
    }
    expect(await running.ask("prevented", { event, url: page })).toBe(false);
  });

  test("embedded views are refused", async () => {
    const input = { event: "will-attach-webview", url: "https://example.org/" };
    expect(await running.ask("prevented", input)).toBe(true);
  });

  test("new windows are refused, and nothing but known links leaves the app", async () => {
    const before = (await state()).openedOutside;
    for (const url of ["https://example.org/", "file:///etc/passwd", "javascript:alert(1)", page]) {
      expect(await running.ask("window-open", { url }), url).toEqual({ action: "deny" });
    }
    expect((await state()).openedOutside).toEqual(before);
  });

  test.each(["media", "geolocation", "midi", "openExternal", "hid", "fileSystem"])(
    "the permission %s is refused",
    async (name) => {
      expect(await running.ask("permission", { name, origin: page })).toEqual({
        request: false,
        check: false,
      });
    },
  );

  test.each([
    ["put a path on the clipboard", "clipboard-sanitized-write"],
    ["show notifications", "notifications"],
  ])("our page, and no other, may %s", async (_what, name) => {
    expect(await running.ask("permission", { name, origin: page })).toEqual({
      request: true,
      check: true,
    });
    const stranger = await running.ask("permission", { name, origin: "https://example.org" });
    expect(stranger).toMatchObject({ check: false });
  });
});

describe("the protocols", () => {
  test("are declared before Electron is ready, and handled", async () => {
    const { schemes, protocols } = await state();
    for (const name of ["segue-app", "segue-media"]) {
      const scheme = schemes.find((candidate) => candidate.scheme === name);
      expect(scheme?.beforeReady, name).toBe(true);
      expect(scheme?.privileges, name).toMatchObject({ standard: true, secure: true });
      expect(scheme?.privileges["bypassCSP"], name).not.toBe(true);
      expect(protocols).toContain(name);
    }
  });

  test("the page comes with a strict content security policy, and its files are there", async () => {
    const answer = await fetchFrom(page);
    expect(answer.status).toBe(200);
    const policy = answer.headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)|\*|https?:/);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    const assets = [...answer.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
    expect(assets.length).toBeGreaterThan(0);
    for (const asset of assets) {
      const file = await fetchFrom(new URL(asset ?? "", page).href);
      expect(file.status, asset).toBe(200);
      expect(file.headers["content-security-policy"], asset).toBe(policy);
    }
  });

  test("files outside the page's folder and other hosts are not served", async () => {
    for (const path of ["..%2Fmain%2Fmain.js", "%2e%2e/package.json", "gone.js"]) {
      expect((await fetchFrom(`${page}${path}`)).status, path).toBeGreaterThanOrEqual(400);
    }
    expect((await fetchFrom("segue-app://elsewhere/index.html")).status).toBe(404);
    expect((await fetchFrom("segue-media://media/etc/passwd")).status).toBeGreaterThanOrEqual(400);
  });
});

describe("the channels", () => {
  test("answer, over a database in the data folder", async () => {
    const info = await request(
      "app.getInfo",
      {},
      z.object({ mode: z.string(), databasePath: z.string(), schemaVersion: z.int().positive() }),
    );
    expect(info.mode).toBe("desktop");
    expect(info.databasePath).toBe(join(dataFolder, "data/segue.db"));
    expect(existsSync(info.databasePath)).toBe(true);
  });

  test.each(["foreign-origin", "subframe", "gone"])("refuse a %s sender", async (sender) => {
    expect(await envelope("app.getInfo", {}, sender)).toMatchObject({
      ok: false,
      error: { code: "not_allowed" },
    });
  });

  test("answer a wrong name and a wrong input with an error, not with a rejection", async () => {
    expect(await envelope("app.launchRockets", {})).toMatchObject({
      ok: false,
      error: { code: "unknown_channel" },
    });
    expect(await envelope("app.getInfo", { surprise: 1 })).toMatchObject({
      ok: false,
      error: { code: "invalid_input" },
    });
  });
});

const taskSchema = z.object({
  status: z.string(),
  errorMessage: z.string().nullable(),
  result: z.unknown(),
});

describe("music", () => {
  const songSchema = z.object({
    uuid: z.string(),
    localPath: z.string().nullable(),
    durationSec: z.number(),
    coverKey: z.string().nullable(),
  });
  const songs: z.output<typeof songSchema>[] = [];

  test("a folder imports to completion: workers, tag reading and the database do their part", async () => {
    const { taskId } = await request(
      "library.addFolder",
      { path: musicFolder },
      z.object({ taskId: z.string() }),
    );
    let task = await request("tasks.get", { uuid: taskId }, taskSchema);
    const deadline = Date.now() + 60_000;
    while (["pending", "running"].includes(task.status) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      task = await request("tasks.get", { uuid: taskId }, taskSchema);
    }
    expect(task, running.output).toMatchObject({ status: "completed", errorMessage: null });
    const view = await request(
      "songs.openView",
      { viewName: "packaged", query: "", sort: [{ key: "title", descending: false }] },
      z.object({ snapshotId: z.string(), total: z.int() }),
    );
    const { rows } = await request(
      "songs.getWindow",
      { snapshotId: view.snapshotId, offset: 0, limit: 100 },
      z.object({ rows: z.array(songSchema) }),
    );
    songs.push(...rows);
    const imported = rows.map((row) => basename(row.localPath ?? ""));
    expect(new Set(imported)).toEqual(new Set(globSync("tone.*", { cwd: musicFolder })));
    for (const row of rows) expect(row.durationSec, row.localPath ?? "").toBeGreaterThan(0.5);
  });

  test("every imported format is served by id, those Chromium cannot decode as WAV from the decoder", async () => {
    expect(songs.length).toBeGreaterThan(0);
    for (const { uuid, localPath } of songs) {
      const answer = await fetchFrom(`segue-media://media/audio/${uuid}`, {
        Range: "bytes=0-1023",
      });
      expect(answer.status, localPath ?? "").toBe(206);
      expect(answer.bytes, localPath ?? "").toBe(1024);
      expect(answer.headers["content-type"], localPath ?? "").toMatch(/^audio\//);
    }
  });

  test("a cover comes scaled: the image codecs found their WebAssembly", async () => {
    const coverKey = songs.find((song) => song.coverKey !== null)?.coverKey;
    expect(coverKey).toBeDefined();
    const answer = await fetchFrom(`segue-media://media/covers/${coverKey}?size=96`);
    expect(answer.status, running.output).toBe(200);
    expect(answer.headers["content-type"]).toMatch(/^image\//);
    expect(answer.bytes).toBeGreaterThan(100);
  });

  const openedSchema = z.object({
    opened: z.array(
      z.object({
        added: z.int(),
        start: z.object({ queueIndex: z.int() }).nullable(),
        problems: z.array(z.string()),
      }),
    ),
  });

  /** What the window is told to play after a launch, as soon as it is told. */
  async function opened(): Promise<z.output<typeof openedSchema>["opened"][number] | undefined> {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const answer = await request("playback.takeOpened", {}, openedSchema);
      if (answer.opened.length > 0) return answer.opened[0];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return undefined;
  }

  test("a second launch hands its files over: one from outside is imported, and both stand next in the queue", async () => {
    const outside = join(packaged.temporary, "Downloaded song.mp3");
    copyFileSync(join(projectRoot, "e2e/fixtures/audio/cbr.mp3"), outside);
    const argv = [
      "segue",
      "--no-sandbox",
      pathToFileURL(outside).href,
      join(musicFolder, "tone.wav"),
    ];
    await running.ask("second-instance", { argv });
    expect(await opened(), running.output).toEqual({
      added: 2,
      start: { queueIndex: 0 },
      problems: [],
    });
    const { rows } = await request(
      "playback.getQueue",
      { offset: 0, limit: 10 },
      z.object({ rows: z.array(z.object({ song: songSchema })) }),
    );
    expect(rows.map(({ song }) => song.localPath)).toEqual([
      outside,
      join(musicFolder, "tone.wav"),
    ]);
    const { uuid } = rows[0]?.song ?? { uuid: "" };
    expect((await fetchFrom(`segue-media://media/audio/${uuid}`)).status).toBe(200);
    expect((await state()).sent).toContainEqual({
      channel: "segue:event",
      args: ["app.opened", {}],
    });
  });

  test("a second launch with a file that is not there says so", async () => {
    const gone = join(packaged.temporary, "gone.mp3");
    await running.ask("second-instance", { argv: ["segue", gone] });
    expect(await opened()).toEqual({ added: 0, start: null, problems: [`${gone} is not there.`] });
  });

  test("quitting closes the database cleanly, and the next start still has the songs", async () => {
    await running.ask("quit");
    expect(await running.exit).toBe(0);
    expect(existsSync(join(dataFolder, "data/segue.db-wal"))).toBe(false);
    running = await RunningApp.start(packaged, dataFolder);
    const counts = await request("library.getCounts", {}, z.object({ songs: z.int() }));
    // And the one that the second launch brought.
    expect(counts.songs).toBe(songs.length + 1);
  });
});
