import type { ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import css from "./rail.module.css";

export function Brand(): ReactNode {
  return (
    <div className={css["brand"]}>
      <span className={css["mark"]} aria-hidden="true">
        <svg viewBox="0 0 16 16" fill="none" strokeLinecap="round">
          <path d="M3 11c3 0 3-6 5-6s2 6 5 6" />
        </svg>
      </span>
      <span className={css["name"]}>{texts.appName}</span>
    </div>
  );
}
