/** What a file's place tells when its tags do not. */
export interface FileNameTags {
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly trackNo: number | null;
  readonly discNo: number | null;
}

/** Folders that people keep all sorts of files in: never an album's name. */
const plainFolders = new Set(
  (
    "music,musik,musique,musica,my music,audio,songs,tracks,mp3,mp3s,flac,ogg,opus,m4a,aac,alac,wav,aiff,wma,wv,lossless,library," +
    "itunes,itunes media,media,downloads,download,desktop,documents,home,users,tmp,temp,new folder,unsorted,misc,various,singles," +
    "incoming,torrents,usb,sd card,files,data,shared,public,mnt,volumes"
  ).split(","),
);

/**
 * Reads `03 - Artist - Title.mp3`, `1-07 Title.flac`, `Artist - Title.ogg`, `03. Title.wav` and `Title.m4a`, and takes
 * the folder as the album where the name carries a track number and the folder is not a catch-all ("Music", "Downloads"); a folder
 * like `CD 2` gives the disc and its parent the album.
 *
 * @param path absolute or relative, with `/` or `\`
 */
export function fileNameTags(path: string): FileNameTags {
  const parts = path.split(/[/\\]+/u).filter((part) => part !== "");
  const fileName = parts.at(-1) ?? path;
  const dot = fileName.lastIndexOf(".");
  const stem = readable(dot > 0 ? fileName.slice(0, dot) : fileName);
  const { discNo, trackNo, rest } = leadingNumber(stem);
  const { artist, title } = artistAndTitle(rest, trackNo !== null);
  const folder = trackNo === null ? { album: null, discNo: null } : albumFolder(parts);
  return {
    title: title === "" ? fileName : title,
    artist,
    album: folder.album,
    trackNo,
    discNo: discNo ?? folder.discNo,
  };
}

/** Underscores for spaces are an old habit; only where the name has no space of its own. */
function readable(stem: string): string {
  const text = stem.includes(" ") ? stem : stem.replaceAll("_", " ");
  return text.replaceAll(/\s+/gu, " ").trim();
}

function leadingNumber(stem: string): {
  discNo: number | null;
  trackNo: number | null;
  rest: string;
} {
  const withDisc = /^(\d)[-.](\d{2})(?:\s*[-.]\s+|\s+)(?=\S)(.+)$/u.exec(stem);
  if (withDisc !== null)
    return {
      discNo: numberOrNull(withDisc[1]),
      trackNo: numberOrNull(withDisc[2]),
      rest: withDisc[3] ?? "",
    };
  const bracketed = /^[([](\d{1,3})[)\]]\s*[-.]?\s*(.+)$/u.exec(stem);
  // A number is a track number when it has two digits with a leading zero, or a separator behind it: "99 Luftballons" is a title.
  const numbered =
    bracketed ??
    /^(\d{1,3})(?:\s*[-.)]\s+|\s+-\s*|[.)](?=\S))(.+)$/u.exec(stem) ??
    /^(0\d{1,2})\s+(.+)$/u.exec(stem);
  if (numbered === null) return { discNo: null, trackNo: null, rest: stem };
  return { discNo: null, trackNo: numberOrNull(numbered[1]), rest: numbered[2] ?? "" };
}

function numberOrNull(digits: string | undefined): number | null {
  const value = Number(digits ?? 0);
  return value > 0 ? value : null;
}

function artistAndTitle(rest: string, numbered: boolean): { artist: string | null; title: string } {
  const pieces = rest.split(/\s+[-–—]\s+/u).filter((piece) => piece !== "");
  if (pieces.length < 2) return { artist: null, title: rest.trim() };
  // "Artist - 03 - Title" and "Artist - Album - 03 - Title"
  const numberAt = numbered ? -1 : pieces.findIndex((piece) => /^\d{1,3}$/u.test(piece));
  if (numberAt > 0 && numberAt < pieces.length - 1)
    return { artist: pieces[0] ?? null, title: pieces.slice(numberAt + 1).join(" - ") };
  return { artist: pieces[0] ?? null, title: pieces.slice(1).join(" - ") };
}

function albumFolder(parts: readonly string[]): { album: string | null; discNo: number | null } {
  let folder = parts.at(-2);
  let discNo: number | null = null;
  const disc = /^(?:cd|disc|disk)\s*[-_.]?\s*(\d{1,2})\b/iu.exec(folder ?? "");
  if (disc !== null) {
    discNo = numberOrNull(disc[1]);
    folder = parts.at(-3);
  }
  if (folder === undefined || /^[a-z]:$/iu.test(folder)) return { album: null, discNo };
  const name = readable(folder)
    .replace(/^[([]?[12]\d{3}[)\]]?\s*[-.]\s*/u, "")
    .replace(/\s*[([][12]\d{3}[)\]]$/u, "");
  if (name === "" || plainFolders.has(name.toLowerCase())) return { album: null, discNo };
  return { album: name.split(/\s+[-–—]\s+/u).at(-1) ?? null, discNo };
}
