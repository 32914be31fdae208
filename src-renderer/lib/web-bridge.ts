import type { ChannelName, SegueBridge } from "#shared/contract/index.ts";
import type { Envelope, WireError } from "#shared/errors/app-error.ts";
import { connection } from "./connection.ts";
import { texts } from "./texts.ts";

const unreachable: WireError = {
  code: "unavailable",
  message: texts.connection.unreachable,
  details: {},
};

const refused: WireError = {
  code: "not_allowed",
  message: texts.connection.refused,
  details: {},
};

async function post(channel: ChannelName, input: unknown): Promise<Response> {
  return fetch(`/api/${channel}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "same-origin",
    body: JSON.stringify(input),
    // What was heard must arrive even when the page closes right after.
    keepalive: channel === "playback.reportProgress",
  });
}

/**
 * The bridge of a browser: requests go to `POST /api/<channel>` and answer the same envelope as Electron's IPC; one event
 * stream serves all listeners. A lost server turns requests into `unavailable` until the stream is back.
 */
export function createWebBridge(): SegueBridge {
  const events = createEventStream();
  return {
    async request(channel, input): Promise<Envelope<unknown>> {
      try {
        const response = await post(channel, input);
        if (response.status === 401) {
          connection.markRefused();
          return { ok: false, error: refused };
        }
        const envelope = (await response.json()) as Envelope<unknown>;
        connection.markOnline();
        return envelope;
      } catch {
        // No answer, or one that is not ours: the server is gone, whatever the cause.
        connection.markLost();
        events.reconnectSoon();
        return { ok: false, error: unreachable };
      }
    },
    on: events.on,
  };
}

/** An event stream does not say why it failed; a request does. */
async function probe(): Promise<void> {
  try {
    const response = await post("app.getInfo", {});
    if (response.status === 401) connection.markRefused();
  } catch {
    connection.markLost();
  }
}

function createEventStream(): {
  on: SegueBridge["on"];
  reconnectSoon: () => void;
} {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let source: EventSource | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | null = null;

  function forward(name: string, event: MessageEvent<string>): void {
    const payload: unknown = JSON.parse(event.data);
    for (const listener of listeners.get(name) ?? []) listener(payload);
  }

  function attach(name: string): void {
    source?.addEventListener(name, (event: MessageEvent<string>) => forward(name, event));
  }

  function connect(): void {
    retryTimer = null;
    source?.close();
    source = new EventSource("/api/events");
    source.addEventListener("open", () => connection.markListening());
    source.addEventListener("error", () => {
      if (connection.status() === "online") connection.markLost();
      void probe();
      reconnectSoon();
    });
    for (const name of listeners.keys()) attach(name);
  }

  // EventSource gives up for good on some answers (a restarted server refusing the cookie): retrying is ours.
  function reconnectSoon(): void {
    retryTimer ??= setTimeout(connect, 1500);
  }

  return {
    reconnectSoon,
    on(name, listener) {
      const known = listeners.get(name);
      if (known === undefined) {
        listeners.set(name, new Set([listener]));
        if (source === null) connect();
        else attach(name);
      } else known.add(listener);
      return () => listeners.get(name)?.delete(listener);
    },
  };
}
