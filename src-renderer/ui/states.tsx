import { CircleAlert } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { texts } from "#renderer/lib/texts.ts";
import { Button } from "./button.tsx";
import css from "./states.module.css";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly body?: ReactNode;
  /** At most one main button. */
  readonly action?: ReactNode;
}

/** What a page shows when there is nothing: what it is for, and one way on. */
export function EmptyState({ icon, title, body, action }: EmptyStateProps): ReactNode {
  return (
    <div className={css["state"]}>
      {icon !== undefined && <div className={css["icon"]}>{icon}</div>}
      <h2 className={css["title"]}>{title}</h2>
      {body !== undefined && <p className={css["body"]}>{body}</p>}
      {action !== undefined && <div className={css["action"]}>{action}</div>}
    </div>
  );
}

interface ErrorStateProps {
  readonly title?: string;
  readonly message: string;
  readonly onRetry?: () => void;
}

export function ErrorState({
  title = texts.errors.loadFailed,
  message,
  onRetry,
}: ErrorStateProps): ReactNode {
  return (
    <div className={css["state"]} role="alert">
      <div className={classNames(css["icon"], css["bad"])}>
        <CircleAlert />
      </div>
      <h2 className={css["title"]}>{title}</h2>
      <p className={css["body"]}>{message}</p>
      {onRetry !== undefined && (
        <div className={css["action"]}>
          <Button onClick={onRetry}>{texts.errors.retry}</Button>
        </div>
      )}
    </div>
  );
}

/** A grey shape where content is coming. */
export function Skeleton({
  width,
  height = 10,
  className,
}: {
  readonly width: CSSProperties["width"];
  readonly height?: CSSProperties["height"];
  readonly className?: string;
}): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={classNames(css["skeleton"], className)}
      style={{ width, height }}
    />
  );
}

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while the amount is not known. */
  readonly value: number | null;
}

export function ProgressBar({ label, value }: ProgressBarProps): ReactNode {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { "aria-valuenow": percent })}
      className={classNames(css["progress"], percent === null && css["unknown"])}
    >
      <i style={percent === null ? undefined : { width: `${percent}%` }} />
    </div>
  );
}
