import { useMemo } from "react";
import { completionsAt, type QueryCompletion } from "#shared/domain/query/complete-query.ts";
import { quoted } from "#shared/domain/query/print-query.ts";
import type { QueryOption } from "./query-option.ts";
import { queryTexts } from "./query-texts.ts";
import { type SuggestedValue, useSuggestedValues } from "./use-suggested-values.ts";

interface QueryOptions {
  readonly options: readonly QueryOption[];
  /** Tab takes the first: the cursor is past a field's name, so that this can be no plain word. */
  readonly mayTabAccept: boolean;
}

const maxOptions = 10;
/** Of a plain word's first letter nobody wants to hear. */
const minWordLength = 2;

/** What to offer at the cursor of a query; nothing while `text` is null. */
export function useQueryOptions(
  text: string | null,
  caret: number,
  idleOptions: readonly QueryOption[],
): QueryOptions {
  const completions = useMemo(
    () => (text === null || text.trim() === "" ? null : completionsAt(text, caret)),
    [text, caret],
  );
  const wanted = completions?.values ?? null;
  const values = useSuggestedValues(wanted?.field ?? null, wanted?.prefix ?? "");
  return useMemo(() => {
    if (text === null) return nothing;
    if (completions === null)
      return { options: text === "" ? idleOptions : nothing.options, mayTabAccept: false };
    const { from, to, items } = completions;
    const place = { from, to };
    if (wanted !== null) return { options: valueOptions(values, place, text), mayTabAccept: true };
    const isWord = items.some(({ kind }) => kind === "field" || kind === "operator");
    if (isWord && to - from < minWordLength) return nothing;
    return {
      options: items.slice(0, maxOptions).map((item) => completionOption(item, place)),
      mayTabAccept: !isWord,
    };
  }, [text, completions, wanted, values, idleOptions]);
}

const nothing: QueryOptions = { options: [], mayTabAccept: false };

interface Place {
  readonly from: number;
  readonly to: number;
}

function completionOption(item: QueryCompletion, place: Place): QueryOption {
  const isField = item.kind === "field" || item.kind === "operator" || item.kind === "filter";
  return {
    ...place,
    key: `${item.kind} ${item.insert}`,
    kind: isField ? "field" : "value",
    label: item.kind === "field" ? item.insert : item.label,
    hint: item.help,
    // What is complete is followed by the next word.
    text: isField ? item.insert : `${item.insert} `,
  };
}

function valueOptions(
  values: readonly SuggestedValue[],
  place: Place,
  text: string,
): readonly QueryOption[] {
  const isInList = /[:=]\([^)]*$/u.test(text.slice(0, place.from));
  return values.map(({ value, songs }) => ({
    ...place,
    key: `value ${value}`,
    kind: "value",
    label: value,
    hint: queryTexts.songs(songs),
    text: isInList ? quoted(value) : `${quoted(value)} `,
  }));
}
