import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type {
  ChannelInput,
  ChannelName,
  ChannelOutput,
  EventName,
  EventPayload,
} from "#shared/contract/index.ts";
import { AppError, type Envelope, fromWireError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { AppOptions } from "#app/compose.ts";
import { type OwnedApp, ownerLockPath, startOwnedApp } from "#app/owner/owned-app.ts";
import { connectToOwner, type OwnerConnection } from "#app/owner/owner-client.ts";

const device = "command-line";

/** The core as the command line sees it, whether it runs in this process or in the one that has the app open. */
export interface CoreConnection {
  /** @throws AppError when the core answers with an error */
  request<Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ): Promise<ChannelOutput<Name>>;
  on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): void;
  close(): Promise<void>;
}

/** How long to wait for an owner that holds the lock but does not listen: it is starting, or about to end. */
const patienceMs = 15_000;
const retryMs = 50;

/**
 * Becomes the owner of the data folder, or forwards to the process that owns it.
 *
 * @param user name of the profile to act as; left out: the owner
 * @throws AppError `owner_running` when there is an owner that cannot be reached; `not_found` when there is no such profile
 */
export async function connectCore(options: AppOptions, user?: string): Promise<CoreConnection> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const owned = await startOwnedApp(options);
    if (owned !== null) return inProcess(owned, user);
    const connection = await connectToOwner(ownerLockPath(options.dataFolder), device, user);
    if (connection !== null) return overSocket(connection);
    if (Date.now() > deadline) {
      throw new AppError(
        "owner_running",
        "Another Segue uses this data folder but does not answer. Close it, or choose another folder with --data-dir.",
      );
    }
    await setTimeout(retryMs);
  }
}

async function inProcess(owned: OwnedApp, user: string | undefined): Promise<CoreConnection> {
  const { app } = owned;
  const caller = await callerOrClose(owned, user);
  return {
    request: async <Name extends ChannelName>(channel: Name, input: ChannelInput<Name>) =>
      unwrap<Name>(await app.dispatch(channel, input, caller)),
    on: (event, listener) => {
      app.events.subscribe((told) => {
        if (told.name === event) listener(payloadOf(told.payload));
      });
    },
    close: () => owned.closeWhenIdle(),
  };
}

async function callerOrClose(owned: OwnedApp, user: string | undefined): Promise<Caller> {
  try {
    return owned.app.callerFor({ clientId: randomUUID(), device, user });
  } catch (error) {
    await owned.closeWhenIdle();
    throw error;
  }
}

function overSocket(connection: OwnerConnection): CoreConnection {
  return {
    request: async <Name extends ChannelName>(channel: Name, input: ChannelInput<Name>) =>
      unwrap<Name>(await connection.request(channel, input)),
    on: (event, listener) => {
      connection.onEvent((name, payload) => {
        if (name === event) listener(payloadOf(payload));
      });
    },
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

/** The owner runs this very version's contract; the router has checked what it sends. */
function unwrap<Name extends ChannelName>(answer: Envelope<unknown>): ChannelOutput<Name> {
  if (!answer.ok) throw fromWireError(answer.error);
  return answer.value as ChannelOutput<Name>;
}

function payloadOf<Name extends EventName>(payload: unknown): EventPayload<Name> {
  return payload as EventPayload<Name>;
}
