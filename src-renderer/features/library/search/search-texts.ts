/** The texts around the search field. Part of the catalogue; here, since nobody else shows them. */
export const searchTexts = {
  label: "Search songs",
  placeholder: "Search songs, albums, artists",
  clear: "Clear search",
  saved: "Saved searches",
  noneSaved: "None yet. Search for something, then keep it here.",
  saveAs: "Keep this search as",
  save: "Keep",
  savedToast: (name: string): string => `“${name}” kept`,
  deletedToast: (name: string): string => `“${name}” deleted`,
  open: (name: string): string => `Search: ${name}`,
  remove: (name: string): string => `Delete ${name}`,
  makeSmart: "Make a smart playlist of it",
  help: "How to search",
  helpLead:
    "Words are found anywhere in a song, its artists, its album and its genres. Beyond words:",
  helpFields: "Fields",
  helpFlags: "Yes or no",
} as const;

/** Searches worth a look, from the plain to the clever; a click tries one. */
export const searchExamples = [
  ['"kind of blue"', "these words, side by side"],
  ["artist:simone", "only in the artist"],
  ["genre:(jazz,soul) -live", "one genre of several, and not the word"],
  ["year:1990..1999 rating>=4", "a range, and at least four stars"],
  ["added<30d OR played>1y", "new here, or long not heard"],
  ["is:favorite has:lyrics", "marked, and with lyrics"],
  ["skips[when<90d heard<30s]>=2", "skipped twice within 30 s lately"],
] as const;
