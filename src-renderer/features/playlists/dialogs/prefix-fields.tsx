import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { playlistTexts } from "../playlists-texts.ts";
import css from "./import-dialog.module.css";

const say = playlistTexts.importing;

export interface Prefix {
  readonly id: number;
  readonly from: string;
  readonly to: string;
}

/** What main takes: the pairs that say something. */
export function prefixMapOf(prefixes: readonly Prefix[]): { from: string; to: string }[] {
  return prefixes
    .map(({ from, to }) => ({ from: from.trim(), to: to.trim() }))
    .filter(({ from }) => from !== "");
}

const most = 20;

/** Beginnings of paths and what they are on this computer. */
export function PrefixFields(props: {
  readonly prefixes: readonly Prefix[];
  readonly onChange: (prefixes: readonly Prefix[]) => void;
}): ReactNode {
  const { prefixes, onChange } = props;
  const set = (at: number, change: Partial<Prefix>): void =>
    onChange(prefixes.map((prefix, index) => (index === at ? { ...prefix, ...change } : prefix)));
  return (
    <div className={css["prefixes"]}>
      {prefixes.map(({ id, from, to }, index) => (
        <div key={id} className={css["prefix"]}>
          <TextField
            label={say.from}
            placeholder={say.fromPlaceholder}
            value={from}
            onChange={(event) => set(index, { from: event.target.value })}
          />
          <TextField
            label={say.to}
            placeholder={say.toPlaceholder}
            value={to}
            onChange={(event) => set(index, { to: event.target.value })}
          />
          {prefixes.length > 1 && (
            <IconButton
              label={say.removePrefix}
              onClick={() => onChange(prefixes.filter((_, at) => at !== index))}
            >
              <X />
            </IconButton>
          )}
        </div>
      ))}
      {prefixes.length < most && (
        <Button
          size="small"
          variant="quiet"
          icon={<Plus />}
          onClick={() =>
            onChange([...prefixes, { id: (prefixes.at(-1)?.id ?? 0) + 1, from: "", to: "" }])
          }
        >
          {say.addPrefix}
        </Button>
      )}
    </div>
  );
}
