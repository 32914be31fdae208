import { randomUUID } from "node:crypto";
import type {
  ChannelInput,
  ChannelName,
  ChannelOutput,
  EventName,
  EventPayload,
} from "#shared/contract/index.ts";
import { type Envelope, fromWireError } from "#shared/errors/app-error.ts";
import { type AppOptions, createApp } from "#app/compose.ts";
import { acquireOwnerLock } from "#app/owner/owner-lock.ts";
import { connectToOwner } from "#app/owner/owner-client.ts";
import { ownerLockPath } from "#app/owner/owned-app.ts";

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

/** Becomes the owner of the data folder, or forwards to the process that owns it. */
export async function connectCore(options: AppOptions): Promise<CoreConnection> {
  const lockPath = ownerLockPath(options.dataFolder);
  const lock = acquireOwnerLock(lockPath);
  if (lock === null) return overSocket(lockPath);
  try {
    const app = createApp(options);
    app.start();
    const caller = app.callerFor({ clientId: randomUUID(), device });
    return {
      request: async <Name extends ChannelName>(channel: Name, input: ChannelInput<Name>) =>
        unwrap<Name>(await app.dispatch(channel, input, caller)),
      on: (event, listener) => {
        app.events.subscribe((told) => {
          if (told.name === event) listener(payloadOf(told.payload));
        });
      },
      close: async () => {
        await app.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function overSocket(lockPath: string): Promise<CoreConnection> {
  const connection = await connectToOwner(lockPath, device);
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
