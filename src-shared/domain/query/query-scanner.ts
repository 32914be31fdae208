import { refuse } from "./query-error.ts";

/** Any of them opens and closes a phrase: text from elsewhere comes with curly ones. */
const quotes = new Set(['"', "“", "”", "„"]);
/** Groups and negations within each other; nobody means more, and the parser calls itself. */
export const mostNesting = 64;

const whiteSpace = /\s/u;

/** A value as it stands in the text. */
export interface ScannedValue {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Quoted: two dots in it are no range. */
  readonly isQuoted: boolean;
}

/** Walks over the text of a query once, from left to right. */
export class QueryScanner {
  readonly text: string;
  at = 0;
  /** How many groups are open here. */
  openGroups = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text[this.at + offset] ?? "";
  }

  isAtQuote(): boolean {
    return quotes.has(this.peek());
  }

  isSpaceOrEnd(offset = 0): boolean {
    const letter = this.peek(offset);
    return letter === "" || whiteSpace.test(letter);
  }

  skipSpaces(): void {
    while (!this.isAtEnd && whiteSpace.test(this.peek())) this.at += 1;
  }

  /** Takes `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Takes the first of `choices` that stands here. */
  takeOneOf<Choice extends string>(choices: readonly Choice[]): Choice | undefined {
    return choices.find((choice) => this.take(choice));
  }

  /** What `pattern` (sticky) finds here, without taking it. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }

  /**
   * A phrase from its opening to its closing quote; without one it reaches to the end, since the person is still typing. A
   * backslash before a quote or a backslash makes it part of the phrase.
   */
  takePhrase(): string {
    this.at += 1;
    let phrase = "";
    while (!this.isAtEnd) {
      const letter = this.peek();
      const next = this.peek(1);
      if (letter === "\\" && (next === "\\" || quotes.has(next))) {
        phrase += next;
        this.at += 2;
        continue;
      }
      this.at += 1;
      if (quotes.has(letter)) return phrase;
      phrase += letter;
    }
    return phrase;
  }

  /**
   * A word: up to a space, a quote, the parenthesis that closes a group around it, or one of `stops`. Parentheses of its own
   * belong to it.
   */
  takeWord(stops = ""): string {
    const start = this.at;
    let ownGroups = 0;
    while (!this.isAtEnd && !this.isAtQuote()) {
      const letter = this.peek();
      if (ownGroups === 0 && stops.includes(letter)) break;
      if (whiteSpace.test(letter)) break;
      if (letter === "(") ownGroups += 1;
      if (letter === ")") {
        if (ownGroups === 0 && this.openGroups > 0) break;
        ownGroups = Math.max(0, ownGroups - 1);
      }
      this.at += 1;
    }
    return this.text.slice(start, this.at);
  }

  /** An item of a list: a phrase, or everything up to a comma or the closing parenthesis. */
  takeListItem(listStart: number): ScannedValue {
    this.skipSpaces();
    const from = this.at;
    if (this.isAtQuote()) {
      const text = this.takePhrase();
      const to = this.at;
      this.skipSpaces();
      return { text, from, to, isQuoted: true };
    }
    let ownGroups = 0;
    while (!this.isAtEnd) {
      const letter = this.peek();
      if (ownGroups === 0 && (letter === "," || letter === ")")) break;
      if (letter === "(") ownGroups += 1;
      if (letter === ")") ownGroups -= 1;
      this.at += 1;
    }
    const text = this.text.slice(from, this.at).trimEnd();
    if (text === "") {
      const to = Math.min(this.at + 1, this.text.length);
      refuse(
        this.isAtEnd ? listStart : from,
        to,
        this.isAtEnd
          ? "The list that begins here is not closed with a parenthesis."
          : "A value of the list is missing here.",
        ["value"],
      );
    }
    return { text, from, to: from + text.length, isQuoted: false };
  }
}
