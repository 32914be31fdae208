import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#shared/errors/app-error.ts";

/** Turns Node's request into a Fetch API one; its signal aborts when the browser goes away. No body: media has none. */
export function toFetchRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: URL,
): Request {
  const abort = new AbortController();
  outgoing.on("close", () => abort.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  return new Request(url, { method: incoming.method ?? "GET", headers, signal: abort.signal });
}

/** Sends a Fetch API response, streaming its body with back-pressure. A reader that left ends it quietly. */
export async function sendFetchResponse(
  response: Response,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(response.body), outgoing);
  } catch (error) {
    if (outgoing.destroyed) return;
    throw error;
  }
}

/**
 * Reads a JSON body of at most `limitBytes`.
 * @throws AppError `invalid_input` when it is longer, or not JSON
 */
export async function readJson(incoming: IncomingMessage, limitBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const buffer of incoming as AsyncIterable<Buffer>) {
    bytes += buffer.length;
    if (bytes > limitBytes)
      throw new AppError("invalid_input", `The request is longer than ${limitBytes} bytes.`);
    chunks.push(buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    throw new AppError("invalid_input", "The request is not JSON.", {}, error);
  }
}
