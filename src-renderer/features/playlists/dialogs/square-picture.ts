import { AppError } from "#shared/errors/app-error.ts";
import { playlistTexts } from "../playlists-texts.ts";

/** Side of a kept cover: sharp on a page, small to send. */
const sidePx = 1024;

/**
 * Cuts a picture to a square around its middle, no larger than needed.
 *
 * @throws AppError `invalid_input` when the file is no picture that can be shown
 */
export async function squarePicture(file: Blob): Promise<Blob> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new AppError("invalid_input", playlistTexts.details.notAPicture);
  }
  const cut = Math.min(bitmap.width, bitmap.height);
  const side = Math.min(cut, sidePx);
  const canvas = new OffscreenCanvas(side, side);
  canvas
    .getContext("2d")
    ?.drawImage(
      bitmap,
      (bitmap.width - cut) / 2,
      (bitmap.height - cut) / 2,
      cut,
      cut,
      0,
      0,
      side,
      side,
    );
  bitmap.close();
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
}
