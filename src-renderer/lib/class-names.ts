/** Joins the class names that hold: `classNames(css["row"], isOn && css["on"])`. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
