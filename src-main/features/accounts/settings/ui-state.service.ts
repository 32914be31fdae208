import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { UiStateRepository } from "./ui-state.repository.ts";

export type Json = z.output<ReturnType<typeof z.json>>;

/** What one component may remember, in bytes of JSON. */
const maxUiStateBytes = 64 * 1024;

/** What the screen remembers for each profile. */
export class UiStateService {
  readonly #context: Pick<FeatureContext, "database" | "now">;
  readonly #repository: UiStateRepository;

  constructor(context: Pick<FeatureContext, "database" | "now">) {
    this.#context = context;
    this.#repository = new UiStateRepository(context.database.read);
  }

  get(userId: number, component: string): Json {
    return z.json().parse(this.#repository.get(userId, component) ?? null);
  }

  /** @throws AppError invalid_input when the state is larger than 64 KiB */
  set(userId: number, component: string, state: Json): void {
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
      this.#repository.set(tx, userId, component, json, this.#context.now()),
    );
  }
}
