import { request as httpRequest } from "node:http";
import { expect, test } from "./fixtures/segue.ts";
import { Folders } from "./page-models/folders.ts";
import { SongsPage } from "./page-models/songs-page.ts";

/** A request as a stranger's program would make it, with whatever headers it likes. */
function knock(
  url: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: body === undefined ? "GET" : "POST", headers },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

test.describe("web mode's door", () => {
  test.skip(({ shell }) => shell !== "web", "There is no HTTP door in the desktop app.");

  test("turns away strangers, other names and other pages", async ({ segue, context }) => {
    const origin = new URL(segue.page.url()).origin;
    const [cookie] = await context.cookies();
    const ours = { cookie: `${cookie?.name}=${cookie?.value}`, "content-type": "application/json" };

    expect((await knock(`${origin}/`, {})).status).toBe(401);
    expect((await knock(`${origin}/?token=guess`, {})).status).toBe(401);
    expect(
      (await knock(`${origin}/api/app.getInfo`, { ...ours, host: "evil.example" }, "{}")).status,
    ).toBe(403);
    expect(
      (await knock(`${origin}/api/app.getInfo`, { ...ours, origin: "http://evil.example" }, "{}"))
        .status,
    ).toBe(403);
    expect((await knock(`${origin}/media/audio/..%2f..%2f..%2fetc%2fpasswd`, ours)).status).toBe(
      404,
    );
    expect((await knock(`${origin}/%2e%2e/package.json`, ours)).status).toBeGreaterThanOrEqual(400);
    expect((await knock(`${origin}/api/app.getInfo`, ours, "{}")).status).toBe(200);
    expect(JSON.parse((await knock(`${origin}/api/toString`, ours, "{}")).text)).toMatchObject({
      ok: false,
      error: { code: "unknown_channel" },
    });
    expect(
      JSON.parse((await knock(`${origin}/api/songs.get`, ours, '{"uuid": 1}')).text),
    ).toMatchObject({
      ok: false,
      error: { code: "invalid_input" },
    });
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
    expect(cookie?.name).toContain(new URL(origin).port);
  });
});

test("the command line answers while the app is open, and the page sees what it does", async ({
  segue,
}) => {
  segue.addFile("tone.flac");
  segue.addFile("tone.wav");
  const songs = new SongsPage(segue.page);
  const imported = await segue.commandLine("import", segue.musicFolder, "--json");
  expect(imported.stderr).toBe("");
  expect(JSON.parse(imported.stdout)).toMatchObject({ added: 2, failed: 0, issues: [] });
  await expect(songs.row("Static Bloom")).toBeVisible();

  const listed = await segue.commandLine("songs", "--query", "static", "--json");
  const { total, rows } = JSON.parse(listed.stdout);
  expect(total).toBe(1);
  expect(rows[0]).toMatchObject({
    title: "Static Bloom",
    album: "Night Ferry",
    track_no: 3,
    year: 2019,
  });

  const played = await segue.commandLine("record-play", rows[0].uuid, "--seconds", "5", "--json");
  expect(played.exitCode).toBe(0);
  const unknown = await segue.commandLine("song", "00000000-0000-4000-8000-000000000000", "--json");
  expect(unknown.exitCode).toBe(1);
  expect(JSON.parse(unknown.stdout).error.code).toBe("not_found");
  expect((await segue.commandLine("songs", "--sort", "colour")).exitCode).toBe(2);
  expect((await segue.commandLine("db-reset", "--yes")).stderr).toContain("Segue is open");
});

test("folders can be found without typing, in the browser's own way", async ({ segue }) => {
  await segue.page.getByRole("main").getByRole("button", { name: "Add folder" }).click();
  const { dialog } = new Folders(segue.page);
  await expect(dialog.getByRole("list", { name: "Places" })).toBeVisible();
  await segue.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
