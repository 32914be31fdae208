import { create } from "zustand";
import { AppError } from "#shared/errors/app-error.ts";
import type { QueryProblem } from "./query-language.ts";

/**
 * What main found wrong with a query that this page could read: a playlist that is gone, for one. The list that asked says
 * it here, the search field shows it.
 */
const useStore = create<{ query: string; problem: QueryProblem | null }>(() => ({
  query: "",
  problem: null,
}));

export function reportSearchProblem(query: string, problem: QueryProblem | null): void {
  useStore.setState({ query, problem });
}

export function useSearchProblem(query: string): QueryProblem | null {
  return useStore((state) => (state.query === query ? state.problem : null));
}

/** Where and why main could not read the query; null for any other failure. */
export function queryProblemOf(error: unknown, query: string): QueryProblem | null {
  if (!(error instanceof AppError) || error.code !== "query_invalid") return null;
  const { from, to } = error.details;
  return {
    from: typeof from === "number" ? from : 0,
    to: typeof to === "number" ? to : query.length,
    message: error.message,
  };
}
