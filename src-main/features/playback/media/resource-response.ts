import { type ByteRange, parseRange } from "./byte-range.ts";

/** Bytes that can be asked for whole or in part. */
export interface Resource {
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Strong: the same tag means the same bytes. With its quotes. */
  readonly etag: string;
  readonly cacheControl: string;
  /** Epoch milliseconds, where the bytes have a date of their own. */
  readonly lastModifiedMs?: number;
  read(range: ByteRange): ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>;
}

/** Media is for Segue's own page and is what its type says. */
const guardHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

/** Answers GET and HEAD with validators and a single range (RFC 9110 sections 13 and 14). */
export function respondWith(request: Request, resource: Resource): Response {
  const { sizeBytes } = resource;
  const headers = resourceHeaders(resource);
  if (isNotModified(request, resource)) return new Response(null, { status: 304, headers });
  const wanted = rangeApplies(request, resource) ? request.headers.get("Range") : null;
  const range = parseRange(wanted, sizeBytes);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range === "all" ? { start: 0, end: sizeBytes } : range;
  headers.set("Content-Type", resource.contentType);
  headers.set("Content-Length", String(end - start));
  if (range !== "all") headers.set("Content-Range", `bytes ${start}-${end - 1}/${sizeBytes}`);
  const hasBody = request.method !== "HEAD" && end > start;
  const body = hasBody ? resource.read({ start, end }) : null;
  return new Response(body, { status: range === "all" ? 200 : 206, headers });
}

/** A failure in one sentence. */
export function refuseWith(
  status: number,
  sentence: string,
  extra: Readonly<Record<string, string>> = {},
): Response {
  const headers = new Headers({
    ...guardHeaders,
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    ...extra,
  });
  return new Response(sentence, { status, headers });
}

function resourceHeaders(resource: Resource): Headers {
  const headers = new Headers({
    ...guardHeaders,
    "Accept-Ranges": "bytes",
    "Cache-Control": resource.cacheControl,
    ETag: resource.etag,
  });
  if (resource.lastModifiedMs !== undefined)
    headers.set("Last-Modified", new Date(resource.lastModifiedMs).toUTCString());
  return headers;
}

function isNotModified(request: Request, resource: Resource): boolean {
  const tags = request.headers.get("If-None-Match");
  if (tags !== null) {
    return tags
      .split(",")
      .map((tag) => tag.trim())
      .some((tag) => tag === "*" || tag.replace(/^W\//, "") === resource.etag);
  }
  const since = request.headers.get("If-Modified-Since");
  if (since === null || resource.lastModifiedMs === undefined) return false;
  const sinceMs = Date.parse(since);
  return !Number.isNaN(sinceMs) && wholeSeconds(resource.lastModifiedMs) <= sinceMs;
}

/** With If-Range a part is sent only when the caller's other parts are of the same bytes. */
function rangeApplies(request: Request, resource: Resource): boolean {
  const condition = request.headers.get("If-Range")?.trim();
  if (condition === undefined) return true;
  if (condition.startsWith('"')) return condition === resource.etag;
  // A weak tag never matches; a date must be the very one that was sent.
  if (resource.lastModifiedMs === undefined) return false;
  return Date.parse(condition) === wholeSeconds(resource.lastModifiedMs);
}

function wholeSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}
