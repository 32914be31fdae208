import type { Profile, ProfileSummary } from "#shared/contract/index.ts";
import type { Actor } from "#core/ipc/caller.ts";
import type { User } from "./users.repository.ts";

/** What every profile may know of another. */
export function toSummary(user: User): ProfileSummary {
  return {
    uuid: user.uuid,
    username: user.username,
    displayName: user.displayName,
    avatarKey: user.avatarKey,
    hasPassword: user.passwordHash !== null,
    isAdmin: user.isAdmin,
  };
}

/** What a profile knows of itself. */
export function toProfile(user: User): Profile {
  return {
    ...toSummary(user),
    email: user.email,
    isActive: user.isActive,
    createdAt: user.createdAt,
    lastLoginAt: user.lastLoginAt,
  };
}

export function toActor(user: User): Actor {
  return {
    userId: user.id,
    userUuid: user.uuid,
    isAdmin: user.isAdmin,
    displayName: user.displayName,
  };
}

/** Names are kept and compared like this: "Ana" and "ana" are one profile. */
export function foldUsername(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
