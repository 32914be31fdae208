const audioExtensions = new Set(
  "mp3 flac ogg oga opus m4a m4b mp4 aac wav aif aiff aifc wma asf wv ape mpc".split(" "),
);

const skippedFolders = new Set(["@eaDir", "$RECYCLE.BIN", "System Volume Information"]);

/** True for a file name whose extension is one that the tag reader reads. */
export function isAudioFileName(fileName: string): boolean {
  const dot = fileName.lastIndexOf(".");
  if (dot <= 0 || fileName.length - dot > 5) return false;
  return audioExtensions.has(fileName.slice(dot + 1).toLowerCase());
}

/** True for what a scan passes over: dot files (macOS' `._x.mp3` among them) and the systems' own folders. */
export function isSkippedName(name: string): boolean {
  return name.startsWith(".") || skippedFolders.has(name);
}
