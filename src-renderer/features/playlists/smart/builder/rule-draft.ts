import { AppError } from "#shared/errors/app-error.ts";
import { parseQuery } from "#shared/domain/query/parse-query.ts";
import { printQuery } from "#shared/domain/query/print-query.ts";
import { withPlaylists } from "#shared/domain/query/query-ast.ts";
import type { SmartLimit, SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { queryToRules, rulesToQuery } from "../model/rules-and-query.ts";
import { makeGroup, makeRule, type RuleGroup } from "../model/rule-tree.ts";

/** Everything the rule builder holds. Either the tree or the text is being edited; the other is made from it. */
export interface RuleDraft {
  readonly name: string;
  readonly mode: "rules" | "text";
  readonly tree: RuleGroup;
  readonly text: string;
  readonly sort: SmartRules["sort"];
  readonly limit: SmartLimit | null;
  readonly seed: number;
}

/** A draft from rules as they are kept. Text that cannot be read as rules stays text. */
export function draftOf(name: string, rules: SmartRules): RuleDraft {
  const parsed = parseQuery(rules.query);
  const base = { name, sort: rules.sort, limit: rules.limit, seed: rules.seed, text: rules.query };
  return parsed.ok
    ? { ...base, mode: "rules", tree: queryToRules(parsed.query) }
    : { ...base, mode: "text", tree: makeGroup("all", []) };
}

/** A new playlist's: one rule, not filled in. */
export function emptyDraft(name: string, seed: number): RuleDraft {
  return {
    name,
    mode: "rules",
    tree: makeGroup("all", [makeRule({ kind: "text", field: "genre", operator: ":", values: [] })]),
    text: "",
    sort: [],
    limit: null,
    seed,
  };
}

/** The rules as they would be kept now. The query may be text that cannot be read: main then says so. */
export function rulesOf(draft: RuleDraft): SmartRules {
  return {
    query: draft.mode === "rules" ? printQuery(rulesToQuery(draft.tree)) : draft.text.trim(),
    sort: draft.sort,
    limit: draft.limit,
    seed: draft.seed,
  };
}

/** The tree as text, playlists by their names where that is plain to read. */
export function toTextMode(draft: RuleDraft, nameOf: (uuid: string) => string): RuleDraft {
  const query = withPlaylists(rulesToQuery(draft.tree), (uuid) => [nameOf(uuid)]);
  return { ...draft, mode: "text", text: printQuery(query) };
}

/**
 * The text as a tree again.
 *
 * @throws AppError `query_invalid` where it cannot be read: it then stays text
 */
export function toRulesMode(draft: RuleDraft): RuleDraft {
  const parsed = parseQuery(draft.text);
  if (!parsed.ok) throw new AppError("query_invalid", parsed.error.message);
  return { ...draft, mode: "rules", tree: queryToRules(parsed.query) };
}

/** Another draw for the sort key `random`. */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
