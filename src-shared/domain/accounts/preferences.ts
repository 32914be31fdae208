import { z } from "zod";

/**
 * Every preference of a profile: its key, its type and its default, here and nowhere else. A key is `area.name`. What a
 * component looks like is not a preference but UI state.
 */
export const preferenceSchemas = {
  "appearance.theme": z.enum(["system", "light", "dark"]).default("system"),
  "appearance.reduceMotion": z.enum(["system", "always"]).default("system"),
  "playback.replayGain": z.enum(["off", "track", "album"]).default("track"),
  /** Warn before a song that stands in the playlist already is added again. */
  "playlists.onDuplicates": z.enum(["ask", "skip", "add"]).default("ask"),
  "playlists.exportPaths": z.enum(["relative", "absolute"]).default("relative"),
  /** Lock the screen after so many minutes without a key or click; null: never. */
  "privacy.lockAfterMin": z.int().min(1).max(1440).nullable().default(null),
} as const;

export type PreferenceKey = keyof typeof preferenceSchemas;

export const preferencesSchema = z.strictObject(preferenceSchemas);
export type Preferences = z.output<typeof preferencesSchema>;

/** Some of the keys; `null` for a key that is not nullable is refused like any other wrong value. */
export const preferenceChangesSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(preferenceSchemas).map(([key, schema]) => [key, schema.unwrap().optional()]),
  ) as {
    [Key in PreferenceKey]: z.ZodOptional<ReturnType<(typeof preferenceSchemas)[Key]["unwrap"]>>;
  },
);
export type PreferenceChanges = z.output<typeof preferenceChangesSchema>;

export const defaultPreferences: Preferences = preferencesSchema.parse({});

/** As the journal calls them. */
export const preferenceNames: Readonly<Record<PreferenceKey, string>> = {
  "appearance.theme": "Theme",
  "appearance.reduceMotion": "Reduced motion",
  "playback.replayGain": "Loudness levelling",
  "playlists.onDuplicates": "Duplicates in playlists",
  "playlists.exportPaths": "Paths in exported playlists",
  "privacy.lockAfterMin": "Automatic lock",
};

export function isPreferenceKey(key: string): key is PreferenceKey {
  return Object.hasOwn(preferenceSchemas, key);
}
