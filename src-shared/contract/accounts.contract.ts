import { z } from "zod";
import { preferenceChangesSchema, preferencesSchema } from "../domain/accounts/preferences.ts";
import {
  notificationSettingSchema,
  notificationTypeSchema,
} from "../domain/accounts/notifications.ts";
import { changeUuidSchema, nameSchema, nothing, timeMsSchema, uuidSchema } from "./common.ts";
import { adminChannel, channel, publicChannel } from "./define.ts";

/** 1 to 50 characters, compared folded; what a profile is called at the command line and at log-in. */
export const usernameSchema = nameSchema(50);
export const displayNameSchema = nameSchema(100);
export const emailSchema = z.email().max(255);
/** Length only: long phrases beat strange characters (NIST SP 800-63B). */
export const newPasswordSchema = z.string().min(8).max(200);
const givenPasswordSchema = z.string().max(200);

/** What every profile may know of another. */
export const profileSummarySchema = z.strictObject({
  uuid: uuidSchema,
  username: z.string(),
  displayName: z.string(),
  /** Picture at `/covers/<avatarKey>`; null: initials. */
  avatarKey: z.string().nullable(),
  hasPassword: z.boolean(),
  isAdmin: z.boolean(),
});
export type ProfileSummary = z.output<typeof profileSummarySchema>;

/** What a profile knows of itself, and an administrator of everybody. */
export const profileSchema = profileSummarySchema.extend({
  email: z.string().nullable(),
  isActive: z.boolean(),
  createdAt: timeMsSchema,
  lastLoginAt: timeMsSchema.nullable(),
});
export type Profile = z.output<typeof profileSchema>;

export const userSessionSchema = z.strictObject({
  uuid: uuidSchema,
  device: z.string(),
  clientLabel: z.string(),
  createdAt: timeMsSchema,
  lastActivityAt: timeMsSchema,
  expiresAt: timeMsSchema,
  isLocked: z.boolean(),
  /** The session this request came with. */
  isCurrent: z.boolean(),
});
export type UserSession = z.output<typeof userSessionSchema>;

/** Who this window belongs to, and who it could. */
export const authStateSchema = z.strictObject({
  /** Null: nobody; the page shows the profiles to choose from. */
  profile: profileSchema.nullable(),
  /** Whose session is locked here, if one is. */
  lockedProfile: profileSummarySchema.nullable(),
  profiles: z.array(profileSummarySchema),
});
export type AuthState = z.output<typeof authStateSchema>;

export const authContract = {
  "auth.getState": publicChannel(nothing, authStateSchema),
  /**
   * Chooses a profile for this window; also unlocks and switches. Wrong password and unknown name answer the same
   * `login_failed`, in the same time; after failures `too_many_attempts` says how long to wait (`retryAfterMs`).
   */
  "auth.login": publicChannel(
    z.strictObject({ username: usernameSchema, password: givenPasswordSchema.nullable() }),
    z.strictObject({ profile: profileSchema }),
  ),
  /** Ends this window's session; it is nobody's until somebody chooses a profile. */
  "auth.logout": publicChannel(nothing, nothing),
  /** Keeps the session and lets it do nothing until its profile logs in again. */
  "auth.lock": channel(nothing, nothing),
  /** Adds a profile. */
  "auth.register": adminChannel(
    z.strictObject({
      username: usernameSchema,
      displayName: displayNameSchema,
      email: emailSchema.nullable(),
      password: newPasswordSchema.nullable(),
      isAdmin: z.boolean(),
    }),
    z.strictObject({ profile: profileSchema }),
  ),
  "auth.getProfile": channel(nothing, profileSchema),
  /** Of one's own profile. Ends its other sessions. */
  "auth.changePassword": channel(
    z.strictObject({
      currentPassword: givenPasswordSchema.nullable(),
      /** Null: the profile has no password from now on. */
      newPassword: newPasswordSchema.nullable(),
    }),
    nothing,
  ),
  "auth.listSessions": channel(nothing, z.strictObject({ sessions: z.array(userSessionSchema) })),
  "auth.revokeSession": channel(z.strictObject({ uuid: uuidSchema }), nothing),
  /** All of one's sessions but this one. */
  "auth.revokeOtherSessions": channel(nothing, z.strictObject({ revoked: z.int().nonnegative() })),
};

const profileChangesSchema = z.strictObject({
  username: usernameSchema.optional(),
  displayName: displayNameSchema.optional(),
  email: emailSchema.nullable().optional(),
  /** A picture from `transfers.write`; null: initials. */
  avatarTransferUuid: uuidSchema.nullable().optional(),
});

export const usersContract = {
  /** All profiles, the inactive ones too. */
  "users.list": adminChannel(nothing, z.strictObject({ profiles: z.array(profileSchema) })),
  /** The active profiles, to share a playlist with. */
  "users.listOthers": channel(nothing, z.strictObject({ profiles: z.array(profileSummarySchema) })),
  /** Of one's own profile; of another only as an administrator. */
  "users.update": channel(
    z.strictObject({ uuid: uuidSchema, changes: profileChangesSchema }),
    z.strictObject({ profile: profileSchema, changeUuid: changeUuidSchema }),
  ),
  /** Refuses to take away the last active administrator. */
  "users.setRole": adminChannel(
    z.strictObject({
      uuid: uuidSchema,
      isAdmin: z.boolean().optional(),
      isActive: z.boolean().optional(),
    }),
    z.strictObject({ profile: profileSchema, changeUuid: changeUuidSchema }),
  ),
  /** Gives a profile another password, or none, and ends its sessions. */
  "users.resetPassword": adminChannel(
    z.strictObject({ uuid: uuidSchema, newPassword: newPasswordSchema.nullable() }),
    nothing,
  ),
  /**
   * For good: its ratings, notes and queue go; its plays stay as the household's. Its playlists go too, unless handed over.
   */
  "users.delete": adminChannel(
    z.strictObject({ uuid: uuidSchema, handPlaylistsToUuid: uuidSchema.nullable() }),
    z.strictObject({
      playlistsHandedOver: z.int().nonnegative(),
      playlistsDeleted: z.int().nonnegative(),
    }),
  ),
  "users.getPreferences": channel(nothing, z.strictObject({ preferences: preferencesSchema })),
  "users.updatePreferences": channel(
    z.strictObject({ changes: preferenceChangesSchema }),
    z.strictObject({ preferences: preferencesSchema, changeUuid: changeUuidSchema }),
  ),
  "users.getNotificationSettings": channel(
    nothing,
    z.strictObject({ settings: z.record(notificationTypeSchema, notificationSettingSchema) }),
  ),
  "users.updateNotificationSetting": channel(
    z.strictObject({ type: notificationTypeSchema, setting: notificationSettingSchema }),
    z.strictObject({ changeUuid: changeUuidSchema }),
  ),
};
