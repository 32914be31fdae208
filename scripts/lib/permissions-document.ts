import type { PermissionCase } from "#test-support/permissions/permission-case.ts";
import { type Outcome, type Role, roles } from "#test-support/permissions/permission-rules.ts";

const roleNames: Readonly<Record<Role, string>> = {
  nobody: "Nobody",
  other: "Another profile",
  viewer: "Viewer",
  editor: "Editor",
  playlistAdmin: "Playlist admin",
  owner: "Owner",
  appAdmin: "Administrator",
};

const outcomeNames: Readonly<Record<Outcome, string>> = {
  allowed: "yes",
  not_logged_in: "log in",
  not_allowed: "no",
  not_found: "unseen",
};

const introduction = `# Who may do what

Generated from the table that \`src-main/app/permissions.test.ts\` tries on the whole app: \`npm run docs:permissions\`. Every channel of
the contract stands in it; one that is missing fails the test.

Each row is one channel, asked about one thing. The thing belongs to the profile of the column **Owner** (a profile without any
other rights), who let the profiles of **Viewer**, **Editor** and **Playlist admin** into it where it is a playlist. **Another
profile** was let into nothing. **Administrator** runs the installation and was let into no playlist: to playlists, an
administrator is a profile like any other. **Nobody** is a window in which no profile was chosen, or a locked one.

- **yes**: it is done.
- **log in**: answered \`not_logged_in\`.
- **no**: answered \`not_allowed\`, with a sentence that says whom to ask.
- **unseen**: answered \`not_found\`, as if it were not there.
`;

/** Writes down the permission table for people. */
export function permissionsDocument(table: readonly PermissionCase[]): string {
  const domains = [...new Set(table.map(({ channel }) => domainOf(channel)))];
  return [introduction, ...domains.map((domain) => section(domain, table))].join("\n");
}

function section(domain: string, table: readonly PermissionCase[]): string {
  const head = ["Channel", "About", ...roles.map((role) => roleNames[role])];
  const rows = table
    .filter(({ channel }) => domainOf(channel) === domain)
    .map(({ channel, about, rule }) => [
      `\`${channel}\``,
      about,
      ...roles.map((role) => outcomeNames[rule[role]]),
    ]);
  return [`## ${domain}`, "", ...aligned([head, ...rows]), ""].join("\n");
}

/** Columns of one width, as the formatter leaves them. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [
    line(head),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...body.map(line),
  ];
}

function domainOf(channel: string): string {
  return channel.slice(0, channel.indexOf("."));
}
