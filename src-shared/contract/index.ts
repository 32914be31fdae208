import type { z } from "zod";
import { authContract, usersContract } from "./accounts.contract.ts";
import { appContract } from "./app.contract.ts";
import { events } from "./events.ts";
import { exchangeContract } from "./exchange.contract.ts";
import { journalContract } from "./journal.contract.ts";
import { libraryContract } from "./library.contract.ts";
import { maintenanceContract } from "./maintenance.contract.ts";
import { historyContract, playbackContract } from "./playback.contract.ts";
import { filtersContract, playlistsContract } from "./playlists.contract.ts";
import { songsContract } from "./songs.contract.ts";
import { tasksContract } from "./tasks.contract.ts";
import { transfersContract } from "./transfers.contract.ts";

/**
 * The closed map of everything the core can be asked. A transport (Electron IPC, HTTP, local socket, in process) carries
 * any of these and nothing else; a handler that is missing or not declared here is a compile error.
 */
export const contract = {
  ...appContract,
  ...libraryContract,
  ...songsContract,
  ...playbackContract,
  ...historyContract,
  ...authContract,
  ...usersContract,
  ...journalContract,
  ...playlistsContract,
  ...filtersContract,
  ...transfersContract,
  ...exchangeContract,
  ...tasksContract,
  ...maintenanceContract,
} as const;

export type Contract = typeof contract;
export type ChannelName = keyof Contract;
/** What a caller passes. */
export type ChannelInput<Name extends ChannelName> = z.input<Contract[Name]["input"]>;
/** What a handler receives: validated. */
export type HandlerInput<Name extends ChannelName> = z.output<Contract[Name]["input"]>;
export type ChannelOutput<Name extends ChannelName> = z.output<Contract[Name]["output"]>;

export { events };
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>;

/** Narrows a string from outside to a channel of the contract (own keys only: `toString` is none). */
export function isChannelName(name: string): name is ChannelName {
  return Object.hasOwn(contract, name);
}

/** The one door between a page and the core, in every shell. */
export interface SegueBridge {
  request(channel: ChannelName, input: unknown): Promise<unknown>;
  on(event: EventName, listener: (payload: unknown) => void): () => void;
}

export type * from "./accounts.contract.ts";
export type * from "./app.contract.ts";
export type * from "./common.ts";
export type * from "./exchange.contract.ts";
export type * from "./journal.contract.ts";
export type * from "./library.contract.ts";
export type * from "./playback.contract.ts";
export type * from "./playlists.contract.ts";
export type * from "./songs.contract.ts";
export type * from "./tasks.contract.ts";
