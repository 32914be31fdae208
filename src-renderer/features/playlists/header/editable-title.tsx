import { type ReactNode, useEffect, useRef, useState } from "react";
import { playlistTexts } from "../playlists-texts.ts";
import css from "./playlist-header.module.css";

const say = playlistTexts.head;

interface EditableTitleProps {
  readonly name: string;
  readonly canEdit: boolean;
  readonly onRename: (name: string) => void;
}

/** The name as the page's title; a click, Enter or F2 makes it a field. */
export function EditableTitle({ name, canEdit, onRename }: EditableTitleProps): ReactNode {
  const [text, setText] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isEditing = text !== null;
  useEffect(() => {
    if (!isEditing) return;
    field.current?.focus();
    field.current?.select();
  }, [isEditing]);

  function done(isKept: boolean): void {
    const trimmed = text?.trim() ?? "";
    setText(null);
    if (isKept && trimmed !== "" && trimmed !== name) onRename(trimmed);
  }

  if (!canEdit)
    return (
      <h1 className={css["title"]} title={name}>
        {name}
      </h1>
    );
  if (text === null)
    return (
      <h1 className={css["title"]} title={name}>
        <button
          type="button"
          className={css["name"]}
          aria-label={`${name}. ${say.rename}`}
          onClick={() => setText(name)}
          onKeyDown={(event) => event.key === "F2" && setText(name)}
        >
          {name}
        </button>
      </h1>
    );
  return (
    <input
      ref={field}
      className={css["field"]}
      aria-label={say.nameLabel}
      value={text}
      maxLength={255}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => done(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") done(true);
        else if (event.key === "Escape") done(false);
      }}
    />
  );
}
