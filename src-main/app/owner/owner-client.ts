import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { type Envelope, fromWireError } from "#shared/errors/app-error.ts";
import { readOwnerAddress } from "./owner-address.ts";
import { messageSchema, readLines, sendLine } from "./socket-protocol.ts";

/** A connection to the process that owns the data folder. */
export interface OwnerConnection {
  request(channel: string, input: unknown): Promise<Envelope<unknown>>;
  onEvent(listener: (name: string, payload: unknown) => void): void;
  close(): void;
}

/**
 * Connects to the owner of `lockPath`.
 *
 * @param user name of the profile to act as; left out: the owner
 * @returns null when nobody listens there (yet, or any more)
 * @throws AppError not_found when no active profile is called `user`
 */
export async function connectToOwner(
  lockPath: string,
  device: string,
  user?: string,
): Promise<OwnerConnection | null> {
  const address = readOwnerAddress(lockPath);
  if (address === null) return null;
  const socket = await tryConnect(address.socket);
  if (socket === null) return null;
  const connection = connectionOver(socket);
  const hello = { token: address.token, device, clientId: randomUUID() };
  sendLine(socket, user === undefined ? hello : { ...hello, user });
  // An owner that is about to end may drop a caller that it never saw.
  return (await connection.admitted) ? connection : null;
}

function tryConnect(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });
}

function connectionOver(socket: Socket): OwnerConnection & { readonly admitted: Promise<boolean> } {
  const admission = Promise.withResolvers<boolean>();
  const waiting = new Map<number, (answer: Envelope<unknown>) => void>();
  const listeners: ((name: string, payload: unknown) => void)[] = [];
  let nextId = 1;
  readLines(socket, (line) => {
    const message = messageSchema.safeParse(line);
    if (!message.success) return;
    if ("welcome" in message.data) {
      admission.resolve(true);
      return;
    }
    if ("refused" in message.data) {
      admission.reject(fromWireError(message.data.refused));
      return;
    }
    if ("event" in message.data) {
      for (const listener of listeners) listener(message.data.event, message.data.payload);
      return;
    }
    waiting.get(message.data.id)?.(message.data.answer);
    waiting.delete(message.data.id);
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    admission.resolve(false);
    const error = {
      code: "unavailable",
      message: "Segue closed while it was working on this.",
      details: {},
    } as const;
    for (const answer of waiting.values()) answer({ ok: false, error });
    waiting.clear();
  });
  return {
    admitted: admission.promise,
    request: (channel, input) =>
      new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve);
        if (!socket.writable) {
          waiting.delete(id);
          resolve({
            ok: false,
            error: { code: "unavailable", message: "Segue was closed.", details: {} },
          });
          return;
        }
        sendLine(socket, { id, channel, input });
      }),
    onEvent: (listener) => {
      listeners.push(listener);
    },
    close: () => {
      socket.end();
    },
  };
}
