import type { ReactNode } from "react";
import css from "./page-header.module.css";

interface PageHeaderProps {
  readonly title: string;
  /** Counts and sums beside the title. */
  readonly summary?: ReactNode;
  /** Buttons at the right, the main one last. */
  readonly actions?: ReactNode;
}

export function PageHeader({ title, summary, actions }: PageHeaderProps): ReactNode {
  return (
    <header className={css["header"]}>
      <h1 className={css["title"]}>{title}</h1>
      {summary !== undefined && <p className={css["summary"]}>{summary}</p>}
      <div className={css["space"]} />
      {actions}
    </header>
  );
}
