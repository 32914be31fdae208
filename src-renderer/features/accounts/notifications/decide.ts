import type { NotificationSetting } from "#shared/domain/accounts/notifications.ts";

export interface Circumstances {
  readonly setting: NotificationSetting;
  /** Which window of Segue the person works in: this one, another one, or none. */
  readonly focus: "here" | "elsewhere" | "nowhere";
  /** Whether the browser lets Segue show notifications. */
  readonly isDesktopAllowed: boolean;
}

/** What one occurrence leads to: a notification of the system, and in which window a message is shown. */
export interface Decision {
  readonly isOnDesktop: boolean;
  readonly inApp: "here" | "elsewhere" | "nowhere";
}

/**
 * What the person asked for, in this moment. Desktop notifications stay quiet while they work in Segue; the message within
 * Segue is shown where they look, or waits in this window until they come back.
 */
export function decideNotification({ setting, focus, isDesktopAllowed }: Circumstances): Decision {
  if (!setting.isEnabled) return { isOnDesktop: false, inApp: "nowhere" };
  return {
    isOnDesktop: setting.isDesktopEnabled && isDesktopAllowed && focus === "nowhere",
    inApp: !setting.isInAppEnabled ? "nowhere" : focus === "elsewhere" ? "elsewhere" : "here",
  };
}
