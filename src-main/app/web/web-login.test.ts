import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChannelInput, ChannelName } from "#shared/contract/index.ts";
import { silentLogger } from "#core/logging/logger.ts";
import { createApp, type SegueApp } from "#app/compose.ts";
import { temporaryFolder } from "#test-support/test-database.ts";
import { WebServer } from "./web-server.ts";

let folder: ReturnType<typeof temporaryFolder>;
let app: SegueApp;
let server: WebServer;

beforeEach(async () => {
  folder = temporaryFolder();
  app = createApp({
    dataFolder: join(folder.path, "data folder"),
    environment: {},
    mode: "test",
    logger: silentLogger,
  });
  const rendererFolder = join(folder.path, "renderer");
  server = await WebServer.listen(app, { port: 0, rendererFolder });
});
afterEach(async () => {
  await server.close();
  await app.close();
  folder[Symbol.dispose]();
});

/** A browser: keeps cookies as one does. */
class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #origin = new URL(server.url).origin;

  static async open(): Promise<Browser> {
    const browser = new Browser();
    await browser.#fetch(server.url);
    return browser;
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Every `Set-Cookie` of the last answer. */
  setCookies: readonly string[] = [];

  async ask<Name extends ChannelName>(channel: Name, input: ChannelInput<Name>): Promise<Answer> {
    const response = await this.#fetch(`${this.#origin}/api/${channel}`, {
      method: "POST",
      body: JSON.stringify(input),
      headers: { "content-type": "application/json", origin: this.#origin },
    });
    return (await response.json()) as Answer;
  }

  async name(): Promise<string | null> {
    const { value } = await this.ask("auth.getState", {});
    return value?.profile?.displayName ?? null;
  }

  async statusOf(path: string): Promise<number> {
    return (await this.#fetch(`${this.#origin}${path}`)).status;
  }

  /** The event stream of one of its tabs. */
  async listen(): Promise<Stream> {
    const response = await new Promise<IncomingMessage>((resolve) =>
      get(`${this.#origin}/api/events`, { headers: { cookie: this.cookieHeader } }, resolve),
    );
    return new Stream(response);
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), cookie: this.cookieHeader };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    this.setCookies = response.headers.getSetCookie();
    for (const cookie of this.setCookies) {
      const [pair = ""] = cookie.split(";");
      this.#cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  }
}

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
  readonly value?: { readonly profile?: { readonly displayName: string } | null };
}

class Stream implements Disposable {
  readonly #response: IncomingMessage;
  #text = "";

  constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      this.#text += chunk;
    });
  }

  /** Names of the events that arrived until one of this name did. */
  async until(name: string): Promise<string[]> {
    await vi.waitFor(() => {
      if (!this.#text.includes(`event: ${name}\n`)) throw new Error(`${name} did not arrive`);
    });
    const names = [...this.#text.matchAll(/^event: (.+)$/gm)].map(([, found]) => found ?? "");
    this.#text = "";
    return names;
  }

  [Symbol.dispose](): void {
    this.#response.destroy();
  }
}

async function addBob(): Promise<number> {
  const owner = app.callerFor({ clientId: "setup", device: "web" });
  const bob = { username: "bob", displayName: "Bob", email: null, password: null, isAdmin: false };
  await app.dispatch("auth.register", bob, owner);
  return app.callerFor({ clientId: "setup", device: "web", user: "bob" }).actor.userId;
}

const asBob = { username: "bob", password: null };

test("a log-in is a cookie of its own that scripts and other sites do not get", async () => {
  await addBob();
  const browser = await Browser.open();
  expect(await browser.name()).not.toBeNull();
  await browser.ask("auth.login", asBob);
  const port = new URL(server.url).port;
  expect(browser.setCookies).toEqual([
    expect.stringMatching(
      new RegExp(
        `^segue_profile_${port}=[\\w-]{22}\\.[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=`,
      ),
    ),
  ]);
  expect(await browser.name()).toBe("Bob");
  const other = await Browser.open();
  expect(await other.name()).not.toBe("Bob");
});

// Catches: a browser that becomes the owner because it logged out, or forgets that it did.
test("after logging out a browser is nobody, and its media are pictures alone", async () => {
  const browser = await Browser.open();
  const song = "/media/audio/5d1f0c5e-3c1f-4a53-9d5b-0a3a5f3f2c11";
  const picture = `/media/covers/${"0".repeat(32)}`;
  expect([await browser.statusOf(song), await browser.statusOf(picture)]).toEqual([404, 404]);
  await browser.ask("auth.logout", {});
  expect(await browser.name()).toBeNull();
  expect((await browser.ask("songs.get", { uuid: crypto.randomUUID() })).error?.code).toBe(
    "not_logged_in",
  );
  expect([await browser.statusOf(song), await browser.statusOf(picture)]).toEqual([401, 404]);
  expect(await browser.statusOf("/media/transfers/5d1f0c5e")).toBe(401);
});

// Catches: tabs that stay with the former profile, its events going on reaching them.
test("open tabs of a browser are the new profile's at once, another browser's are not", async () => {
  const bobId = await addBob();
  const [browser, other] = [await Browser.open(), await Browser.open()];
  using tab = await browser.listen();
  using otherTab = await other.listen();
  const ownerId = app.callerFor({ clientId: "setup", device: "web" }).actor.userId;
  const tellBoth = (): void => {
    app.events.emit("preferences.changed", { keys: ["owner"] }, ownerId);
    app.events.emit("filters.changed", {}, bobId);
    app.events.emit("auth.changed", {});
  };
  tellBoth();
  expect(await tab.until("auth.changed")).toEqual(["preferences.changed", "auth.changed"]);
  await otherTab.until("auth.changed");
  await browser.ask("auth.login", asBob);
  await tab.until("auth.changed");
  await otherTab.until("auth.changed");
  tellBoth();
  expect(await tab.until("auth.changed")).toEqual(["filters.changed", "auth.changed"]);
  expect(await otherTab.until("auth.changed")).toEqual(["preferences.changed", "auth.changed"]);
});

// Catches: a revoked browser that goes on listening because its stream was opened before.
test("a session that is ended elsewhere hears of log-ins alone", async () => {
  const bobId = await addBob();
  const [browser, other] = [await Browser.open(), await Browser.open()];
  await browser.ask("auth.login", asBob);
  using tab = await browser.listen();
  app.events.emit("filters.changed", {}, bobId);
  await tab.until("filters.changed");
  await other.ask("auth.login", asBob);
  await tab.until("auth.changed");
  await other.ask("auth.revokeOtherSessions", {});
  await tab.until("auth.changed");
  app.events.emit("filters.changed", {}, bobId);
  app.events.emit("library.changed", { revision: 1, songUuids: null });
  app.events.emit("auth.changed", {});
  expect(await tab.until("auth.changed")).toEqual(["auth.changed"]);
  expect(await browser.name()).toBeNull();
});

// Catches: a request of another tab, on its way while this one logs in, that finds nobody.
test("a request with the cookie of just before a log-in means the new one", async () => {
  await addBob();
  const browser = await Browser.open();
  await browser.ask("auth.login", asBob);
  const before = browser.cookieHeader;
  await browser.ask("auth.login", asBob);
  const { origin } = new URL(server.url);
  const response = await fetch(`${origin}/api/auth.getProfile`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json", origin, cookie: before },
  });
  expect(await response.json()).toMatchObject({ ok: true, value: { displayName: "Bob" } });
});
