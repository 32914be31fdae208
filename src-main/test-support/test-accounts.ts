import type { ChannelInput, ChannelName, ChannelOutput } from "#shared/contract/index.ts";
import { fromWireError } from "#shared/errors/app-error.ts";
import type { Visitor } from "#core/ipc/caller.ts";
import { type HubEvent, isFor } from "#core/ipc/event-hub.ts";
import { type Handlers, Router } from "#core/ipc/router.ts";
import { journalHandlers } from "#core/journal/journal.handlers.ts";
import { silentLogger } from "#core/logging/logger.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { type Accounts, type AccountsPorts, createAccounts } from "#features/accounts/index.ts";
import {
  deriveWithScrypt,
  PasswordHashing,
  type ScryptCost,
} from "#features/accounts/sessions/password-hashing.ts";
import { contextOf } from "./test-context.ts";
import { createTestDatabase } from "./test-database.ts";

/** Fast enough for tests that are about something else. */
export const cheapCost: ScryptCost = { ln: 4, r: 8, p: 1 };

/** Profiles over a real database, with a clock that only the test moves and a count of what hashing cost. */
export class TestAccounts implements Disposable {
  readonly context: FeatureContext;
  readonly accounts: Accounts;
  readonly router: Router;
  readonly told: HubEvent[] = [];
  /** Parameters of every key that was derived. */
  readonly derived: ScryptCost[] = [];
  nowMs = Date.UTC(2026, 0, 15, 12);
  readonly #test = createTestDatabase();

  constructor(
    options: { readonly cost?: ScryptCost; readonly ports?: Partial<AccountsPorts> } = {},
  ) {
    const { database, folder } = this.#test;
    this.context = contextOf(database, folder, { now: () => this.nowMs });
    this.context.events.subscribe((event) => this.told.push(event));
    this.accounts = this.start(options.cost, options.ports);
    // Only the channels of profiles and the journal are asked; the router checks access, input and answers as in the app.
    const handlers = { ...this.accounts.handlers, ...journalHandlers(this.context) } as Handlers;
    this.router = new Router(handlers, silentLogger, true);
  }

  get database() {
    return this.#test.database;
  }

  /** Builds the feature (again) over the same database, as another start would. */
  start(cost: ScryptCost = cheapCost, ports: Partial<AccountsPorts> = {}): Accounts {
    const passwords = new PasswordHashing(cost, (password, salt, used) => {
      this.derived.push(used);
      return deriveWithScrypt(password, salt, used);
    });
    return createAccounts(this.context, { userName: "Ana", passwords, ports });
  }

  pass(seconds: number): void {
    this.nowMs += seconds * 1000;
  }

  window(token: string | null = null, device = "web"): TestWindow {
    return new TestWindow(this, token, device);
  }

  /** A window that is logged in as a new profile. */
  async windowOf(
    name: string,
    options: { readonly password?: string; readonly isAdmin?: boolean } = {},
  ): Promise<TestWindow> {
    const { password = null, isAdmin = false } = options;
    await this.window().ask("auth.register", {
      username: name,
      displayName: name,
      email: null,
      password,
      isAdmin,
    });
    const window = this.window();
    await window.ask("auth.login", { username: name, password });
    return window;
  }

  [Symbol.dispose](): void {
    this.#test[Symbol.dispose]();
  }
}

/** A window or browser with its own token. */
export class TestWindow {
  token: string | null;
  readonly #test: TestAccounts;
  readonly #device: string;

  constructor(test: TestAccounts, token: string | null, device: string) {
    this.#test = test;
    this.token = token;
    this.#device = device;
  }

  /** Who it is now. */
  visitor(): Visitor {
    return this.#test.accounts.visitorOf({
      clientId: "window",
      device: this.#device,
      label: "Firefox on Linux",
      token: this.token,
      keep: (token) => {
        this.token = token;
      },
    });
  }

  /** @throws AppError that the core answered */
  async ask<Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ): Promise<ChannelOutput<Name>> {
    const visitor = this.visitor();
    this.#test.accounts.noteActivity(visitor);
    const answer = await this.#test.router.dispatch(channel, input, visitor);
    if (!answer.ok) throw fromWireError(answer.error);
    return answer.value as ChannelOutput<Name>;
  }

  /** Code of the error that the core answers; `ok` when there is none. */
  async codeOf<Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ): Promise<string> {
    const answer = await this.#test.router.dispatch(channel, input, this.visitor());
    return answer.ok ? "ok" : answer.error.code;
  }

  /** How it is called, or null for nobody. */
  name(): string | null {
    return this.visitor().actor?.displayName ?? null;
  }

  /** Whether it would be told of an event now. */
  hears(event: HubEvent): boolean {
    return isFor(event, this.visitor());
  }
}
