/** Bytes `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header against a resource of `sizeBytes` (RFC 9110 section 14).
 *
 * @returns the range; `"all"` when there is none, or one that a server is to ignore (another unit, several ranges, not a
 *   range at all); `"unsatisfiable"` when it lies outside the resource
 */
export function parseRange(
  header: string | null,
  sizeBytes: number,
): ByteRange | "all" | "unsatisfiable" {
  const match = header === null ? null : /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header);
  if (match === null) return "all";
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return "all";
  if (first === "") return suffix(Number(last), sizeBytes);
  const start = Number(first);
  if (last !== "" && Number(last) < start) return "all";
  if (start >= sizeBytes) return "unsatisfiable";
  return { start, end: last === "" ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) };
}

function suffix(lengthBytes: number, sizeBytes: number): ByteRange | "unsatisfiable" {
  if (lengthBytes === 0 || sizeBytes === 0) return "unsatisfiable";
  return { start: Math.max(0, sizeBytes - lengthBytes), end: sizeBytes };
}
