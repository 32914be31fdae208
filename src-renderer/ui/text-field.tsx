import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import css from "./text-field.module.css";

interface TextFieldProps extends Omit<ComponentProps<"input">, "id"> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly icon?: ReactNode;
  /** At the right inside the field: a key hint, a clear button. */
  readonly trailing?: ReactNode;
  readonly error?: string | undefined;
}

export function TextField({
  label,
  isLabelHidden = false,
  icon,
  trailing,
  error,
  className,
  ...rest
}: TextFieldProps): ReactNode {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className={classNames(css["wrap"], className)}>
      <label htmlFor={id} className={isLabelHidden ? css["hidden"] : css["label"]}>
        {label}
      </label>
      <div className={classNames(css["field"], error !== undefined && css["invalid"])}>
        {icon}
        <input
          id={id}
          className={css["input"]}
          autoComplete="off"
          spellCheck={false}
          {...(error === undefined ? {} : { "aria-invalid": true, "aria-describedby": errorId })}
          {...rest}
        />
        {trailing}
      </div>
      {error !== undefined && (
        <p id={errorId} role="alert" className={css["error"]}>
          {error}
        </p>
      )}
    </div>
  );
}
