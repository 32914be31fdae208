import { request } from "./bridge.ts";

/** Bytes of one piece before base64: what `transfers.write` takes at most. A multiple of 3, so that pieces need no padding. */
const pieceBytes = 512 * 1024 - 2;

/**
 * Sends a file that a person chose, piece by piece: a page may not name paths.
 *
 * @param onProgress hears the share that is sent, 0 to 1
 * @returns the transfer's uuid, for the channel that takes the file
 */
export async function uploadFile(
  file: Blob,
  onProgress?: (share: number) => void,
): Promise<string> {
  let uuid: string | null = null;
  let offset = 0;
  do {
    const piece = file.slice(offset, offset + pieceBytes);
    const isLast = offset + pieceBytes >= file.size;
    const answer: { uuid: string } = await request("transfers.write", {
      uuid,
      dataBase64: toBase64(new Uint8Array(await piece.arrayBuffer())),
      isLast,
    });
    uuid = answer.uuid;
    offset += pieceBytes;
    onProgress?.(file.size === 0 ? 1 : Math.min(1, offset / file.size));
  } while (offset < file.size);
  return uuid;
}

/** Arguments of one call; engines bound how many there may be. */
const chunk = 32_768;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}
