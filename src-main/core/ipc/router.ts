import type { z } from "zod";
import {
  type ChannelName,
  type ChannelOutput,
  type Contract,
  contract,
  type HandlerInput,
  isChannelName,
} from "#shared/contract/index.ts";
import type { Access } from "#shared/contract/define.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { AppError, type Envelope, toWireError } from "#shared/errors/app-error.ts";
import type { Logger } from "#core/logging/logger.ts";
import type { Caller, Visitor } from "./caller.ts";

/** One function per channel of `Names`: a missing or an undeclared one is a compile error. */
export type HandlersFor<Names extends ChannelName> = {
  readonly [Name in Names]: (
    input: HandlerInput<Name>,
    caller: CallerOf<Name>,
  ) => ChannelOutput<Name> | Promise<ChannelOutput<Name>>;
};

/** Only channels for anyone can be asked by nobody. */
export type CallerOf<Name extends ChannelName> = Contract[Name]["access"] extends "anyone"
  ? Visitor
  : Caller;

export type Handlers = HandlersFor<ChannelName>;

/** Channels of a domain, for a feature's own handlers file: `ChannelsOf<"playback">`. */
export type ChannelsOf<Domain extends string> = Extract<ChannelName, `${Domain}.${string}`>;

type AnyHandler = (input: unknown, caller: Visitor) => unknown;

/** A call that took longer than this is worth a line in the log. */
const slowCallMs = 250;

/**
 * The one way into the core. Checks the channel's name, then that the caller may ask it, then the input against its
 * schema, then calls the handler, and always answers with an envelope: nothing it does can reject.
 */
export class Router {
  readonly #handlers: ReadonlyMap<string, AnyHandler>;
  readonly #logger: Logger;
  readonly #checkOutput: boolean;

  /** @param checkOutput also checks answers against the contract: on in tests, off where each answer costs a parse */
  constructor(handlers: Handlers, logger: Logger, checkOutput = false) {
    this.#handlers = new Map(
      Object.entries(handlers).map(([name, handler]) => [name, eraseInput(handler)]),
    );
    this.#logger = logger;
    this.#checkOutput = checkOutput;
  }

  async dispatch(
    channelName: string,
    input: unknown,
    visitor: Visitor,
  ): Promise<Envelope<unknown>> {
    const startedAt = performance.now();
    try {
      const value = await this.#call(channelName, input, visitor);
      return { ok: true, value };
    } catch (error) {
      if (!(error instanceof AppError))
        this.#logger.error(`Handler of ${channelName} failed`, { error });
      return { ok: false, error: toWireError(error) };
    } finally {
      const elapsedMs = performance.now() - startedAt;
      if (elapsedMs > slowCallMs)
        this.#logger.warn("Slow call", { channel: channelName, elapsedMs: Math.round(elapsedMs) });
    }
  }

  async #call(channelName: string, input: unknown, visitor: Visitor): Promise<unknown> {
    const handler = this.#handlers.get(channelName);
    if (!isChannelName(channelName) || handler === undefined) {
      throw new AppError(
        "unknown_channel",
        `Segue knows no request named "${channelName.slice(0, 100)}".`,
      );
    }
    const definition: Contract[ChannelName] = contract[channelName];
    refuseUnlessAllowed(definition.access, visitor);
    const parsed = definition.input.safeParse(input);
    if (!parsed.success) throw invalidInput(channelName, parsed.error);
    const answer = await handler(parsed.data, visitor);
    return this.#checkOutput ? definition.output.parse(answer) : answer;
  }
}

/** The coarse half of permission, declared in the contract; the fine half is each service's. */
function refuseUnlessAllowed(access: Access, { actor }: Visitor): void {
  switch (access) {
    case "anyone":
      return;
    case "profile":
    case "admin":
      if (actor === null)
        throw new AppError("not_logged_in", "Choose a profile and log in to go on.");
      if (access === "admin" && !actor.isAdmin)
        throw new AppError(
          "not_allowed",
          "Only an administrator may do this. Ask one, or log in to an administrator's profile.",
        );
      return;
    default:
      assertNever(access);
  }
}

/** The handler takes its channel's own input; the router has just parsed that very schema, which types cannot follow. */
function eraseInput(handler: Handlers[ChannelName]): AnyHandler {
  return handler as AnyHandler;
}

function invalidInput(channelName: ChannelName, error: z.ZodError): AppError {
  const first = error.issues[0];
  const where =
    first === undefined || first.path.length === 0 ? "the request" : `"${first.path.join(".")}"`;
  const issues = error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return new AppError(
    "invalid_input",
    `${channelName}: ${where} is not what was expected (${first?.message ?? "unreadable"}).`,
    { channel: channelName, issues },
  );
}
