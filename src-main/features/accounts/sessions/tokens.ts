import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, for a cookie or a file. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What the database keeps of a token. A plain SHA-256 is enough: unlike a password, 256 random bits cannot be guessed, so
 * there is nothing for a slow hash to slow.
 */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
