import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "#renderer/ui/button.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { smartTexts } from "../smart-texts.ts";
import { usePlaylistNames } from "../use-playlist-names.ts";
import css from "./builder.module.css";

interface PlaylistValuesProps {
  /** Uuids; or names, where a query was typed. */
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** The playlists a rule refers to, by name on the screen and by uuid in the rule. */
export function PlaylistValues({ values, onChange }: PlaylistValuesProps): ReactNode {
  const { playlists, nameOf } = usePlaylistNames();
  const others = playlists.filter(
    (playlist) => !values.includes(playlist.uuid) && !values.includes(playlist.name),
  );
  return (
    <span className={css["playlists"]}>
      {values.map((value) => (
        <span key={value} className={css["playlist"]}>
          {nameOf(value)}
          <IconButton
            size="small"
            hasTooltip={false}
            label={smartTexts.removeValue(nameOf(value))}
            onClick={() => onChange(values.filter((other) => other !== value))}
          >
            <X />
          </IconButton>
        </span>
      ))}
      {others.length > 0 && (
        <Select
          label={smartTexts.value}
          value=""
          options={[
            { value: "", label: smartTexts.choosePlaylist },
            ...others.map(({ uuid, name }) => ({ value: uuid, label: name })),
          ]}
          onChange={(uuid) => uuid !== "" && onChange([...values, uuid])}
        />
      )}
      {others.length === 0 && values.length === 0 && (
        <span className={css["word"]}>{smartTexts.noPlaylists}</span>
      )}
    </span>
  );
}
