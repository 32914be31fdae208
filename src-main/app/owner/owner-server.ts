import { timingSafeEqual } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { type Envelope, toWireError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { type EventHub, isFor } from "#core/ipc/event-hub.ts";
import type { TrustedClient } from "#features/accounts/index.ts";
import { makeOwnerAddress, removeOwnerAddress, writeOwnerAddress } from "./owner-address.ts";
import { helloSchema, readLines, requestSchema, sendLine } from "./socket-protocol.ts";

/** What the server needs of the app. */
export interface OwnerApp {
  readonly events: EventHub;
  dispatch(channel: string, input: unknown, caller: Caller): Promise<Envelope<unknown>>;
  callerFor(client: TrustedClient): Caller;
}

/**
 * Listens on a local socket with the same channels as every window, so that the command line and a second launch reach
 * the process that owns the data folder.
 */
export class OwnerServer {
  readonly #lockPath: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(lockPath: string, server: Server) {
    this.#lockPath = lockPath;
    this.#server = server;
  }

  static async listen(lockPath: string, app: OwnerApp): Promise<OwnerServer> {
    const address = makeOwnerAddress(lockPath);
    const server = createServer();
    const owner = new OwnerServer(lockPath, server);
    server.on("connection", (socket) => {
      owner.#sockets.add(socket);
      socket.on("close", () => owner.#sockets.delete(socket));
      // A caller that goes away in the middle is its own business.
      socket.on("error", () => socket.destroy());
      serve(socket, app, address.token);
    });
    // We hold the lock, so a socket file that is still there was left by an owner that was killed.
    if (process.platform !== "win32") rmSync(address.socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(address.socket, resolve);
    });
    if (process.platform !== "win32") chmodSync(address.socket, 0o600);
    server.unref();
    writeOwnerAddress(lockPath, address);
    return owner;
  }

  /** Takes no more callers and waits until those that are here have gone. */
  async drain(): Promise<void> {
    removeOwnerAddress(this.#lockPath);
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  /** Ends every connection now. */
  async close(): Promise<void> {
    removeOwnerAddress(this.#lockPath);
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

function serve(socket: Socket, app: OwnerApp, token: string): void {
  let client: TrustedClient | undefined;
  readLines(socket, (line) => {
    if (client === undefined) {
      client = admit(socket, app, token, line);
      return;
    }
    const request = requestSchema.safeParse(line);
    if (!request.success) {
      socket.destroy();
      return;
    }
    const { id, channel, input } = request.data;
    void answer(app, client, channel, input).then((envelope) =>
      sendLine(socket, { id, answer: envelope }),
    );
  });
}

/** Reads a caller's first line. @returns undefined when it was turned away */
function admit(
  socket: Socket,
  app: OwnerApp,
  token: string,
  line: unknown,
): TrustedClient | undefined {
  const hello = helloSchema.safeParse(line);
  if (!hello.success || !isSameSecret(hello.data.token, token)) {
    socket.destroy();
    return undefined;
  }
  const { token: _token, ...client } = hello.data;
  try {
    app.callerFor(client);
  } catch (error) {
    sendLine(socket, { refused: toWireError(error) });
    socket.end();
    return undefined;
  }
  sendLine(socket, { welcome: true });
  const unsubscribe = app.events.subscribe((event) => {
    const caller = callerOrNull(app, client);
    if (caller === null || !isFor(event, caller)) return;
    sendLine(socket, { event: event.name, payload: event.payload });
  });
  socket.on("close", unsubscribe);
  return client;
}

/** The caller is looked up for each request: its profile may have changed, or gone, since it connected. */
async function answer(
  app: OwnerApp,
  client: TrustedClient,
  channel: string,
  input: unknown,
): Promise<Envelope<unknown>> {
  try {
    return await app.dispatch(channel, input, app.callerFor(client));
  } catch (error) {
    return { ok: false, error: toWireError(error) };
  }
}

function callerOrNull(app: OwnerApp, client: TrustedClient): Caller | null {
  try {
    return app.callerFor(client);
  } catch {
    // The profile was renamed or deleted: its next request says so.
    return null;
  }
}

function isSameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
