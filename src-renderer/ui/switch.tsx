import { Switch as Radix } from "radix-ui";
import type { ReactNode } from "react";
import css from "./switch.module.css";

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Switch({ label, isOn, onChange }: SwitchProps): ReactNode {
  return (
    <Radix.Root
      aria-label={label}
      checked={isOn}
      onCheckedChange={onChange}
      className={css["root"]}
    >
      <Radix.Thumb className={css["thumb"]} />
    </Radix.Root>
  );
}
