import { assertNever } from "../../lib/assert-never.ts";

/** What a collaborator was given. */
export type CollaboratorPermission = "view" | "edit" | "admin";

/** What a profile is to a playlist; nothing at all: it may not even know of it. */
export type Role = CollaboratorPermission | "owner";

/** What permission depends on. An administrator of the app is a profile like any other here. */
export interface PlaylistStanding {
  readonly isOwner: boolean;
  readonly isPublic: boolean;
  readonly isCollaborative: boolean;
  /** What the profile was given as a collaborator; null: it is none. */
  readonly permission: CollaboratorPermission | null;
}

/** What can be done with a playlist, from the least to the most. */
export const playlistActions = [
  /** See, play, copy and export it. */
  "view",
  /** Add, take out, move, sort, rate and annotate what is in it; go back to a version. */
  "editEntries",
  /** Name, description, cover, rules, who sees it. */
  "editDetails",
  /** Let people in and out. */
  "share",
  /** Put it in another folder of the tree. */
  "place",
  "delete",
  "handOver",
] as const;
export type PlaylistAction = (typeof playlistActions)[number];

/** Collaborators act as far as their permission goes while the playlist is collaborative, else they look on. */
export function roleIn(standing: PlaylistStanding): Role | null {
  if (standing.isOwner) return "owner";
  if (standing.permission !== null) return standing.isCollaborative ? standing.permission : "view";
  return standing.isPublic ? "view" : null;
}

/** The least role that may do something. */
export function leastRoleFor(action: PlaylistAction): Role {
  switch (action) {
    case "view":
      return "view";
    case "editEntries":
      return "edit";
    case "editDetails":
    case "share":
      return "admin";
    case "place":
    case "delete":
    case "handOver":
      return "owner";
    default:
      return assertNever(action);
  }
}

const ranks: Readonly<Record<Role, number>> = { view: 0, edit: 1, admin: 2, owner: 3 };

export function mayDo(role: Role | null, action: PlaylistAction): boolean {
  return role !== null && ranks[role] >= ranks[leastRoleFor(action)];
}

/** `"Road trip" is Ana's; you may look at it. Ask Ana to let you edit it.` */
export function refusalOf(
  action: PlaylistAction,
  playlist: { readonly name: string; readonly ownerName: string },
): string {
  const { name, ownerName } = playlist;
  const wanted = leastRoleFor(action);
  switch (wanted) {
    case "view":
    case "edit":
      return `You may look at "${name}", but not change what is in it. Ask ${ownerName} to let you edit it.`;
    case "admin":
      return `You may not change the details of "${name}" or who takes part in it. Ask ${ownerName} to make you an admin of it.`;
    case "owner":
      return `"${name}" belongs to ${ownerName}; only the owner may do this. Ask ${ownerName}.`;
    default:
      return assertNever(wanted);
  }
}
