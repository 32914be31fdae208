import { useUiState } from "#renderer/lib/ui-state.ts";

const maxRecent = 8;

interface RecentSearches {
  readonly recent: readonly string[];
  /** Remembers a search that the person meant: sent with Enter, or followed into the list. */
  readonly remember: (query: string) => void;
}

/** The latest searches of this profile, newest first. */
export function useRecentSearches(): RecentSearches {
  const [recent, change] = useUiState("search.recent", sanitiseRecent);
  return {
    recent,
    remember(query) {
      const text = query.trim();
      if (text !== "" && recent[0] !== text)
        change((former) => [text, ...former.filter((other) => other !== text)].slice(0, maxRecent));
    },
  };
}

export function sanitiseRecent(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return [];
  return stored
    .filter((entry): entry is string => typeof entry === "string" && entry.trim() !== "")
    .slice(0, maxRecent);
}
