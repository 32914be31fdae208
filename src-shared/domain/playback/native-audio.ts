/** Codecs that Chromium decodes itself, by the container it wants them in. */
const nativeCodecs: Readonly<Record<string, readonly string[]>> = {
  mp3: ["mp3"],
  flac: ["flac"],
  ogg: ["vorbis", "opus", "flac"],
  mp4: ["aac", "mp3", "flac", "opus"],
  adts: ["aac"],
  wav: ["pcm"],
};

const contentTypes: Readonly<Record<string, string>> = {
  mp3: "audio/mpeg",
  flac: "audio/flac",
  ogg: "audio/ogg",
  mp4: "audio/mp4",
  adts: "audio/aac",
  wav: "audio/wav",
};

/** Whether Chromium plays the file as it is. Otherwise it is decoded for it (alac, aiff, wma, wavpack ...). */
export function isNativeAudio(container: string | null, codec: string | null): boolean {
  if (container === null || codec === null) return false;
  return nativeCodecs[container]?.includes(codec) ?? false;
}

/** Content type of a container that {@link isNativeAudio} accepts. */
export function audioContentType(container: string | null): string {
  return (container === null ? undefined : contentTypes[container]) ?? "application/octet-stream";
}
