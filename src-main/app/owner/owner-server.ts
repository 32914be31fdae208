import { timingSafeEqual } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { Envelope } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import { type EventHub, isFor } from "#core/ipc/event-hub.ts";
import { makeOwnerAddress, removeOwnerAddress, writeOwnerAddress } from "./owner-address.ts";
import { helloSchema, readLines, requestSchema, sendLine } from "./socket-protocol.ts";

/** What the server needs of the app. */
export interface OwnerApp {
  readonly events: EventHub;
  dispatch(channel: string, input: unknown, caller: Caller): Promise<Envelope<unknown>>;
  callerFor(client: { clientId: string; device: string }): Caller;
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
  let caller: Caller | undefined;
  readLines(socket, (line) => {
    if (caller === undefined) {
      const hello = helloSchema.safeParse(line);
      if (!hello.success || !isSameSecret(hello.data.token, token)) {
        socket.destroy();
        return;
      }
      const admitted = app.callerFor(hello.data);
      caller = admitted;
      sendLine(socket, { welcome: true });
      const unsubscribe = app.events.subscribe((event) => {
        if (!isFor(event, admitted)) return;
        sendLine(socket, { event: event.name, payload: event.payload });
      });
      socket.on("close", unsubscribe);
      return;
    }
    const request = requestSchema.safeParse(line);
    if (!request.success) {
      socket.destroy();
      return;
    }
    const { id, channel, input } = request.data;
    void app.dispatch(channel, input, caller).then((answer) => sendLine(socket, { id, answer }));
  });
}

function isSameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
