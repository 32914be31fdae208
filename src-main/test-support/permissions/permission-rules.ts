/** As whom every channel is tried. All but the last are plain profiles; what is somebody's own here is the owner's. */
export const roles = [
  "nobody",
  "other",
  "viewer",
  "editor",
  "playlistAdmin",
  "owner",
  "appAdmin",
] as const;
export type Role = (typeof roles)[number];

/** What a channel answers: `allowed` is anything but a refusal. */
export type Outcome = "allowed" | "not_logged_in" | "not_allowed" | "not_found";

export type Rule = Readonly<Record<Role, Outcome>>;

/** @param rest what all answer that are no exception; nobody is to log in first */
function rule(rest: Outcome, exceptions: Partial<Record<Role, Outcome>> = {}): Rule {
  return Object.fromEntries(
    roles.map((role) => [role, exceptions[role] ?? (role === "nobody" ? "not_logged_in" : rest)]),
  ) as Rule;
}

/** Before a profile is chosen too. */
export const anybody = rule("allowed", { nobody: "allowed" });
/** Any profile, about the household's things or its own. */
export const profiles = rule("allowed");
/** Those who run the installation. */
export const admins = rule("not_allowed", { appAdmin: "allowed" });
/** Something of one profile's that the others do not even see. */
export const ownUnseen = rule("not_found", { owner: "allowed" });
/** Something of one profile's that nobody else may touch. */
export const ownOnly = rule("not_allowed", { owner: "allowed" });
/** Something of one profile's that administrators may touch too. */
export const ownOrAdmin = rule("not_allowed", {
  owner: "allowed",
  appAdmin: "allowed",
});
/** Something of one profile's that administrators see too. */
export const seenByAdmin = rule("not_found", {
  owner: "allowed",
  appAdmin: "allowed",
});

/** Something that administrators see too, and only its owner may touch. */
export const seenByAdminOnly = rule("not_found", { owner: "allowed", appAdmin: "not_allowed" });

const strangers = { other: "not_found", appAdmin: "not_found" } as const;
/** Whoever was let into a playlist. An administrator of the app is a stranger here like any other. */
export const playlistViewers = rule("allowed", strangers);
export const playlistEditors = rule("allowed", {
  ...strangers,
  viewer: "not_allowed",
});
export const playlistAdmins = rule("allowed", {
  ...strangers,
  viewer: "not_allowed",
  editor: "not_allowed",
});
export const playlistOwner = rule("not_allowed", { ...strangers, owner: "allowed" });
/** Of a playlist that is public: those who were not let in may look. */
export const publicEditors = rule("not_allowed", {
  editor: "allowed",
  playlistAdmin: "allowed",
  owner: "allowed",
});
