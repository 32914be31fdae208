/** Ends a `switch` over a union: a member added later becomes a compile error here. Throws if reached at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
