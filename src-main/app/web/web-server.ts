import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppError, type Envelope, toWireError } from "#shared/errors/app-error.ts";
import type { Visitor } from "#core/ipc/caller.ts";
import type { EventHub } from "#core/ipc/event-hub.ts";
import type { Logger } from "#core/logging/logger.ts";
import type { SessionClient } from "#features/accounts/index.ts";
import { pageHeaders } from "#app/content-security-policy.ts";
import { serveStatic } from "#app/static-files.ts";
import { Admission } from "./admission.ts";
import { browserLabel } from "./browser-label.ts";
import { type BrowserCookie, BrowserSessions } from "./browser-session.ts";
import { streamEvents } from "./event-stream.ts";
import { readJson, sendFetchResponse, toFetchRequest } from "./node-http.ts";

/** The longest request a page has a reason to make: a selection of 10,000 ids. */
const longestRequestBytes = 1024 * 1024;

/** What web mode serves: the core's channels and events, and its media. */
export interface WebApp {
  readonly logger: Logger;
  readonly events: EventHub;
  readonly media: (request: Request, visitor: Visitor) => Promise<Response>;
  dispatch(channel: string, input: unknown, visitor: Visitor): Promise<Envelope<unknown>>;
  visitorFor(client: SessionClient): Visitor;
}

export interface WebServerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** The renderer's build. */
  readonly rendererFolder: string;
}

/** The same page and the same channels as the Electron window, for a browser on this machine. Binds loopback only. */
export class WebServer {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  /** @throws AppError `unavailable` when the port is taken or not allowed */
  static async listen(app: WebApp, options: WebServerOptions): Promise<WebServer> {
    const token = randomBytes(24).toString("base64url");
    const server = createServer();
    const port = await listenOn(server, options.port);
    const browsers = new BrowserSessions(port);
    const site = new Site(app, new Admission(token, port), browsers, options.rendererFolder);
    server.on("request", (request, response) => void site.answer(request, response));
    return new WebServer(server, `http://127.0.0.1:${port}/?token=${token}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        new AppError(
          "unavailable",
          `Port ${port} on this computer cannot be used (${error.message}). Choose another with --port, or leave it out.`,
          { port },
          error,
        ),
      );
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

class Site {
  readonly #app: WebApp;
  readonly #admission: Admission;
  readonly #browsers: BrowserSessions;
  readonly #rendererFolder: string;

  constructor(
    app: WebApp,
    admission: Admission,
    browsers: BrowserSessions,
    rendererFolder: string,
  ) {
    this.#app = app;
    this.#admission = admission;
    this.#browsers = browsers;
    this.#rendererFolder = rendererFolder;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#route(request, response);
    } catch (error) {
      this.#app.logger.error("Request failed", { url: request.url?.split("?")[0], error });
      if (!response.headersSent) response.writeHead(500, pageHeaders());
      response.end();
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#admission.isOurHost(request) || !this.#admission.isOurOrigin(request)) {
      refuse(response, 403, "This request did not come from Segue's own page.");
      return;
    }
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    if (url.pathname === "/" && this.#admission.isToken(url.searchParams.get("token"))) {
      const known = this.#browsers.read(request);
      const browser = this.#browsers.cookieFor(known ?? this.#browsers.newBrowser());
      response.writeHead(303, {
        ...pageHeaders(),
        "Set-Cookie": [this.#admission.cookie, browser],
        Location: "/",
      });
      response.end();
      return;
    }
    if (!this.#admission.hasCookie(request)) {
      refuse(
        response,
        401,
        "Open Segue with the address it printed when it started: the token in it lets this browser in.",
      );
      return;
    }
    if (url.pathname === "/api/events") {
      this.#stream(request, response);
      return;
    }
    if (url.pathname.startsWith("/api/")) {
      await this.#call(request, response, url.pathname.slice("/api/".length));
      return;
    }
    if (url.pathname.startsWith("/media/")) {
      const inner = new URL(
        url.pathname.slice("/media".length) + url.search,
        "segue-media://media",
      );
      await sendFetchResponse(
        await this.#app.media(
          toFetchRequest(request, response, inner),
          this.#visitor(request, response),
        ),
        response,
      );
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      refuse(response, 405, "Pages can only be read.");
      return;
    }
    // A browser is named before its page asks anything, so that all its tabs are one.
    if (url.pathname === "/" && this.#browsers.read(request) === null)
      response.setHeader("Set-Cookie", this.#browsers.cookieFor(this.#browsers.newBrowser()));
    await sendFetchResponse(
      await serveStatic(this.#rendererFolder, url.pathname, pageHeaders()),
      response,
    );
  }

  async #call(request: IncomingMessage, response: ServerResponse, channel: string): Promise<void> {
    if (
      request.method !== "POST" ||
      request.headers["content-type"]?.startsWith("application/json") !== true
    ) {
      refuse(response, 405, "Requests to Segue are POSTs of JSON.");
      return;
    }
    const answer = await this.#dispatch(request, response, channel);
    response.writeHead(200, {
      ...pageHeaders(),
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
    });
    response.end(JSON.stringify(answer));
  }

  async #dispatch(
    request: IncomingMessage,
    response: ServerResponse,
    channel: string,
  ): Promise<Envelope<unknown>> {
    try {
      const input = await readJson(request, longestRequestBytes);
      return await this.#app.dispatch(channel, input, this.#visitor(request, response));
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    }
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    const tokenNow = this.#browsers.follow(this.#cookie(request));
    const client = clientOf(request);
    const visitor = (): Visitor =>
      this.#app.visitorFor({ ...client, token: tokenNow(), keep: () => undefined });
    streamEvents(request, response, this.#app.events, visitor, pageHeaders());
  }

  /** Who asks. A log-in puts its cookie on the response. */
  #visitor(request: IncomingMessage, response: ServerResponse): Visitor {
    const cookie = this.#cookie(request);
    return this.#app.visitorFor({
      ...clientOf(request),
      token: this.#browsers.tokenOf(cookie),
      keep: (token) => {
        this.#browsers.replace(cookie, token);
        response.setHeader("Set-Cookie", this.#browsers.cookieFor({ ...cookie, token }));
      },
    });
  }

  #cookie(request: IncomingMessage): BrowserCookie {
    return this.#browsers.read(request) ?? this.#browsers.newBrowser();
  }
}

function clientOf(request: IncomingMessage): Pick<SessionClient, "clientId" | "device" | "label"> {
  const clientId = request.headers["x-segue-client"];
  return {
    clientId: typeof clientId === "string" ? clientId.slice(0, 100) : "web",
    device: "web",
    label: browserLabel(request.headers["user-agent"]),
  };
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { ...pageHeaders(), "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${sentence}\n`);
}
