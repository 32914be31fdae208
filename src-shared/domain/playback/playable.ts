/** Codecs that Chromium's <audio> plays, by the containers it plays them in. */
const playable: Readonly<Record<string, readonly string[]>> = {
  mp3: ["mp3", "mp4"],
  flac: ["flac", "ogg", "mp4"],
  vorbis: ["ogg", "webm"],
  opus: ["ogg", "webm", "mp4"],
  aac: ["mp4", "adts"],
  pcm: ["wav"],
};

const codecNames: Readonly<Record<string, string>> = {
  "mpeg audio layer 3": "mp3",
  "mp4a.40.2": "aac",
  "aac-lc": "aac",
  "aac lc": "aac",
  lpcm: "pcm",
  wav: "pcm",
};

const containerNames: Readonly<Record<string, string>> = {
  m4a: "mp4",
  m4b: "mp4",
  m4r: "mp4",
  mov: "mp4",
  oga: "ogg",
  opus: "ogg",
  wave: "wav",
  aac: "adts",
  mpeg: "mp3",
};

/**
 * Whether Chromium plays a file as it is; what it does not is streamed to it as WAV. Electron's and Debian's builds carry
 * AAC. AIFF is PCM in a container that Chromium does not open.
 *
 * @param codec `mp3`, `flac`, `vorbis`, `opus`, `aac`, `pcm`, `alac`, `wmav2`, `wavpack` ...
 * @param container the kind of file, or its extension: `mp4`, `m4a`, `ogg`, `wav`, `aiff` ...
 */
export function isPlayableByChromium(codec: string, container: string): boolean {
  const folded = codec.trim().toLowerCase();
  const name = codecNames[folded] ?? (folded.startsWith("pcm") ? "pcm" : folded);
  const kind = container.trim().toLowerCase().replace(/^\./, "");
  return playable[name]?.includes(containerNames[kind] ?? kind) ?? false;
}
