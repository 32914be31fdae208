/** Every text a person reads, by where it stands. English first; another language is another object of this shape. */
export const texts = {
  appName: "Segue",
  connection: {
    unreachable: "Segue's server does not answer.",
    banner: "Segue's server has stopped answering. Trying again…",
    refused: "Segue was started anew. Open it with the address it printed then.",
  },
  errors: {
    unexpected: "Something went wrong. The log has the details.",
    pageTitle: "This page has stopped working",
    pageBody: "The rest of Segue still runs. What happened is in the log.",
    retry: "Try again",
    loadFailed: "This could not be loaded",
  },
  navigation: {
    label: "Main",
    songs: "Songs",
    history: "History",
    settings: "Settings",
    back: "Back",
    forward: "Forward",
    notFoundTitle: "There is no such page",
    notFoundBody: "It may have been renamed.",
    toSongs: "Go to songs",
    skip: "Skip to the page",
  },
  search: {
    placeholder: "Search songs, albums, artists",
    label: "Search songs",
    clear: "Clear search",
  },
  tasks: {
    label: "Background work",
    filesPerSec: (count: string): string => `${count} files/s`,
    left: (duration: string): string => `${duration} left`,
    cancel: "Cancel",
    cancelNamed: (title: string): string => `Cancel: ${title}`,
    cancelling: "Cancelling…",
    more: (count: number): string => `${count} more waiting`,
    preparing: "Preparing…",
  },
  opened: {
    added: (count: string): string => `${count} added to the queue`,
    watched: (folder: string): string => `Reading the music in ${folder}`,
    /** `others`: how many more there are that could not be opened, or not in full. */
    rejected: (sentence: string, others: number): string =>
      others === 0 ? sentence : `${sentence} ${others} others were not opened, or not in full.`,
  },
  common: {
    close: "Close",
    cancel: "Cancel",
    undo: "Undo",
    dismiss: "Dismiss",
    loading: "Loading",
    notifications: "Notifications",
    none: "—",
    yes: "Yes",
    no: "No",
  },
  rating: {
    label: "Rating",
    of: (title: string): string => `Rating of ${title}`,
    clear: "Clear rating",
  },
  player: { label: "Player", nothingPlaying: "Nothing is playing" },
  panel: { label: "Side panel", close: "Close panel" },
  shortcuts: { title: "Keyboard shortcuts" },
} as const;
