import { z } from "zod";

/** What a person can be told of. */
export const notificationTypes = [
  "trackChanged",
  "taskCompleted",
  "taskFailed",
  "backupCompleted",
  "backupFailed",
  "playlistShared",
] as const;
export const notificationTypeSchema = z.enum(notificationTypes);
export type NotificationType = z.output<typeof notificationTypeSchema>;

/** How it reaches them. Desktop notifications stay quiet while a window of Segue has the focus. */
export const notificationSettingSchema = z.strictObject({
  /** Off: neither of the two. */
  isEnabled: z.boolean(),
  isDesktopEnabled: z.boolean(),
  isInAppEnabled: z.boolean(),
});
export type NotificationSetting = z.output<typeof notificationSettingSchema>;

export const defaultNotificationSettings: Readonly<Record<NotificationType, NotificationSetting>> =
  {
    trackChanged: { isEnabled: false, isDesktopEnabled: true, isInAppEnabled: false },
    taskCompleted: { isEnabled: true, isDesktopEnabled: true, isInAppEnabled: true },
    taskFailed: { isEnabled: true, isDesktopEnabled: true, isInAppEnabled: true },
    backupCompleted: { isEnabled: true, isDesktopEnabled: false, isInAppEnabled: false },
    backupFailed: { isEnabled: true, isDesktopEnabled: true, isInAppEnabled: true },
    playlistShared: { isEnabled: true, isDesktopEnabled: false, isInAppEnabled: true },
  };
