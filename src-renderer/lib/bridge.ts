import type {
  ChannelInput,
  ChannelName,
  ChannelOutput,
  EventName,
  EventPayload,
  SegueBridge,
} from "#shared/contract/index.ts";
import { AppError, type Envelope, fromWireError } from "#shared/errors/app-error.ts";
import { connection } from "./connection.ts";
import { createWebBridge } from "./web-bridge.ts";

declare global {
  interface Window {
    /** Put there by the preload script in Electron; absent in a browser. */
    readonly segue?: SegueBridge;
  }
}

/** True where a browser shows the page and main serves it over HTTP. */
export const isWebMode = window.segue === undefined;

const bridge: SegueBridge = window.segue ?? createWebBridge();

/**
 * Asks main. Rejects with the `AppError` that main answered, or with `unavailable` while main cannot be reached.
 */
export async function request<Name extends ChannelName>(
  channel: Name,
  input: ChannelInput<Name>,
): Promise<ChannelOutput<Name>> {
  // Main validates both sides of every channel; running zod here again would need `eval`, which the page's CSP forbids.
  const envelope = (await bridge.request(channel, input)) as Envelope<ChannelOutput<Name>>;
  if (envelope.ok) return envelope.value;
  if (envelope.error.code === "not_logged_in")
    for (const listener of loggedOutListeners) listener();
  throw fromWireError(envelope.error);
}

const loggedOutListeners = new Set<() => void>();

/** Calls back when main answers that this window is nobody's any more: logged out or locked elsewhere, or revoked. */
export function onLoggedOut(listener: () => void): () => void {
  loggedOutListeners.add(listener);
  return () => loggedOutListeners.delete(listener);
}

/** Listens to an event of main; answers the function that stops listening. */
export function onEvent<Name extends EventName>(
  event: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  return bridge.on(event, (payload) => listener(payload as EventPayload<Name>));
}

/** Calls back after main was lost and found again: whatever was shown may be old, ask again. */
export function onReconnect(listener: () => void): () => void {
  return connection.onReconnect(listener);
}

/** True for the answer to a request that a newer one replaced: nothing to show. */
export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === "cancelled";
}
