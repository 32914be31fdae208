import { foldForSearch } from "#shared/domain/library/sort-key.ts";

/** Texts as the search compares them, folded; those left out that ask for nothing more than others do. */
export function fewestWords(texts: readonly string[]): string[] {
  const words = [...new Set(texts.map((text) => foldForSearch(text)))].filter(
    (word) => word !== "",
  );
  // A word inside another one asks for nothing more.
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}

/** True when whatever is found by `next` was also found by `former`. */
export function narrows(former: readonly string[], next: readonly string[]): boolean {
  return former.every((word) => next.some((other) => other.includes(word)));
}
