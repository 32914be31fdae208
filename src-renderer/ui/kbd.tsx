import type { ReactNode } from "react";
import { keyCaps } from "#renderer/lib/keys.ts";
import css from "./kbd.module.css";

export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return <kbd className={css["kbd"]}>{children}</kbd>;
}

/** A combination as keys: `Mod+L` shows Ctrl L, or ⌘ L on a Mac. */
export function KeyCaps({ keys }: { readonly keys: string }): ReactNode {
  return <Kbd>{keyCaps(keys).join(" ")}</Kbd>;
}
