import type { z } from "zod";

/**
 * Who may ask at all: `anyone` (also before a profile is chosen), any `profile`, or an `admin`. What a profile may do with
 * one playlist or one task is checked by its service.
 */
export type Access = "anyone" | "profile" | "admin";

/** One channel of the contract: what goes in and what comes out, checked at run time by zod, and who may ask. */
export interface Channel<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Allowed extends Access = Access,
> {
  readonly input: Input;
  readonly output: Output;
  readonly access: Allowed;
}

/** Declares a channel for every profile; exists so that each entry of the map keeps its own schema types. */
export function channel<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Channel<Input, Output, "profile"> {
  return { input, output, access: "profile" };
}

/** A channel that answers before anybody has chosen a profile. */
export function publicChannel<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Channel<Input, Output, "anyone"> {
  return { input, output, access: "anyone" };
}

/** A channel for profiles that may run the installation. */
export function adminChannel<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Channel<Input, Output, "admin"> {
  return { input, output, access: "admin" };
}
