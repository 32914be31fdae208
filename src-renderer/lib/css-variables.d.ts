import "react";

declare module "react" {
  /** Style attributes may set CSS variables. */
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
