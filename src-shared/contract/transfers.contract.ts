import { z } from "zod";
import { uuidSchema } from "./common.ts";
import { channel } from "./define.ts";

/** Bytes of one piece before base64. */
export const transferPieceBytes = 512 * 1024;

/**
 * Files on their way in and out. A page may not name paths: it sends the bytes of a file a person chose, and fetches what
 * was made for it (`/media/transfers/<uuid>` in a browser, `transfers.read` elsewhere). Kept for a day, then deleted.
 */
export const transfersContract = {
  /** Sends a piece; the first with `uuid` null. Only the sender's profile can use the file. */
  "transfers.write": channel(
    z.strictObject({
      uuid: uuidSchema.nullable(),
      dataBase64: z.base64().max(Math.ceil(transferPieceBytes / 3) * 4),
      isLast: z.boolean(),
    }),
    z.strictObject({ uuid: uuidSchema, sizeBytes: z.int().nonnegative() }),
  ),
  "transfers.read": channel(
    z.strictObject({ uuid: uuidSchema, offset: z.int().nonnegative() }),
    z.strictObject({
      fileName: z.string(),
      sizeBytes: z.int().nonnegative(),
      dataBase64: z.base64(),
      isLast: z.boolean(),
    }),
  ),
};
