import type { IncomingMessage, ServerResponse } from "node:http";
import type { Visitor } from "#core/ipc/caller.ts";
import { type EventHub, isFor } from "#core/ipc/event-hub.ts";

/** A browser that has not taken this much is asleep or gone; awake, it connects again and asks for what is now. */
const mostUnreadBytes = 1024 * 1024;

/** Keeps proxies and sleepy browsers from dropping a silent stream. */
const keepAliveMs = 20_000;

/**
 * Sends a visitor's events to a browser as server-sent events, until either side leaves.
 * @param visitor who the browser is now: asked for each event, so that a session that ended hears nothing more
 */
export function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  events: EventHub,
  visitor: () => Visitor,
  headers: Record<string, string>,
): void {
  response.writeHead(200, {
    ...headers,
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
  });
  response.write("retry: 1000\n\n");
  const unsubscribe = events.subscribe((event) => {
    if (!isFor(event, visitor())) return;
    response.write(`event: ${event.name}\ndata: ${JSON.stringify(event.payload)}\n\n`);
    if (response.writableLength > mostUnreadBytes) response.destroy();
  });
  const keepAlive = setInterval(() => response.write(": still here\n\n"), keepAliveMs);
  keepAlive.unref();
  request.on("close", () => {
    clearInterval(keepAlive);
    unsubscribe();
    response.end();
  });
}
