import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { AppError } from "#shared/errors/app-error.ts";
import { attachmentHeader } from "#shared/lib/file-name.ts";
import type { Visitor } from "#core/ipc/caller.ts";
import type { Transfers } from "./transfers.ts";

const guardHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
} as const;

/**
 * Answers `/transfers/<uuid>` with the file, to be saved and never shown, for nobody but its owner.
 * @returns null for every other address
 */
export function downloadTransfer(
  transfers: Transfers,
  request: Request,
  visitor: Visitor | undefined,
): Response | null {
  const uuid = /^\/transfers\/([\w-]+)$/.exec(new URL(request.url).pathname)?.[1];
  if (uuid === undefined) return null;
  if (request.method !== "GET" && request.method !== "HEAD")
    return refusal(405, "Files can only be fetched.", { Allow: "GET, HEAD" });
  const actor = visitor?.actor ?? null;
  if (actor === null) return refusal(403, "Choose a profile and log in to fetch this file.");
  try {
    const { path, fileName, sizeBytes } = transfers.fileOf(uuid.toLowerCase(), { actor });
    return new Response(request.method === "HEAD" ? null : streamOf(path, request.signal), {
      headers: {
        ...guardHeaders,
        "Content-Type": "application/octet-stream",
        "Content-Length": String(sizeBytes),
        "Content-Disposition": attachmentHeader(fileName),
      },
    });
  } catch (error) {
    if (error instanceof AppError) return refusal(404, error.message);
    throw error;
  }
}

function streamOf(path: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { signal }));
}

function refusal(
  status: number,
  sentence: string,
  extra: Readonly<Record<string, string>> = {},
): Response {
  return new Response(sentence, {
    status,
    headers: { ...guardHeaders, "Content-Type": "text/plain; charset=utf-8", ...extra },
  });
}
