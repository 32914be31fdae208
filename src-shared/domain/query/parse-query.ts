import { allOf, anyOf, type Query, type QueryNode } from "./query-ast.ts";
import { type QueryError, QuerySyntaxError, refuse } from "./query-error.ts";
import { parseField } from "./parse-field.ts";
import { mostNesting, QueryScanner } from "./query-scanner.ts";

export type ParsedQuery =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly error: QueryError };

const conjunction = /(AND|OR)(?=[\s("“”„]|$)/uy;

/**
 * Reads the text of a query. Linear in its length, never throws.
 *
 * What is no comparison is a word that must stand somewhere in the song. A quote that is not closed reaches to the end; a
 * word before a colon that names no field belongs to the word.
 */
export function parseQuery(text: string): ParsedQuery {
  const scanner = new QueryScanner(text);
  try {
    scanner.skipSpaces();
    const query = scanner.isAtEnd ? null : parseAny(scanner, 0);
    return { ok: true, query };
  } catch (error) {
    if (error instanceof QuerySyntaxError) return { ok: false, error: error.at };
    throw error;
  }
}

/** Alternatives, up to the end or the parenthesis that closes the group. */
function parseAny(scanner: QueryScanner, depth: number): QueryNode {
  const items = [parseAll(scanner, depth)];
  while (conjunctionAt(scanner) === "OR") {
    const from = scanner.at;
    scanner.at += 2;
    scanner.skipSpaces();
    if (isEndOfGroup(scanner))
      refuse(from, from + 2, "After OR something to look for is wanted.", ["word"]);
    items.push(parseAll(scanner, depth));
  }
  return some(anyOf(items));
}

function parseAll(scanner: QueryScanner, depth: number): QueryNode {
  const items: QueryNode[] = [];
  for (;;) {
    scanner.skipSpaces();
    if (isEndOfGroup(scanner)) break;
    const word = conjunctionAt(scanner);
    if (word === "OR" && items.length > 0) break;
    if (word !== null) {
      const from = scanner.at;
      scanner.at += word.length;
      scanner.skipSpaces();
      if (items.length === 0 || isEndOfGroup(scanner) || conjunctionAt(scanner) !== null) {
        refuse(
          from,
          from + word.length,
          `${word} stands between two things to look for; to find the word itself write "${word}".`,
          [`"${word}"`],
        );
      }
    }
    items.push(parseOne(scanner, depth));
  }
  return some(allOf(items));
}

function parseOne(scanner: QueryScanner, depth: number): QueryNode {
  const from = scanner.at;
  if (depth >= mostNesting) {
    refuse(from, from + 1, `Groups lie at most ${mostNesting} deep within each other.`, []);
  }
  if (scanner.peek() === "-" && !scanner.isSpaceOrEnd(1) && !isClosing(scanner, 1)) {
    scanner.at += 1;
    return { kind: "not", item: parseOne(scanner, depth + 1) };
  }
  if (scanner.peek() === "(") return parseGroup(scanner, depth);
  if (scanner.isAtQuote()) return { kind: "words", text: scanner.takePhrase() };
  return parseField(scanner) ?? { kind: "words", text: scanner.takeWord() };
}

function parseGroup(scanner: QueryScanner, depth: number): QueryNode {
  const open = scanner.at;
  scanner.at += 1;
  scanner.openGroups += 1;
  scanner.skipSpaces();
  if (scanner.peek() === ")") {
    refuse(open, scanner.at + 1, "Nothing stands between the parentheses.", ["word"]);
  }
  if (scanner.isAtEnd) refuse(open, open + 1, "The parenthesis opened here is not closed.", [")"]);
  const group = parseAny(scanner, depth + 1);
  if (!scanner.take(")"))
    refuse(open, open + 1, "The parenthesis opened here is not closed.", [")"]);
  scanner.openGroups -= 1;
  return group;
}

function conjunctionAt(scanner: QueryScanner): "AND" | "OR" | null {
  const word = scanner.match(conjunction)?.[1];
  return word === "AND" || word === "OR" ? word : null;
}

function isClosing(scanner: QueryScanner, offset: number): boolean {
  return scanner.openGroups > 0 && scanner.peek(offset) === ")";
}

function isEndOfGroup(scanner: QueryScanner): boolean {
  return scanner.isAtEnd || isClosing(scanner, 0);
}

function some(query: Query): QueryNode {
  if (query === null) throw new Error("A group of a query holds something");
  return query;
}
