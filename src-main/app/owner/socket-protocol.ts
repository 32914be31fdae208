import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { z } from "zod";
import { errorCodes } from "#shared/errors/app-error.ts";

/** First line of a connection: the secret, and what the caller calls itself. */
export const helloSchema = z.strictObject({
  token: z.string(),
  device: z.string().max(50),
  clientId: z.string().max(100),
  /** Name of the profile to act as; left out: the owner. */
  user: z.string().max(200).optional(),
});

const wireErrorSchema = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
  ),
});

export const requestSchema = z.strictObject({
  id: z.int(),
  channel: z.string().max(200),
  input: z.unknown(),
});

export const envelopeSchema = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: wireErrorSchema }),
]);

/**
 * What the owner sends: a welcome once it has admitted the caller, or why it may not act as the profile it named; answers by
 * id, and events as they happen.
 */
export const messageSchema = z.union([
  z.strictObject({ welcome: z.literal(true) }),
  z.strictObject({ refused: wireErrorSchema }),
  z.strictObject({ id: z.int(), answer: envelopeSchema }),
  z.strictObject({ event: z.string(), payload: z.unknown() }),
]);

/** Longest line either side accepts; anything longer is no request of ours. */
const longestLineBytes = 4 * 1024 * 1024;

/** More than any answer and the events of a busy minute. */
const mostUnreadBytes = 16 * 1024 * 1024;

/** Writes one message as one line of JSON. */
export function sendLine(socket: Socket, message: unknown): void {
  if (!socket.writable) return;
  socket.write(`${JSON.stringify(message)}\n`);
  // The other side was stopped in its tracks; what it is told must not pile up here.
  if (socket.writableLength > mostUnreadBytes) socket.destroy();
}

/** Calls `onLine` with each parsed line; a line that is not JSON, or is far too long, ends the connection. */
export function readLines(socket: Socket, onLine: (value: unknown) => void): void {
  let pendingBytes = 0;
  socket.on("data", (chunk: Buffer) => {
    const newline = chunk.lastIndexOf(10);
    pendingBytes = newline === -1 ? pendingBytes + chunk.length : chunk.length - newline - 1;
    if (pendingBytes > longestLineBytes) socket.destroy();
  });
  const lines = createInterface({ input: socket, crlfDelay: Infinity });
  // The reader passes the socket\'s errors on, and an error nobody hears ends the process.
  lines.on("error", () => socket.destroy());
  lines.on("line", (line) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      socket.destroy();
      return;
    }
    onLine(value);
  });
}
