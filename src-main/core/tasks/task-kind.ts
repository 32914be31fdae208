import type { z } from "zod";
import type { TaskProgress } from "#shared/contract/index.ts";
import type { Logger } from "#core/logging/logger.ts";

/** What a running task has at hand. */
export interface TaskContext<Payload> {
  readonly taskUuid: string;
  readonly payload: Payload;
  /** The profile that asked for it; null when the app itself did. */
  readonly userId: number | null;
  /** 1 on the first run; more after a crash or a resume: steps must be safe to repeat. */
  readonly attempt: number;
  /** Aborted when somebody cancels, or the app closes. Steps look at it between units of work. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Tells how far it is. Cheap to call often: written and broadcast at most a few times a second. */
  readonly report: (progress: TaskProgress) => void;
  /** What the former attempt left with `saveCheckpoint`, or null. */
  readonly checkpoint: unknown;
  saveCheckpoint(checkpoint: unknown): void;
}

/** A kind of long work: what it is given, what it answers, how it is done. */
export interface TaskKind<
  Payload extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  readonly kind: string;
  readonly payload: Payload;
  readonly result: Result;
  /** How many of this kind may run at once. */
  readonly concurrency: number;
  /** Throws AppError for what a person can mend, or when `signal` aborted; anything else is a bug and is logged so. */
  run(context: TaskContext<z.output<Payload>>): Promise<z.input<Result>>;
}

/** Declares a kind; exists so that payload and result keep their types. */
export function taskKind<Payload extends z.ZodType, Result extends z.ZodType>(
  definition: TaskKind<Payload, Result>,
): TaskKind<Payload, Result> {
  return definition;
}
