/** Profiles and what belongs to one: what pages and the shell may use of it. */
export { accountsTexts } from "./accounts-texts.ts";
export { AuthGate } from "./auth-gate.tsx";
export { useAutoLock } from "./auto-lock.ts";
export { type BegunSong, type Notifier, startNotifier } from "./notifications/notifier.ts";
export { NotificationSettings } from "./notifications/notification-settings.tsx";
export { lockKey, ProfileButton, useLockKey } from "./profile-button.tsx";
export { PasswordSection } from "./profile/password-section.tsx";
export { ProfileForm } from "./profile/profile-form.tsx";
export { SessionList } from "./profile/session-list.tsx";
export { AddProfileButton, UsersSection } from "./users/users-section.tsx";
