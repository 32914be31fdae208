import { formatCounted } from "#renderer/lib/format.ts";

const songs = (count: number): string => formatCounted(count, "song", "songs");

/** The texts of what a profile says of songs for itself. Part of the catalogue; here, since nobody else shows them. */
export const ownTexts = {
  title: "For yourself",
  hide: "Hide",
  unhide: "Show in lists again",
  hidden: (count: number): string => `${songs(count)} hidden`,
  unhidden: (count: number): string => `${songs(count)} in your lists again`,
  isHidden: "Hidden: in no list but those that ask for is:hidden",
  editTags: "Tags…",
  tags: "Tags",
  tagsOf: (count: number): string => `Tags of ${songs(count)}`,
  tagsHint: "Your own words for songs; search for them with tag:",
  addTag: "Add a tag",
  removeTag: (tag: string): string => `Remove tag ${tag}`,
  mixed: (count: number, total: number): string => `On ${count} of ${songs(total)}`,
  mixedHint: "Dashed tags are on some of the songs: type one again to put it on all.",
  tagged: (tag: string, count: number): string => `Tag “${tag}” added to ${songs(count)}`,
  untagged: (tag: string, count: number): string => `Tag “${tag}” taken from ${songs(count)}`,
  notes: "Notes",
  notesPlaceholder: "Anything worth remembering about this song",
  notesSaved: "Notes saved",
  done: "Done",
} as const;
