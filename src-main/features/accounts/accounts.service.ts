import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { AccountsRepository, type User } from "./accounts.repository.ts";

export type Json = z.output<ReturnType<typeof z.json>>;

/** What one component may remember, in bytes of JSON. */
const maxUiStateBytes = 64 * 1024;

/** The local profiles and what the screen remembers for each. */
export class AccountsService {
  readonly #context: Pick<FeatureContext, "database" | "now">;
  readonly #repository: AccountsRepository;

  constructor(context: Pick<FeatureContext, "database" | "now">) {
    this.#context = context;
    this.#repository = new AccountsRepository(context.database.read);
  }

  /** Makes the one local owner when there is none: the first start asks nothing. */
  ensureOwner(systemUserName: string): User {
    return this.#repository.getOwner() ?? this.#make(systemUserName);
  }

  /** @throws AppError not_found when no active profile has this name */
  actorOf(username: string): Actor {
    const user = this.#repository.getByUsername(username);
    if (user === undefined)
      throw new AppError("not_found", `There is no profile named "${username}".`, { username });
    return toActor(user);
  }

  getUiState(userId: number, component: string): Json {
    return z.json().parse(this.#repository.getUiState(userId, component) ?? null);
  }

  /** @throws AppError invalid_input when the state is larger than 64 KiB */
  setUiState(userId: number, component: string, state: Json): void {
    const json = JSON.stringify(state);
    const sizeBytes = Buffer.byteLength(json);
    if (sizeBytes > maxUiStateBytes) {
      throw new AppError(
        "invalid_input",
        `The layout of "${component}" is too large to be remembered (${sizeBytes} bytes, at most ${maxUiStateBytes}).`,
        { component, sizeBytes, maxBytes: maxUiStateBytes },
      );
    }
    this.#context.database.write((tx) =>
      this.#repository.setUiState(tx, userId, component, json, this.#context.now()),
    );
  }

  #make(systemUserName: string): User {
    const displayName = systemUserName.trim() === "" ? "Owner" : systemUserName.trim();
    const username = displayName.toLowerCase();
    return this.#context.database.write((tx) => {
      this.#repository.create(
        tx,
        { uuid: randomUUID(), username, displayName, isAdmin: true },
        this.#context.now(),
      );
      const made = this.#repository.getOwner();
      if (made === undefined) throw new Error("The owner that was just made is not there");
      return made;
    });
  }
}

export function toActor(user: User): Actor {
  return {
    userId: user.id,
    userUuid: user.uuid,
    isAdmin: user.isAdmin,
    displayName: user.displayName,
  };
}

/** The name of the system's user; empty where the system has none for this process (containers). */
export function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
