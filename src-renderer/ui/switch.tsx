import { Switch as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import css from "./switch.module.css";

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
  /** For a switch in a table, whose name stands in its row and column. */
  readonly isLabelHidden?: boolean;
}

/** On or off, at once, with its name beside it. */
export function Switch(props: SwitchProps): ReactNode {
  const { label, isOn, onChange, isDisabled = false, isLabelHidden = false } = props;
  const id = useId();
  return (
    <span className={css["wrap"]}>
      <Radix.Root
        id={id}
        className={css["track"]}
        checked={isOn}
        disabled={isDisabled}
        onCheckedChange={onChange}
      >
        <Radix.Thumb className={css["thumb"]} />
      </Radix.Root>
      <label htmlFor={id} className={isLabelHidden ? css["hidden"] : css["label"]}>
        {label}
      </label>
    </span>
  );
}
