/** Signs that cannot be seen and change how what follows is shown: control characters, turned writing directions. */
const hiddenSigns = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** Whether all of a name can be seen. */
export function isPlainName(name: string): boolean {
  return name.search(hiddenSigns) === -1;
}

/** A name that somebody else wrote (a file, another program), with a space for what cannot be seen. */
export function plainName(name: string): string {
  return name.replaceAll(hiddenSigns, " ").trim();
}
