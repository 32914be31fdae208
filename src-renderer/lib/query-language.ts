import { parseQuery } from "#shared/domain/query/parse-query.ts";
import { fieldNamed } from "#shared/domain/query/query-fields.ts";

/** Where and why a query cannot be read: offsets into its text, and a sentence. */
export interface QueryProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export function findQueryProblem(text: string): QueryProblem | null {
  const parsed = parseQuery(text);
  return parsed.ok ? null : parsed.error;
}

/** A part of a query's text with how it is shown. Spans touch each other and cover the text. */
export interface QuerySpan {
  readonly from: number;
  readonly to: number;
  readonly kind: "field" | "operator" | "text";
  readonly isProblem: boolean;
}

const parts = [
  ["text", /\s+/uy],
  ["text", /["“”„](?:\\.|[^"“”„\\])*(?:["“”„]|$)/uy],
  ["operator", /-(?=[^\s)])/uy],
  ["operator", /(?:OR|AND)(?=[\s("“”„]|$)/uy],
  ["operator", /[()[\]]/uy],
  ["operator", /(?<=\])(?:[<>]=?|!=|[:=])/uy],
] as const;
const fieldWord = /(\p{L}[\p{L}\p{N}_]*)(?=[:=<>[]|!=)/uy;
const comparison = /:|!=|[<>]=?|=/uy;
const word = /[^\s"“”„()[\]]+/uy;
const otherWords = new Set(["is", "has", "when", "heard", "hour"]);

/** The parts of a query by colour. Reads as far as it can: what makes no sense is plain text. */
export function highlightQuery(
  text: string,
  problem: QueryProblem | null = null,
): readonly QuerySpan[] {
  const spans: QuerySpan[] = [];
  function push(from: number, to: number, kind: QuerySpan["kind"]): void {
    // A span that the mistake begins or ends in is cut there.
    const cuts = [problem?.from ?? from, problem?.to ?? from].filter((at) => at > from && at < to);
    let start = from;
    for (const end of [...new Set(cuts), to]) {
      const isProblem = problem !== null && start >= problem.from && end <= problem.to;
      spans.push({ from: start, to: end, kind, isProblem });
      start = end;
    }
  }
  let at = 0;
  while (at < text.length) {
    const field = matchAt(fieldWord, text, at);
    if (
      field !== null &&
      (fieldNamed(field) !== undefined || otherWords.has(field.toLowerCase()))
    ) {
      push(at, at + field.length, "field");
      at += field.length;
      const sign = matchAt(comparison, text, at) ?? "";
      if (sign !== "") push(at, at + sign.length, "operator");
      at += sign.length;
      continue;
    }
    const [kind, part] = partAt(text, at);
    push(at, at + part.length, kind);
    at += part.length;
  }
  return spans;
}

function partAt(text: string, at: number): readonly [QuerySpan["kind"], string] {
  for (const [kind, pattern] of parts) {
    const found = matchAt(pattern, text, at);
    if (found !== null) return [kind, found];
  }
  return ["text", matchAt(word, text, at) ?? text.slice(at, at + 1)];
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
