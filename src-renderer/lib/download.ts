import { isWebMode, request } from "./bridge.ts";
import { mediaUrl } from "./media-url.ts";

/** How long a made-up address is kept for the browser to begin with, in milliseconds. */
const keptMs = 60_000;

/**
 * Saves a file that main has made (`transfers`) under a name, as a download: where the browser or the system puts those, or
 * asks for.
 */
export async function downloadFile(transferUuid: string, fileName: string): Promise<void> {
  if (isWebMode) {
    save(mediaUrl(`/transfers/${transferUuid}`), fileName);
    return;
  }
  // Electron's own protocol is another origin, whose files a page may not save under a name of its choice.
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (;;) {
    const piece = await request("transfers.read", { uuid: transferUuid, offset });
    const bytes = Uint8Array.from(atob(piece.dataBase64), (sign) => sign.codePointAt(0) ?? 0);
    pieces.push(bytes);
    offset += bytes.length;
    if (piece.isLast) break;
  }
  const address = URL.createObjectURL(new Blob(pieces));
  save(address, fileName);
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}

function save(address: string, fileName: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
}
