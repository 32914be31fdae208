import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/**
 * Answers a page's own files from the renderer's build. Paths without an extension are routes of the page and get
 * `index.html`; nothing outside `folder` is ever read.
 *
 * @param pathname of the URL, still percent-encoded
 */
export async function serveStatic(
  folder: string,
  pathname: string,
  headers: Record<string, string>,
): Promise<Response> {
  const relative = safeRelative(pathname);
  if (relative === null) return new Response("Bad path", { status: 400, headers });
  const file = extname(relative) === "" ? "index.html" : relative;
  const contentType = contentTypes[extname(file).toLowerCase()];
  const path = join(folder, file);
  const found = await stat(path).catch(() => null);
  if (contentType === undefined || found === null || !found.isFile()) {
    return new Response("Not found", { status: 404, headers });
  }
  // Built files carry a hash in their name; the page itself must always be asked for anew.
  const cacheControl = file.startsWith(`assets${sep}`)
    ? "public, max-age=31536000, immutable"
    : "no-cache";
  return new Response(new Uint8Array(await readFile(path)), {
    headers: { ...headers, "Content-Type": contentType, "Cache-Control": cacheControl },
  });
}

function safeRelative(pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  const relative = normalize(decoded).replace(/^[/\\]+/, "");
  return relative.split(/[/\\]/).includes("..") ? null : relative;
}
