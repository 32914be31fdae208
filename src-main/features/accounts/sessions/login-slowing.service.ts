import { createHash } from "node:crypto";
import { AppError } from "#shared/errors/app-error.ts";
import type { WriteTx } from "#core/db/database.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { foldUsername } from "#features/accounts/users/user-shapes.ts";
import { LoginAttemptsRepository } from "./login-attempts.repository.ts";

/** So many wrong passwords cost nothing: people mistype. */
export const freeAttempts = 3;
const firstPauseMs = 1000;
const longestPauseMs = 15 * 60 * 1000;
/** After so long without a failure all is forgotten. */
const forgottenAfterMs = 24 * 60 * 60 * 1000;

/**
 * Slows guessing, by the name that was typed, known or not. Kept in the database, so that a restart gives no new tries.
 */
export class LoginSlowing {
  readonly #context: Pick<FeatureContext, "database" | "now">;
  readonly #repository: LoginAttemptsRepository;

  constructor(context: Pick<FeatureContext, "database" | "now">) {
    this.#context = context;
    this.#repository = new LoginAttemptsRepository(context.database.read);
  }

  /**
   * Counts an attempt as failed before its password is checked: of many guesses sent at once, those beyond what is free
   * are refused without a look. {@link succeeded} takes it back.
   *
   * @throws AppError `too_many_attempts` with `retryAfterMs`
   */
  begin(username: string): void {
    const now = this.#context.now();
    const name = hashOf(username);
    this.#context.database.write((tx) => {
      this.#repository.deleteOlderThan(tx, now - forgottenAfterMs);
      const known = this.#repository.get(name);
      if (known !== undefined && known.nextAttemptAt > now)
        throw tooMany(known.nextAttemptAt - now);
      const failedCount = (known?.failedCount ?? 0) + 1;
      this.#repository.save(tx, name, {
        failedCount,
        lastFailedAt: now,
        nextAttemptAt: now + pauseAfter(failedCount),
      });
    });
  }

  /** The right password forgives what was mistyped before. */
  succeeded(tx: WriteTx, username: string): void {
    this.#repository.delete(tx, hashOf(username));
  }
}

/** How long to wait after so many failures, in milliseconds: nothing, then a second, doubling up to a quarter of an hour. */
export function pauseAfter(failedCount: number): number {
  if (failedCount < freeAttempts) return 0;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failedCount - freeAttempts));
}

function tooMany(retryAfterMs: number): AppError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const wait =
    seconds < 60
      ? `${seconds} ${seconds === 1 ? "second" : "seconds"}`
      : `${Math.ceil(seconds / 60)} ${seconds <= 60 ? "minute" : "minutes"}`;
  return new AppError("too_many_attempts", `Too many attempts. Wait ${wait}, then try again.`, {
    retryAfterMs,
  });
}

function hashOf(username: string): string {
  return createHash("sha256").update(foldUsername(username)).digest("hex");
}
