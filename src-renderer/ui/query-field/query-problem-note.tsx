import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import type { QueryProblem } from "#renderer/lib/query-language.ts";
import css from "./query-field.module.css";
import { QueryText } from "./query-text.tsx";

interface QueryProblemNoteProps {
  readonly id: string;
  readonly text: string;
  readonly problem: QueryProblem;
  /** Hidden from sight it still describes the field to screen readers. */
  readonly isShown: boolean;
}

/** Says where a query cannot be read and why. What was found before stays on the page. */
export function QueryProblemNote({ id, text, problem, isShown }: QueryProblemNoteProps): ReactNode {
  return (
    <div className={isShown ? css["note"] : css["hidden"]}>
      <CircleAlert aria-hidden="true" />
      <div>
        <p id={id} role="alert">
          {problem.message}
        </p>
        <p aria-hidden="true" className={classNames(css["where"])}>
          <QueryText text={text} problem={problem} />
        </p>
      </div>
    </div>
  );
}
