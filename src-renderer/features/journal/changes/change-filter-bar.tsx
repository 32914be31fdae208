import { Search, X } from "lucide-react";
import type { ReactNode } from "react";
import { useIsAdmin, useProfile } from "#renderer/lib/profile.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { journalTexts } from "../journal-texts.ts";
import { type ChangeFilter, type KindGroup, kindGroups, times } from "./change-filter.ts";
import css from "./change-filter-bar.module.css";

const say = journalTexts.filter;
/** No profile's uuid. */
const everybody = "";
// The keys of a literal are of its own type.
const groups = Object.keys(kindGroups) as KindGroup[];

interface ChangeFilterBarProps {
  readonly filter: ChangeFilter;
  readonly onChange: (change: Partial<ChangeFilter>) => void;
}

/** What is shown of the changes. Only administrators can ask for one person's: others see their own and those of shared lists. */
export function ChangeFilterBar({ filter, onChange }: ChangeFilterBarProps): ReactNode {
  const isAdmin = useIsAdmin();
  return (
    <div className={css["bar"]} role="search" aria-label={say.text}>
      <TextField
        type="search"
        className={css["text"] ?? ""}
        label={say.text}
        isLabelHidden
        placeholder={say.textPlaceholder}
        icon={<Search aria-hidden="true" />}
        maxLength={200}
        value={filter.text}
        onChange={(event) => onChange({ text: event.target.value })}
        trailing={
          filter.text !== "" && (
            <IconButton
              size="small"
              hasTooltip={false}
              label={say.clear}
              onClick={() => onChange({ text: "" })}
            >
              <X />
            </IconButton>
          )
        }
      />
      <Select
        label={say.kind}
        value={filter.kind}
        options={groups.map((value) => ({ value, label: say.kinds[value] }))}
        onChange={(kind) => onChange({ kind })}
      />
      <Select
        label={say.when}
        value={filter.time}
        options={times.map((value) => ({ value, label: say.times[value] }))}
        onChange={(time) => onChange({ time })}
      />
      {isAdmin && <PersonFilter filter={filter} onChange={onChange} />}
    </div>
  );
}

function PersonFilter({ filter, onChange }: ChangeFilterBarProps): ReactNode {
  const own = useProfile();
  const { value } = useResource("users.list", {}, ["auth.changed"]);
  if (value === undefined || value.profiles.length < 2) return null;
  return (
    <Select
      label={say.person}
      value={filter.actorUuid ?? everybody}
      options={[
        { value: everybody, label: say.everybody },
        ...value.profiles.map(({ uuid, displayName }) => ({
          value: uuid,
          label: uuid === own?.uuid ? journalTexts.you : displayName,
        })),
      ]}
      onChange={(uuid) => onChange({ actorUuid: uuid === everybody ? null : uuid })}
    />
  );
}
