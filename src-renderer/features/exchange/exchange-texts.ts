import { formatCount, formatCounted } from "#renderer/lib/format.ts";

/** Texts of the ways in and out for whole libraries. */
export const exchangeTexts = {
  intro: "Your library is yours: take all of it along, or bring one.",
  byAdmins: "Only administrators may export and import whole libraries.",
  running: "This is running; what it does stands at the left.",
  exporting: {
    name: "Export everything",
    hint: "Profiles, ratings, notes, history, playlists and settings as one file of JSON Lines. Not the music.",
    start: "Export",
    done: (lines: number): string => `${formatCounted(lines, "line", "lines")} written.`,
    save: "Save file",
    failed: "The export did not succeed",
  },
  importing: {
    name: "Take in a library",
    hint: "An export of Segue, into a library that is still empty. It is compared line by line.",
    start: "Import…",
    title: "Take in a library",
    description:
      "Everything in the file becomes this library: its profiles, its history, its playlists. Your profile becomes its first administrator.",
    confirm: "Import",
    wrongKind: "Exports of Segue end in .jsonl.",
    done: (songs: number): string =>
      `${formatCounted(songs, "song", "songs")} taken in and verified.`,
    failed: "The library was not taken in",
  },
  itunes: {
    name: "iTunes and Apple Music",
    hint: "Ratings, play counts, dates and playlists, for songs that are in this library.",
    start: "Import…",
    title: "Import from iTunes or Apple Music",
    description:
      "In iTunes or Music choose File > Library > Export Library, then choose that XML here.",
    confirm: "Import",
    wrongKind: "The exported library ends in .xml.",
    take: "Take over",
    parts: {
      ratings: "Ratings and loved songs",
      playCounts: "Play and skip counts",
      dates: "Dates added",
      playlists: "Playlists and folders",
    },
    moved: "The files lie elsewhere now",
    nothing: "Choose at least one of them.",
    done: (matched: number, unmatched: number): string =>
      unmatched === 0
        ? `Found ${formatCounted(matched, "song", "songs")}.`
        : `Found ${formatCounted(matched, "song", "songs")}; ${formatCount(unmatched)} are not in this library.`,
    took: (ratings: number, plays: number, playlists: number): string =>
      `${formatCounted(ratings, "rating", "ratings")}, ${formatCounted(plays, "play", "plays")} and ${formatCounted(playlists, "playlist", "playlists")} taken over.`,
    failed: "The import did not succeed",
    problems: (count: number): string => formatCounted(count, "remark", "remarks"),
  },
} as const;
