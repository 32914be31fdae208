/**
 * Tags of any format under one set of names: those of Vorbis comments as Picard writes them, upper case. Every parser
 * fills one of these, and only `tagFacts` reads it.
 */
export class TagMap {
  readonly #values = new Map<string, string[]>();

  /**
   * Adds a value under the canonical form of `name`. Empty values and what is only NUL or space are dropped; control
   * characters become spaces where a value is one line, and what no tag needs in length or number is cut.
   */
  add(name: string, value: string): void {
    const key = canonicalTagName(name);
    const text = longTexts.has(key) ? cleanText(value) : cleanLine(value);
    if (text === "") return;
    const existing = this.#values.get(key);
    if (existing === undefined) this.#values.set(key, [text]);
    else if (existing.length < mostValues && !existing.includes(text)) existing.push(text);
  }

  /** Takes over the names that this map does not have yet: a lesser source fills gaps, it never overrules. */
  fillFrom(other: TagMap): void {
    for (const [key, values] of other.#values)
      if (!this.#values.has(key)) this.#values.set(key, values);
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The first value of the first of these names that has one. */
  first(...names: readonly string[]): string | null {
    for (const name of names) {
      const value = this.#values.get(name)?.[0];
      if (value !== undefined) return value;
    }
    return null;
  }

  get size(): number {
    return this.#values.size;
  }
}

/** Tags that have lines. */
const longTexts = new Set(["LYRICS", "SYNCEDLYRICS", "COMMENT"]);
/** Rows of a list carry these: a damaged or hostile tag of a megabyte would be sent with each. Characters. */
const longestLine = 2000;
const longestText = 200_000;
/** Of one name; the largest choirs stay below. */
const mostValues = 250;

function cleanText(value: string): string {
  const text = value.includes("\0") ? value.replaceAll("\0", "") : value;
  return cut(text.trim(), longestText);
}

function cleanLine(value: string): string {
  const text = value.includes("\0") ? value.replaceAll("\0", "") : value;
  return cut(text.replaceAll(/\p{Cc}+/gu, " ").trim(), longestLine);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed().trimEnd();
}

/** Names that formats and taggers use for the same thing. Keys are upper case. */
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ALBUM_ARTIST: "ALBUMARTIST",
    "ALBUM ARTIST": "ALBUMARTIST",
    AUTHOR: "ARTIST",
    TRACK: "TRACKNUMBER",
    TRACKNUM: "TRACKNUMBER",
    TOTALTRACKS: "TRACKTOTAL",
    TRACKC: "TRACKTOTAL",
    DISC: "DISCNUMBER",
    DISK: "DISCNUMBER",
    TOTALDISCS: "DISCTOTAL",
    DISCC: "DISCTOTAL",
    YEAR: "DATE",
    ORIGYEAR: "ORIGINALDATE",
    ORIGINALYEAR: "ORIGINALDATE",
    RELEASE_DATE: "RELEASEDATE",
    RELEASETIME: "RELEASEDATE",
    DESCRIPTION: "COMMENT",
    TEMPO: "BPM",
    KEY: "INITIALKEY",
    INITIAL_KEY: "INITIALKEY",
    "INITIAL KEY": "INITIALKEY",
    UNSYNCEDLYRICS: "LYRICS",
    "UNSYNCED LYRICS": "LYRICS",
    SYNCEDLYRICS: "SYNCEDLYRICS",
    "ALBUM ARTIST SORT": "ALBUMARTISTSORT",
    ALBUM_ARTIST_SORT: "ALBUMARTISTSORT",
    ITUNESCOMPILATION: "COMPILATION",
    LANG: "LANGUAGE",
    "FMPS/RATING": "FMPS_RATING",
    "MUSICBRAINZ TRACK ID": "MUSICBRAINZ_TRACKID",
    "MUSICBRAINZ RECORDING ID": "MUSICBRAINZ_TRACKID",
    "MUSICBRAINZ RELEASE TRACK ID": "MUSICBRAINZ_RELEASETRACKID",
    "MUSICBRAINZ ALBUM ID": "MUSICBRAINZ_ALBUMID",
    "MUSICBRAINZ ALBUM RELEASE ID": "MUSICBRAINZ_ALBUMID",
    "MUSICBRAINZ RELEASE GROUP ID": "MUSICBRAINZ_RELEASEGROUPID",
    "MUSICBRAINZ ARTIST ID": "MUSICBRAINZ_ARTISTID",
    "MUSICBRAINZ ALBUM ARTIST ID": "MUSICBRAINZ_ALBUMARTISTID",
    // taglib-wasm's camel case names
    REPLAYGAINTRACKGAIN: "REPLAYGAIN_TRACK_GAIN",
    REPLAYGAINTRACKPEAK: "REPLAYGAIN_TRACK_PEAK",
    REPLAYGAINALBUMGAIN: "REPLAYGAIN_ALBUM_GAIN",
    REPLAYGAINALBUMPEAK: "REPLAYGAIN_ALBUM_PEAK",
    MUSICBRAINZTRACKID: "MUSICBRAINZ_TRACKID",
    MUSICBRAINZRELEASETRACKID: "MUSICBRAINZ_RELEASETRACKID",
    MUSICBRAINZRELEASEID: "MUSICBRAINZ_ALBUMID",
    MUSICBRAINZRELEASEGROUPID: "MUSICBRAINZ_RELEASEGROUPID",
    MUSICBRAINZARTISTID: "MUSICBRAINZ_ARTISTID",
    MUSICBRAINZRELEASEARTISTID: "MUSICBRAINZ_ALBUMARTISTID",
    "WM/ALBUMTITLE": "ALBUM",
    "WM/ALBUMARTIST": "ALBUMARTIST",
    "WM/TRACKNUMBER": "TRACKNUMBER",
    "WM/TRACKTOTAL": "TRACKTOTAL",
    "WM/PARTOFSET": "DISCNUMBER",
    "WM/GENRE": "GENRE",
    "WM/YEAR": "DATE",
    "WM/ORIGINALRELEASEYEAR": "ORIGINALDATE",
    "WM/ORIGINALRELEASETIME": "ORIGINALDATE",
    "WM/COMPOSER": "COMPOSER",
    "WM/BEATSPERMINUTE": "BPM",
    "WM/INITIALKEY": "INITIALKEY",
    "WM/LYRICS": "LYRICS",
    "WM/LYRICS_SYNCHRONISED": "SYNCEDLYRICS",
    "WM/ISRC": "ISRC",
    "WM/LANGUAGE": "LANGUAGE",
    "WM/ISCOMPILATION": "COMPILATION",
    "WM/TITLESORTORDER": "TITLESORT",
    "WM/ARTISTSORTORDER": "ARTISTSORT",
    "WM/ALBUMSORTORDER": "ALBUMSORT",
    "WM/ALBUMARTISTSORTORDER": "ALBUMARTISTSORT",
    "WM/SHAREDUSERRATING": "WMRATING",
    "WM/ARTISTS": "ARTISTS",
    "MUSICBRAINZ/TRACK ID": "MUSICBRAINZ_TRACKID",
    "MUSICBRAINZ/RELEASE TRACK ID": "MUSICBRAINZ_RELEASETRACKID",
    "MUSICBRAINZ/ALBUM ID": "MUSICBRAINZ_ALBUMID",
    "MUSICBRAINZ/RELEASE GROUP ID": "MUSICBRAINZ_RELEASEGROUPID",
    "MUSICBRAINZ/ARTIST ID": "MUSICBRAINZ_ARTISTID",
    "MUSICBRAINZ/ALBUM ARTIST ID": "MUSICBRAINZ_ALBUMARTISTID",
  }),
);

/** Upper case and without a tagger's own spelling: `MusicBrainz Album Id` and `MUSICBRAINZ_ALBUMID` are one name. */
export function canonicalTagName(name: string): string {
  const upper = name.toUpperCase();
  return aliases.get(upper) ?? upper;
}
