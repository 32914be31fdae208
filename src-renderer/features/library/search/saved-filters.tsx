import { ListPlus, Star, X } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import type { SavedFilter } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { findQueryProblem } from "#renderer/lib/query-language.ts";
import { texts } from "#renderer/lib/texts.ts";
import { showError, showToast } from "#renderer/lib/toasts.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { QueryText } from "#renderer/ui/query-field/query-text.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import css from "./search.module.css";
import { searchTexts } from "./search-texts.ts";

interface SavedFiltersProps {
  readonly query: string;
  readonly filters: readonly SavedFilter[];
  readonly onSearch: (query: string) => void;
  /** Makes a smart playlist of the search. */
  readonly onMakeSmart: (query: string) => void;
}

/** The star beside the search: keeps a search under a name, and lists those that are kept. */
export function SavedFilters(props: SavedFiltersProps): ReactNode {
  const { query, filters, onSearch, onMakeSmart } = props;
  const [isOpen, setOpen] = useState(false);
  const current = filters.find((filter) => filter.query === query.trim());
  const canSave = query.trim() !== "" && findQueryProblem(query) === null;
  return (
    <Popover
      label={searchTexts.saved}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          size="small"
          label={searchTexts.saved}
          isPressed={current !== undefined}
          className={css["star"]}
        >
          <Star fill={current === undefined ? "none" : "currentColor"} />
        </IconButton>
      }
    >
      {canSave && current === undefined && (
        <SaveForm query={query.trim()} onSaved={() => setOpen(false)} />
      )}
      <h3 className={css["heading"]}>{searchTexts.saved}</h3>
      {filters.length === 0 && <p className={css["hint"]}>{searchTexts.noneSaved}</p>}
      <ul className={css["filters"]}>
        {filters.map((filter) => (
          <li key={filter.uuid}>
            <button
              type="button"
              className={css["filter"]}
              aria-label={searchTexts.open(filter.name)}
              onClick={() => {
                setOpen(false);
                onSearch(filter.query);
              }}
            >
              <span>{filter.name}</span>
              <span className={css["query"]}>
                <QueryText text={filter.query} />
              </span>
            </button>
            <IconButton
              size="small"
              hasTooltip={false}
              label={searchTexts.remove(filter.name)}
              onClick={() => void deleteFilter(filter)}
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
      {canSave && (
        <Button
          size="small"
          variant="quiet"
          icon={<ListPlus />}
          onClick={() => {
            setOpen(false);
            onMakeSmart(query.trim());
          }}
        >
          {searchTexts.makeSmart}
        </Button>
      )}
    </Popover>
  );
}

interface SaveFormProps {
  readonly query: string;
  readonly onSaved: () => void;
}

function SaveForm({ query, onSaved }: SaveFormProps): ReactNode {
  const [name, setName] = useState("");

  function save(event: FormEvent): void {
    event.preventDefault();
    if (name.trim() === "") return;
    request("filters.save", { name: name.trim(), query }).then(({ filter }) => {
      showToast({ message: searchTexts.savedToast(filter.name), tone: "good", durationMs: 4000 });
      onSaved();
    }, showError);
  }

  return (
    <form className={css["save"]} onSubmit={save}>
      <TextField
        label={searchTexts.saveAs}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" variant="primary" disabled={name.trim() === ""}>
        {searchTexts.save}
      </Button>
    </form>
  );
}

async function deleteFilter({ uuid, name }: SavedFilter): Promise<void> {
  try {
    const { changeUuid } = await request("filters.delete", { uuid });
    if (changeUuid === null) return;
    showToast({
      message: searchTexts.deletedToast(name),
      action: {
        label: texts.common.undo,
        run: () => void request("journal.undo", { uuid: changeUuid }).catch(showError),
      },
    });
  } catch (error) {
    showError(error);
  }
}
