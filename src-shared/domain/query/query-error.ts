/** Where and why a query cannot be read. `from` and `to` are UTF-16 offsets, `from` < `to`, inside the text. */
export interface QueryError {
  readonly from: number;
  readonly to: number;
  /** A sentence for a person. */
  readonly message: string;
  /** What could stand there instead, as it would be typed. */
  readonly expected: readonly string[];
}

/** Carries a {@link QueryError} out of the parser; never leaves this folder. */
export class QuerySyntaxError extends Error {
  readonly at: QueryError;

  constructor(at: QueryError) {
    super(at.message);
    this.name = "QuerySyntaxError";
    this.at = at;
  }
}

/** @throws QuerySyntaxError always */
export function refuse(
  from: number,
  to: number,
  message: string,
  expected: readonly string[] = [],
): never {
  throw new QuerySyntaxError({ from, to, message, expected });
}
