import { ChevronLeft, ChevronRight, Search, X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useLocation, useSearchParams } from "wouter";
import { UndoButtons } from "#renderer/features/journal/index.ts";
import { searchFieldId } from "#renderer/lib/search-focus.ts";
import { texts } from "#renderer/lib/texts.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { KeyCaps } from "#renderer/ui/kbd.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
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

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === "Escape") {
      event.preventDefault();
      if (query === "") focusList();
      else search("");
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      focusList();
    }
  }

  return (
    <search id={searchFieldId} className={css["search"]}>
      <TextField
        type="search"
        label={texts.search.label}
        isLabelHidden
        placeholder={texts.search.placeholder}
        icon={<Search aria-hidden="true" />}
        maxLength={1000}
        value={query}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKeyDown}
        trailing={
          query === "" ? (
            <KeyCaps keys="Mod+L" />
          ) : (
            <IconButton
              size="small"
              hasTooltip={false}
              className={css["clear"]}
              label={texts.search.clear}
              onClick={() => search("")}
            >
              <X />
            </IconButton>
          )
        }
      />
    </search>
  );
}

/** From the field down into whatever list the page shows. */
function focusList(): void {
  document.querySelector<HTMLElement>("#page [data-page-focus]")?.focus();
}
