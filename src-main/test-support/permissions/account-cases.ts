import { randomUUID } from "node:crypto";
import { type PermissionCase, permission } from "./permission-case.ts";
import {
  admins,
  anybody,
  ownOrAdmin,
  ownUnseen,
  profiles,
  seenByAdmin,
  seenByAdminOnly,
} from "./permission-rules.ts";
import { newProfile } from "./permission-world.ts";

const nothing = () => ({});

/** The app itself, profiles, log-ins, settings and the journal. */
export const accountCases: readonly PermissionCase[] = [
  permission("app.getInfo", profiles, nothing),
  permission("app.openDataFolder", admins, nothing),
  permission("app.reportError", anybody, () => ({ message: "Oh", stack: null })),
  permission("app.getUiState", profiles, () => ({ component: "songs" }), "one's own"),
  permission("app.setUiState", profiles, () => ({ component: "songs", state: 1 }), "one's own"),

  permission("auth.getState", anybody, nothing),
  permission("auth.login", anybody, () => ({ username: "viewer", password: null })),
  permission("auth.logout", anybody, nothing),
  permission("auth.lock", profiles, nothing),
  permission("auth.register", admins, () => newProfile(`new ${randomUUID()}`)),
  permission("auth.getProfile", profiles, nothing, "one's own"),
  permission(
    "auth.changePassword",
    profiles,
    () => ({ currentPassword: null, newPassword: null }),
    "one's own",
  ),
  permission("auth.listSessions", profiles, nothing, "one's own"),
  permission(
    "auth.revokeSession",
    ownUnseen,
    async (world) => {
      const { sessions } = await (await world.owner()).ask("auth.listSessions", {});
      return { uuid: sessions.find(({ isCurrent }) => isCurrent)?.uuid ?? "" };
    },
    "a session",
  ),
  permission("auth.revokeOtherSessions", profiles, nothing, "one's own"),

  permission("users.list", admins, nothing),
  permission("users.listOthers", profiles, nothing),
  permission(
    "users.update",
    ownOrAdmin,
    (world) => ({ uuid: world.userUuid("owner"), changes: { email: null } }),
    "a profile",
  ),
  permission("users.setRole", admins, (world) => ({
    uuid: world.userUuid("viewer"),
    isActive: true,
  })),
  permission("users.resetPassword", admins, async (world) => ({
    uuid: await world.spareProfile(),
    newPassword: null,
  })),
  permission("users.delete", admins, async (world) => ({
    uuid: await world.spareProfile(),
    handPlaylistsToUuid: null,
  })),
  permission("users.getPreferences", profiles, nothing, "one's own"),
  permission(
    "users.updatePreferences",
    profiles,
    () => ({ changes: { "appearance.theme": "dark" } }),
    "one's own",
  ),
  permission("users.getNotificationSettings", profiles, nothing, "one's own"),
  permission(
    "users.updateNotificationSetting",
    profiles,
    () => ({
      type: "trackChanged",
      setting: { isEnabled: true, isDesktopEnabled: true, isInAppEnabled: true },
    }),
    "one's own",
  ),
  permission("users.getHistory", profiles, () => ({ limit: 10, before: null }), "one's own"),
  permission("users.getStatistics", profiles, nothing, "one's own"),

  permission(
    "journal.list",
    profiles,
    () => ({ filter: {}, limit: 10, before: null }),
    "as far as one may see it",
  ),
  permission("journal.getState", profiles, nothing, "one's own"),
  permission(
    "journal.getDetails",
    seenByAdmin,
    async (world) => ({ uuid: await world.ownChange(), limit: 10 }),
    "a change of one's own things",
  ),
  permission("journal.undo", profiles, nothing, "one's own latest change"),
  permission(
    "journal.undo",
    seenByAdminOnly,
    async (world) => ({ uuid: await world.ownChange() }),
    "a change",
  ),
  permission("journal.redo", profiles, nothing, "one's own latest undo"),
  permission(
    "journal.undoTo",
    seenByAdmin,
    async (world) => ({ uuid: await world.ownChange() }),
    "one's own changes since one that one may see",
  ),
  permission(
    "journal.export",
    profiles,
    () => ({ filter: {}, format: "csv" }),
    "as far as one may see it",
  ),

  permission("transfers.write", profiles, () => ({
    uuid: null,
    dataBase64: "YQ==",
    isLast: true,
  })),
  permission(
    "transfers.write",
    ownUnseen,
    async (world) => {
      const owner = await world.owner();
      const first = { uuid: null, dataBase64: "YQ==", isLast: false };
      const { uuid } = await owner.ask("transfers.write", first);
      return { uuid, dataBase64: "YQ==", isLast: true };
    },
    "a file that was begun",
  ),
  permission(
    "transfers.read",
    ownUnseen,
    async (world) => ({ uuid: await world.transfer(await world.owner(), "a"), offset: 0 }),
    "a file",
  ),
];
