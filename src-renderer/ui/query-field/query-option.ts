/** One line of the suggestions under a query field. */
export interface QueryOption {
  readonly key: string;
  readonly kind: "field" | "value" | "recent" | "saved";
  /** What is shown. */
  readonly label: string;
  /** Beside it: what the field is for, how many songs have the value, what a saved filter says. */
  readonly hint?: string | undefined;
  /** What takes the place of `[from, to)`. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** A whole search: choosing it searches at once. */
  readonly isWhole?: boolean;
}

/** The text with the option put in, and where the cursor then stands. */
export function insertOption(
  text: string,
  option: Pick<QueryOption, "from" | "to" | "text">,
): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, option.from) + option.text;
  return { text: before + text.slice(option.to), caret: before.length };
}
