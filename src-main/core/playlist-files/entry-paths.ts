/** Rewrites the beginning of paths in a playlist from another computer. */
export interface PrefixMapping {
  readonly from: string;
  readonly to: string;
}

/** True for an entry on the network (`http:`, `rtsp:` ...): nothing that could lie on a disk. */
export function isNetworkEntry(entry: string): boolean {
  // One letter before the colon is a drive of Windows.
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(entry) && !/^file:/i.test(entry);
}

/**
 * The paths that an entry may mean, the likeliest first: as written, with `%20` and the like read, and with the backslashes
 * of Windows as slashes where `separator` is a slash.
 */
export function pathsOfEntry(entry: string, separator: "/" | "\\"): string[] {
  const isUrl = /^file:/i.test(entry);
  const written = isUrl ? pathOfFileUrl(entry, separator) : [entry];
  const spellings = [...written, ...written.flatMap((path) => decoded(path) ?? [])];
  const slashed =
    separator === "/" ? spellings.map((path) => path.replaceAll("\\", "/")) : spellings;
  return [...new Set([...spellings, ...slashed])];
}

/**
 * The absolute paths, and relative ones where no folder is known, that an entry may mean on this computer: those that a
 * mapping gives come first. Nothing is looked up.
 *
 * @param baseFolder where relative entries start; null: unknown
 */
export function candidatePaths(
  entry: string,
  options: {
    readonly separator: "/" | "\\";
    readonly baseFolder: string | null;
    readonly prefixMap: readonly PrefixMapping[];
  },
): string[] {
  if (isNetworkEntry(entry)) return [];
  const { separator, baseFolder, prefixMap } = options;
  const written = pathsOfEntry(entry, separator);
  const found = new Set<string>();
  for (const path of written) {
    const resolved = isAbsolute(path) || baseFolder === null ? path : `${baseFolder}/${path}`;
    for (const mapping of prefixMap) {
      const mapped = remapped(path, mapping) ?? remapped(resolved, mapping);
      if (mapped !== null) found.add(normalised(mapped, separator));
    }
  }
  for (const path of written) {
    const resolved = isAbsolute(path) || baseFolder === null ? path : `${baseFolder}/${path}`;
    found.add(normalised(resolved, separator));
  }
  return [...found];
}

/** `/x`, `C:\x`, `\\server\share`. */
export function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[a-z]:[/\\])/i.test(path);
}

/** The parts of a path that a folder or file is named by; drive and server apart. */
export function segmentsOf(path: string): string[] {
  return path.split(/[/\\]+/).filter((segment) => segment !== "" && segment !== ".");
}

/** `from` itself, or what lies below it. Windows does not tell case apart. */
function remapped(path: string, { from, to }: PrefixMapping): string | null {
  const prefix = slashes(/^file:/i.test(from) ? (pathOfFileUrl(from, "/")[0] ?? from) : from);
  const plain = slashes(path).replace(/^\/(?=[a-z]:)/i, "");
  const start = prefix.replace(/^\/(?=[a-z]:)/i, "").replace(/\/+$/, "");
  const isWindows = /^[a-z]:|^\/\//i.test(start);
  const head = plain.slice(0, start.length);
  const isSame = isWindows ? head.toLowerCase() === start.toLowerCase() : head === start;
  const rest = plain.slice(start.length);
  if (!isSame || (rest !== "" && !rest.startsWith("/"))) return null;
  return `${to.replace(/[/\\]+$/, "")}${rest}`;
}

function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}

/** Without `.` and `..`, with this system's separator. */
function normalised(path: string, separator: "/" | "\\"): string {
  const roots = separator === "/" ? /^(?:\/\/?|[a-z]:[/\\])/i : /^(?:[/\\]{1,2}|[a-z]:[/\\]?)/i;
  const root = roots.exec(path)?.[0] ?? "";
  const isForeign = separator === "/" && /^[a-z]:/i.test(root);
  const parts: string[] = [];
  // On POSIX a backslash may be part of a name; a spelling with slashes is a candidate of its own.
  const rest = path.slice(root.length);
  for (const part of separator === "/" && !isForeign ? rest.split("/") : rest.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || root === "") parts.push(part);
  }
  return (separator === "/" ? root : root.replaceAll("/", "\\")) + parts.join(separator);
}

/** `file:///home/x`, `file://localhost/home/x`, `file:/home/x`, `file:///C:/x`, `file://server/share` (Windows). */
function pathOfFileUrl(url: string, separator: "/" | "\\"): string[] {
  const rest = url.slice("file:".length);
  const match = /^\/\/([^/]*)(\/.*)$/s.exec(rest);
  const host = match?.[1] ?? "";
  const path = decoded(match?.[2] ?? rest) ?? match?.[2] ?? rest;
  const isOtherHost = host !== "" && host.toLowerCase() !== "localhost";
  if (separator === "/") return [isOtherHost ? `//${host}${path}` : path];
  if (isOtherHost) return [`\\\\${host}${path.replaceAll("/", "\\")}`];
  return [path.replace(/^\/+(?=[a-z]:)/i, "").replaceAll("/", "\\")];
}

/** With `%xx` read; null where that changes nothing or is no valid text. */
export function decoded(path: string): string | null {
  if (!path.includes("%")) return null;
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that is just one.
    return null;
  }
}

/** An absolute path as a `file:` URL: what the grammar of URIs does not take is percent-encoded. */
export function fileUrlOf(path: string): string {
  const isShare = /^\\\\|^\/\//.test(path);
  const isWindows = isShare || /^[a-z]:[/\\]/i.test(path);
  const parts = path.toWellFormed().split(isWindows ? /[/\\]/ : "/");
  const encoded = encodedParts(parts).join("/");
  if (isShare) return `file:${encoded}`;
  // The colon of a drive stays one.
  return isWindows ? `file:///${encoded.replace(/^([a-z])%3A/i, "$1:")}` : `file://${encoded}`;
}

/** A relative path as a URI reference. */
export function relativeUriOf(path: string): string {
  const encoded = encodedParts(path.toWellFormed().split("/")).join("/");
  return encoded.split("/", 1)[0]?.includes(":") === true ? `./${encoded}` : encoded;
}

function encodedParts(parts: readonly string[]): string[] {
  return parts.map((part) =>
    encodeURIComponent(part).replaceAll(/%(?:2C|40|26|3D|2B|24)/g, unescaped),
  );
}

/** Characters a path may show as they are (RFC 3986, pchar). */
function unescaped(code: string): string {
  return decodeURIComponent(code);
}
