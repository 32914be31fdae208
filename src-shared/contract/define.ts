import type { z } from "zod";

/** One channel of the contract: what goes in and what comes out, checked at run time by zod. */
export interface Channel<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  readonly input: Input;
  readonly output: Output;
}

/** Declares a channel; exists so that each entry of the map keeps its own schema types. */
export function channel<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Channel<Input, Output> {
  return { input, output };
}
