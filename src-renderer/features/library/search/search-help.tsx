import { CircleHelp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { flagNames, partNames, queryFields } from "#shared/domain/query/query-fields.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { QueryText } from "#renderer/ui/query-field/query-text.tsx";
import css from "./search.module.css";
import { searchExamples, searchTexts } from "./search-texts.ts";

/** What can be searched for, with examples to try. */
export function SearchHelp({ onTry }: { readonly onTry: (query: string) => void }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  function attempt(query: string): void {
    setOpen(false);
    onTry(query);
  }
  return (
    <Popover
      label={searchTexts.help}
      isOpen={isOpen}
      onOpenChange={setOpen}
      className={css["help"]}
      trigger={
        <IconButton size="small" label={searchTexts.help}>
          <CircleHelp />
        </IconButton>
      }
    >
      <p className={css["hint"]}>{searchTexts.helpLead}</p>
      <ul className={css["examples"]}>
        {searchExamples.map(([query, meaning]) => (
          <Example key={query} query={query} meaning={meaning} onTry={attempt} />
        ))}
      </ul>
      <h3 className={css["heading"]}>{searchTexts.helpFields}</h3>
      <ul className={css["examples"]}>
        {queryFields.map((field) => (
          <Example key={field.name} query={field.example} meaning={field.help} onTry={attempt} />
        ))}
      </ul>
      <h3 className={css["heading"]}>{searchTexts.helpFlags}</h3>
      <p className={css["words"]}>
        {[...flagNames.map((flag) => `is:${flag}`), ...partNames.map((part) => `has:${part}`)].map(
          (query) => (
            <button key={query} type="button" onClick={() => attempt(query)}>
              <QueryText text={query} />
            </button>
          ),
        )}
      </p>
    </Popover>
  );
}

interface ExampleProps {
  readonly query: string;
  readonly meaning: string;
  readonly onTry: (query: string) => void;
}

function Example({ query, meaning, onTry }: ExampleProps): ReactNode {
  return (
    <li>
      <button type="button" onClick={() => onTry(query)}>
        <code>
          <QueryText text={query} />
        </code>
        <span>{meaning.replaceAll("`", "")}</span>
      </button>
    </li>
  );
}
