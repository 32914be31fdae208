import { FileCheck, FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { texts } from "#renderer/lib/texts.ts";
import { Button } from "./button.tsx";
import css from "./file-choice.module.css";

const say = texts.files;

interface FileChoiceProps {
  readonly file: File | null;
  /** What the name may end in, with the dot. */
  readonly endings: readonly string[];
  /** The sentence for a file with another ending. */
  readonly wrongKind: string;
  readonly onChoose: (file: File) => void;
  readonly onProblem: (problem: string | null) => void;
}

/** One file of this computer: chosen in the system's dialog or dropped. */
export function FileChoice(props: FileChoiceProps): ReactNode {
  const { file, endings, wrongKind, onChoose, onProblem } = props;
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);

  function take(chosen: File | undefined): void {
    if (chosen === undefined) return;
    const isKnown = endings.some((ending) => chosen.name.toLowerCase().endsWith(ending));
    onProblem(isKnown ? null : wrongKind);
    if (isKnown) onChoose(chosen);
  }
  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }

  return (
    <div
      role="presentation"
      className={classNames(css["drop"], isOver && css["over"])}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <input
        ref={input}
        type="file"
        accept={endings.join(",")}
        aria-label={say.choose}
        hidden
        onChange={(event) => take(event.target.files?.[0])}
      />
      {file === null ? <FileUp aria-hidden="true" /> : <FileCheck aria-hidden="true" />}
      {file !== null && <b className={css["file"]}>{file.name}</b>}
      <Button size="small" data-autofocus onClick={() => input.current?.click()}>
        {file === null ? say.choose : say.chooseAnother}
      </Button>
      {file === null && <span className={css["or"]}>{say.drop}</span>}
    </div>
  );
}
