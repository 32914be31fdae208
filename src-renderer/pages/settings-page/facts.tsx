import type { ReactNode } from "react";
import css from "./facts.module.css";

/** Lines of a name and what it is, as settings and facts are listed. */
export function Facts({ children }: { readonly children: ReactNode }): ReactNode {
  return <dl className={css["facts"]}>{children}</dl>;
}

interface FactProps {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

export function Fact({ name, hint, children }: FactProps): ReactNode {
  return (
    <div className={css["fact"]}>
      <dt className={css["name"]}>
        {name}
        {hint !== undefined && <span className={css["hint"]}>{hint}</span>}
      </dt>
      <dd className={css["value"]}>{children}</dd>
    </div>
  );
}
