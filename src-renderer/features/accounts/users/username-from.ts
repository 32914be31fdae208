/** A username for a name: its first word in small letters, without accents and signs; `anna` for `Anna Karénina`. */
export function usernameFrom(displayName: string): string {
  const first = displayName.trim().split(/\s+/u)[0] ?? "";
  return first
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}._-]/gu, "")
    .slice(0, 50);
}
