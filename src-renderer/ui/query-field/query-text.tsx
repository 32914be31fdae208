import type { ReactNode } from "react";
import { highlightQuery, type QueryProblem } from "#renderer/lib/query-language.ts";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./query-field.module.css";

interface QueryTextProps {
  readonly text: string;
  readonly problem?: QueryProblem | null;
}

/** A query with its fields, operators and mistake told apart by colour. */
export function QueryText({ text, problem = null }: QueryTextProps): ReactNode {
  const spans = highlightQuery(text, problem);
  return spans.map((span) => (
    <span
      key={span.from}
      className={classNames(css[`part-${span.kind}`], span.isProblem && css["mistake"])}
    >
      {text.slice(span.from, span.to)}
    </span>
  ));
}
