import { AppError } from "../../errors/app-error.ts";
import { parseQuery } from "./parse-query.ts";
import type { Query } from "./query-ast.ts";

/** @throws AppError `query_invalid` with `from`, `to` and `expected` in its details */
export function readQuery(text: string): Query {
  const result = parseQuery(text);
  if (result.ok) return result.query;
  const { message, from, to, expected } = result.error;
  throw new AppError("query_invalid", message, { from, to, expected });
}
