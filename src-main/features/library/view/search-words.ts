import { foldForSearch } from "#shared/domain/library/sort-key.ts";

/**
 * What a typed query asks for: every word, in any order, anywhere in the song's text; words inside double quotes stay
 * together. Folded like the text that is looked through. An unclosed quote reaches to the end, since the person is
 * still typing.
 */
export function searchWords(query: string): string[] {
  const words = new Set<string>();
  for (const match of query.matchAll(/["“”„]([^"“”„]*)(?:["“”„]|$)|[^\s"“”„]+/gu)) {
    const word = foldForSearch(match[1] ?? match[0]);
    if (word !== "" && word !== '"') words.add(word);
  }
  // A word inside another one asks for nothing more.
  const all = [...words];
  return all.filter((word) => !all.some((other) => other !== word && other.includes(word)));
}

/** True when whatever is found by `next` was also found by `former`. */
export function narrows(former: readonly string[], next: readonly string[]): boolean {
  return former.every((word) => next.some((other) => other.includes(word)));
}
