import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useLocation, useSearchParams } from "wouter";
import { UndoButtons } from "#renderer/features/journal/index.ts";
import { SearchBox } from "#renderer/features/library/search/index.ts";
import { openRuleBuilder } from "#renderer/features/playlists/smart/index.ts";
import { searchFieldId } from "#renderer/lib/search-focus.ts";
import { texts } from "#renderer/lib/texts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import css from "./top-bar.module.css";

export function TopBar(): ReactNode {
  return (
    <div className={css["top"]}>
      <IconButton label={texts.navigation.back} onClick={() => history.back()}>
        <ChevronLeft />
      </IconButton>
      <IconButton label={texts.navigation.forward} onClick={() => history.forward()}>
        <ChevronRight />
      </IconButton>
      <SearchField />
      <div className={css["undo"]}>
        <UndoButtons />
      </div>
    </div>
  );
}

/** The query is the address (`#/songs?q=moon`): reload, Back and links keep it. Typing replaces, so Back leaves the search. */
function SearchField(): ReactNode {
  const [path, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const query = path === "/songs" ? (parameters.get("q") ?? "") : "";

  function search(text: string): void {
    const isAlready = path === "/songs" && query !== "";
    navigate(text === "" ? "/songs" : `/songs?q=${encodeURIComponent(text)}`, {
      replace: isAlready,
    });
  }

  return (
    <search id={searchFieldId} className={css["search"]}>
      <SearchBox
        query={query}
        onSearch={search}
        onLeave={focusList}
        onMakeSmart={(text) => openRuleBuilder({ query: text })}
      />
    </search>
  );
}

/** From the field down into whatever list the page shows. */
function focusList(): void {
  document.querySelector<HTMLElement>("#page [data-page-focus]")?.focus();
}
