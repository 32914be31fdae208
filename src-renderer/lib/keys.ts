/** The keyboard map as data: one place says what a key does, and the `?` page is made from it. */
export interface Shortcut {
  /** `Mod` is Ctrl, or Command on a Mac. Several spellings may do the same. */
  readonly keys: readonly string[];
  readonly label: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

const isMac = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/u.test(navigator.userAgent);

type KeyLike = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** True when `event` is the combination written as `Mod+Shift+ArrowUp`, `?`, `Alt+Enter`, `Mod+1`. */
export function matchesKey(event: KeyLike, combination: string, mac: boolean = isMac): boolean {
  const parts = combination.split("+");
  const key = parts.pop() ?? "";
  const wants = (modifier: string): boolean => parts.includes(modifier);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== wants("Mod") || other || event.altKey !== wants("Alt")) return false;
  // Signs such as `?` need Shift on some keyboards and not on others: the sign decides.
  const isSign = key.length === 1 && !/[a-z0-9 ]/iu.test(key);
  if (!isSign && event.shiftKey !== wants("Shift")) return false;
  return event.key.toLowerCase() === (key === "Space" ? " " : key.toLowerCase());
}

export function matchesAnyKey(event: KeyLike, combinations: readonly string[]): boolean {
  return combinations.some((combination) => matchesKey(event, combination));
}

/** True while typing into a field, or with a menu or dialog open: single keys then belong to that. */
export function isTypingTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !["button", "checkbox", "radio", "range", "submit"].includes(target.type);
}

const names: Readonly<Record<string, string>> = {
  Mod: isMac ? "⌘" : "Ctrl",
  Alt: isMac ? "⌥" : "Alt",
  Shift: isMac ? "⇧" : "Shift",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Escape: "Esc",
};

/** The caps of a combination, for showing: `["Ctrl", "L"]`. */
export function keyCaps(combination: string): readonly string[] {
  return combination
    .split("+")
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
