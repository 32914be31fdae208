import { describe, expect, it } from "vitest";
import {
  type CollaboratorPermission,
  mayDo,
  playlistActions,
  refusalOf,
  roleIn,
} from "./playlist-permissions.ts";

const permissions: readonly (CollaboratorPermission | null)[] = [null, "view", "edit", "admin"];

describe("permissions of a playlist", () => {
  // Catches: a collaborator who may edit although the owner switched collaboration off, a private list seen by anybody.
  it("gives each standing the role of the table", () => {
    const table = [false, true].flatMap((isPublic) =>
      [false, true].flatMap((isCollaborative) =>
        permissions.map((permission) =>
          [
            isPublic ? "public" : "private",
            isCollaborative ? "collaborative" : "alone",
            permission ?? "nobody",
            roleIn({ isOwner: false, isPublic, isCollaborative, permission }) ?? "none",
          ].join(" "),
        ),
      ),
    );
    expect(table).toEqual([
      "private alone nobody none",
      "private alone view view",
      "private alone edit view",
      "private alone admin view",
      "private collaborative nobody none",
      "private collaborative view view",
      "private collaborative edit edit",
      "private collaborative admin admin",
      "public alone nobody view",
      "public alone view view",
      "public alone edit view",
      "public alone admin view",
      "public collaborative nobody view",
      "public collaborative view view",
      "public collaborative edit edit",
      "public collaborative admin admin",
    ]);
    const all = permissions.map((permission) =>
      roleIn({ isOwner: true, isPublic: false, isCollaborative: false, permission }),
    );
    expect(new Set(all)).toEqual(new Set(["owner"]));
  });

  // Catches: an action that a lower role may do by a slip of the table.
  it("lets each role do what it is for and nothing above it", () => {
    const allowed = (["view", "edit", "admin", "owner"] as const).map((role) =>
      playlistActions.filter((action) => mayDo(role, action)),
    );
    expect(allowed).toEqual([
      ["view"],
      ["view", "editEntries"],
      ["view", "editEntries", "editDetails", "share"],
      [...playlistActions],
    ]);
    expect(playlistActions.filter((action) => mayDo(null, action))).toEqual([]);
  });

  it("names the playlist and whom to ask", () => {
    for (const action of playlistActions) {
      const sentence = refusalOf(action, { name: "Road trip", ownerName: "Ana" });
      expect(sentence).toContain('"Road trip"');
      expect(sentence).toContain("Ask Ana");
    }
  });
});
