import type { CoreConnection } from "./core-connection.ts";
import { type Answer, table } from "./output.ts";

/** `users`: every profile, the inactive ones too. */
export async function users(core: CoreConnection): Promise<Answer> {
  const { profiles } = await core.request("users.list", {});
  const rows = profiles.map((profile) => ({
    uuid: profile.uuid,
    username: profile.username,
    displayName: profile.displayName,
    email: profile.email,
    isAdmin: profile.isAdmin,
    isActive: profile.isActive,
    hasPassword: profile.hasPassword,
    createdAt: profile.createdAt,
    lastLogin: profile.lastLoginAt,
  }));
  const lines = rows.map((row) => [
    row.username,
    row.displayName,
    row.isAdmin ? "administrator" : "profile",
    row.isActive ? "active" : "locked out",
    row.hasPassword ? "password" : "no password",
    row.lastLogin === null ? "never" : new Date(row.lastLogin).toLocaleString(),
    row.uuid,
  ]);
  return {
    json: { total: rows.length, rows },
    text: table(["NAME", "SHOWN AS", "ROLE", "STATE", "PASSWORD", "LAST LOG-IN", "UUID"], lines),
  };
}
