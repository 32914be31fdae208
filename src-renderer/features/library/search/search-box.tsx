import { Search, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useSearchProblem } from "#renderer/lib/search-problem.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { KeyCaps } from "#renderer/ui/kbd.tsx";
import { QueryField } from "#renderer/ui/query-field/query-field.tsx";
import type { QueryOption } from "#renderer/ui/query-field/query-option.ts";
import { SavedFilters } from "./saved-filters.tsx";
import { SearchHelp } from "./search-help.tsx";
import { searchTexts } from "./search-texts.ts";
import { useRecentSearches } from "./use-recent-searches.ts";

interface SearchBoxProps {
  readonly query: string;
  /** Searches as it is typed. */
  readonly onSearch: (query: string) => void;
  /** Into the list: Enter, Down, or Escape from the empty field. */
  readonly onLeave: () => void;
  readonly onMakeSmart: (query: string) => void;
}

/** The search of the top bar: a query field with recent and saved searches and help. */
export function SearchBox({ query, onSearch, onLeave, onMakeSmart }: SearchBoxProps): ReactNode {
  const { recent, remember } = useRecentSearches();
  const saved = useResource("filters.list", {}, ["filters.changed"]).value?.filters;
  const filters = useMemo(() => saved ?? [], [saved]);
  const problem = useSearchProblem(query);
  const idleOptions = useMemo((): readonly QueryOption[] => {
    const place = { from: 0, to: 0, isWhole: true } as const;
    return [
      ...filters.map(({ uuid, name, query: text }): QueryOption => ({
        ...place,
        key: `saved ${uuid}`,
        kind: "saved",
        label: name,
        hint: text,
        text,
      })),
      ...recent
        .filter((text) => !filters.some((filter) => filter.query === text))
        .map((text): QueryOption => ({
          ...place,
          key: `recent ${text}`,
          kind: "recent",
          label: text,
          text,
        })),
    ];
  }, [filters, recent]);

  return (
    <QueryField
      label={searchTexts.label}
      isLabelHidden
      placeholder={searchTexts.placeholder}
      icon={<Search aria-hidden="true" />}
      value={query}
      idleOptions={idleOptions}
      serverProblem={problem}
      onChange={onSearch}
      onSubmit={(text) => {
        remember(text);
        onLeave();
      }}
      onLeave={() => {
        remember(query);
        onLeave();
      }}
      trailing={
        <>
          {query === "" ? (
            <KeyCaps keys="Mod+L" />
          ) : (
            <IconButton
              size="small"
              hasTooltip={false}
              label={searchTexts.clear}
              onClick={() => onSearch("")}
            >
              <X />
            </IconButton>
          )}
          <SavedFilters
            query={query}
            filters={filters}
            onSearch={onSearch}
            onMakeSmart={onMakeSmart}
          />
          <SearchHelp onTry={onSearch} />
        </>
      }
    />
  );
}
