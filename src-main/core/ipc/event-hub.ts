import type { EventName, EventPayload } from "#shared/contract/index.ts";
import type { Visitor } from "./caller.ts";

/** What a transport receives: to whom it goes is decided here, how it travels there. */
export interface HubEvent<Name extends EventName = EventName> {
  readonly name: Name;
  readonly payload: EventPayload<Name>;
  /** Only windows of these profiles may see it; null: every profile. */
  readonly userIds: readonly number[] | null;
  /** Only windows of this device may see it (each device has its own queue); null: every device. */
  readonly device: string | null;
}

/** Whether an event concerns a window or browser. Transports pass on nothing else. Nobody hears only of log-ins. */
export function isFor(event: HubEvent, visitor: Visitor): boolean {
  if (event.device !== null && event.device !== visitor.device) return false;
  if (visitor.actor === null) return event.name === "auth.changed" && event.userIds === null;
  return event.userIds === null || event.userIds.includes(visitor.actor.userId);
}

export type HubListener = (event: HubEvent) => void;

/** Broadcasts state changes to whoever listens (windows, browsers, tests). Not for steering work. */
export class EventHub {
  readonly #listeners = new Set<HubListener>();

  /**
   * Tells all listeners. A listener that throws is a bug of that listener and stops no other.
   *
   * @param users whose windows it concerns; null: everybody's
   */
  emit<Name extends EventName>(
    name: Name,
    payload: EventPayload<Name>,
    users: number | readonly number[] | null = null,
    device: string | null = null,
  ): void {
    const userIds = typeof users === "number" ? [users] : users;
    const failures: unknown[] = [];
    for (const listener of this.#listeners) {
      try {
        listener({ name, payload, userIds, device });
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `Listeners of ${name} failed`);
  }

  /** @returns the way to stop listening */
  subscribe(listener: HubListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
