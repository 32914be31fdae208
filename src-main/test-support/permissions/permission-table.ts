import { accountCases } from "./account-cases.ts";
import { libraryCases } from "./library-cases.ts";
import type { PermissionCase } from "./permission-case.ts";
import { playlistCases } from "./playlist-cases.ts";

/** What every channel answers to whom. A channel that is missing here fails the test. */
export const permissionTable: readonly PermissionCase[] = [
  ...accountCases,
  ...libraryCases,
  ...playlistCases,
];
