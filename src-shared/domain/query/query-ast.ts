import type {
  DateFieldName,
  EventFieldName,
  FlagName,
  NumberFieldName,
  PartName,
  TextFieldName,
} from "./query-fields.ts";

/** At least one. */
export type NonEmpty<Item> = readonly [Item, ...Item[]];
/** At least two: a group of one is what it holds. */
export type Several<Item> = readonly [Item, Item, ...Item[]];

/**
 * A query as a tree. The types leave no room for two trees that print alike, so that any tree prints to text that parses
 * back to itself. Operators are spelled as they are typed. A whole query may also be null: it asks for every song.
 */
export type QueryNode =
  | { readonly kind: "and"; readonly items: Several<QueryNode> }
  | { readonly kind: "or"; readonly items: Several<QueryNode> }
  | { readonly kind: "not"; readonly item: QueryNode }
  /** Found anywhere in title, artists, album, genres and composer. Quoted or not makes no difference but for spaces. */
  | { readonly kind: "words"; readonly text: string }
  | TextNode
  | NumberNode
  | DateNode
  | EventsNode
  | { readonly kind: "is"; readonly flag: FlagName }
  | { readonly kind: "has"; readonly part: PartName };

/** A whole query; null asks for every song. */
export type Query = QueryNode | null;

/** `:` holds the text somewhere, `=` is the text, both with case and accents folded; any one of the values will do. */
export interface TextNode {
  readonly kind: "text";
  readonly field: TextFieldName;
  readonly operator: ":" | "=" | "!=";
  readonly values: NonEmpty<string>;
}

export type Comparison = "<" | "<=" | ">" | ">=";

/** In the field's unit: seconds, bytes, stars, kbit/s. Ranges hold both ends; null leaves an end open (never both). */
export type NumberTest =
  | { readonly operator: "=" | "!="; readonly values: NonEmpty<number> }
  | { readonly operator: Comparison; readonly value: number }
  | { readonly operator: ".."; readonly from: number | null; readonly to: number | null };

export interface NumberNode {
  readonly kind: "number";
  readonly field: NumberFieldName;
  readonly test: NumberTest;
}

/** So long ago; `m` is a month. */
export interface Age {
  readonly kind: "age";
  readonly amount: number;
  readonly unit: AgeUnit;
}
export type AgeUnit = "h" | "d" | "w" | "m" | "y";

/** A year, a month or a day of the calendar. */
export interface CalendarDate {
  readonly kind: "date";
  readonly year: number;
  readonly month: number | null;
  /** Null without a month. */
  readonly day: number | null;
}

/**
 * Of ages, `<` is younger: `added<30d` is within the last 30 days. Of dates, `<` is before the first moment of the day,
 * month or year, `>` after its last, `=` within it.
 */
export type DateTest =
  | { readonly operator: "=" | "!="; readonly values: NonEmpty<CalendarDate> }
  | { readonly operator: Comparison; readonly value: Age | CalendarDate }
  | {
      readonly operator: "..";
      readonly from: CalendarDate | null;
      readonly to: CalendarDate | null;
    }
  /** Between two ages. */
  | { readonly operator: ".."; readonly from: Age; readonly to: Age };

export interface DateNode {
  readonly kind: "date";
  readonly field: DateFieldName;
  readonly test: DateTest;
}

/** Which of the play events count. */
export type EventFilter =
  | { readonly name: "when"; readonly test: DateTest }
  /** Seconds heard. */
  | { readonly name: "heard"; readonly test: NumberTest }
  /** Hour of the listener's day, 0 to 23; a range may pass midnight. */
  | { readonly name: "hour"; readonly test: NumberTest };

/** How many play events of a song pass every filter: `skips[when<90d heard<30s]>=2`. */
export interface EventsNode {
  readonly kind: "events";
  readonly field: EventFieldName;
  readonly filters: NonEmpty<EventFilter>;
  readonly test: NumberTest;
}

/** All of them: null of none, the only one as it is. */
export function allOf(items: readonly QueryNode[]): Query {
  return group("and", items);
}

/** Any of them: null of none, the only one as it is. */
export function anyOf(items: readonly QueryNode[]): Query {
  return group("or", items);
}

function group(kind: "and" | "or", items: readonly QueryNode[]): Query {
  const [first, second, ...rest] = items;
  if (first === undefined) return null;
  return second === undefined ? first : { kind, items: [first, second, ...rest] };
}

/** Every node of a query, groups before what they hold. */
export function* nodesOf(query: Query): Generator<QueryNode, void> {
  if (query === null) return;
  yield query;
  if (query.kind === "not") yield* nodesOf(query.item);
  else if (query.kind === "and" || query.kind === "or")
    for (const item of query.items) yield* nodesOf(item);
}

/** Whether it asks for songs the profile hid; they are in no other list. */
export function asksForHidden(query: Query): boolean {
  for (const node of nodesOf(query)) if (node.kind === "is" && node.flag === "hidden") return true;
  return false;
}

/** Names and uuids of the playlists it refers to, each once. */
export function playlistsOf(query: Query): string[] {
  const names = new Set<string>();
  for (const node of nodesOf(query)) {
    if (node.kind === "text" && node.field === "playlist")
      for (const value of node.values) names.add(value);
  }
  return [...names];
}

/** The query with each playlist it refers to called otherwise; `rename` may answer several for one. */
export function withPlaylists(query: Query, rename: (name: string) => readonly string[]): Query {
  if (query === null) return null;
  switch (query.kind) {
    case "and":
    case "or":
      return group(
        query.kind,
        query.items.flatMap((item) => withPlaylists(item, rename) ?? []),
      );
    case "not": {
      const item = withPlaylists(query.item, rename);
      return item === null ? null : { kind: "not", item };
    }
    case "text": {
      if (query.field !== "playlist") return query;
      const [first, ...rest] = [...new Set(query.values.flatMap((value) => rename(value)))];
      return first === undefined ? query : { ...query, values: [first, ...rest] };
    }
    default:
      return query;
  }
}
