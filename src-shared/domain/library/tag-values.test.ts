import { describe, expect, it } from "vitest";
import { fileNameTags } from "./file-name-tags.ts";
import { findFolderCover } from "./folder-cover.ts";
import { parseId3Genre } from "./id3-genres.ts";
import { tagFacts } from "./tag-facts.ts";
import { TagMap } from "./tag-map.ts";
import { parseDate, parseGainDb, parseNumberOf, parseR128Gain, splitValues } from "./tag-values.ts";

describe("tag values", () => {
  it("reads numbers with totals, dates, gains and lists as taggers write them", () => {
    expect(parseNumberOf("03/12")).toEqual({ number: 3, total: 12 });
    expect(parseNumberOf("0")).toEqual({ number: null, total: null });
    expect(parseDate("1999-07-21T00:00:00Z")).toBe("1999-07-21");
    expect(parseDate("1999-13")).toBe("1999");
    expect(parseDate("unknown")).toBeNull();
    expect(parseDate("circa 1999")).toBe("1999");
    for (const text of ["0000-00-00", "99999", "-1500", "19xx"]) expect(parseDate(text)).toBeNull();
    expect(parseGainDb("-7,03 dB")).toBe(-7.03);
    expect(parseR128Gain("-512")).toBe(3);
    expect(splitValues(["A; B", "AC/DC", "Tyler, The Creator"])).toEqual([
      "A",
      "B",
      "AC/DC",
      "Tyler, The Creator",
    ]);
    expect(parseId3Genre("(17)")).toEqual(["Rock"]);
    expect(parseId3Genre("(17)Post-Rock")).toEqual(["Post-Rock"]);
  });

  // Would catch a tag that steers a terminal, or one of a megabyte sent with every row of a list.
  it("takes control characters and absurd lengths out, and keeps the lines of lyrics", () => {
    const tags = new TagMap();
    tags.add("TITLE", "red \u001b[31m\u0007alert\r\nsecond");
    tags.add("ALBUM", "x".repeat(1_000_000));
    tags.add("LYRICS", "one\ntwo");
    for (let no = 0; no < 3000; no += 1) tags.add("ARTIST", `Artist ${no}`);
    const facts = tagFacts(tags);
    expect(facts.title).toBe("red  [31m alert second");
    expect(facts.album).toHaveLength(2000);
    expect(facts.lyricsPlain).toBe("one\ntwo");
    expect(facts.artists).toHaveLength(250);
  });

  // Would catch the loudness of an Opus file being five decibels off, and a rating on the wrong scale.
  it("makes facts of what has several spellings", () => {
    const tags = new TagMap();
    tags.add("R128_TRACK_GAIN", "0");
    tags.add("replaygain_album_gain", "+1.50 dB");
    tags.add("POPM", "196");
    tags.add("MusicBrainz Album Id", "x");
    tags.add("ARTIST", "A feat. B");
    tags.add("ARTISTS", "A");
    tags.add("ARTISTS", "B");
    tags.add("LYRICS", "[00:01.00]La");
    expect(tagFacts(tags)).toMatchObject({
      replaygainTrackGainDb: 5,
      replaygainAlbumGainDb: 1.5,
      rating: 8,
      musicbrainzReleaseId: "x",
      artist: "A feat. B",
      artists: ["A", "B"],
      lyricsPlain: null,
      lyricsSynced: "[00:01.00]La",
    });
  });
});

describe("fileNameTags", () => {
  it.each([
    ["/m/Artist/Blue Album/03 - Artist - Title.mp3", "Title", "Artist", "Blue Album", 3, null],
    ["/m/1999 - Blue Album/CD 2/1-07 Title.flac", "Title", null, "Blue Album", 7, 1],
    ["C:\\Music\\04. Title.wav", "Title", null, null, 4, null],
    ["/Downloads/99 Luftballons.mp3", "99 Luftballons", null, null, null, null],
    ["Nena_-_99_Luftballons.mp3", "99 Luftballons", "Nena", null, null, null],
  ])("reads %s", (path, title, artist, album, trackNo, discNo) => {
    expect(fileNameTags(path)).toEqual({ title, artist, album, trackNo, discNo });
  });
});

describe("findFolderCover", () => {
  it("takes names before extensions, in any case", () => {
    expect(findFolderCover(["a.mp3", "Folder.jpg", "COVER.PNG"])).toBe("COVER.PNG");
    expect(findFolderCover(["front.webp", "album.jpg"])).toBe("front.webp");
    expect(findFolderCover(["discover.jpg", ".cover.jpg", "cover.txt"])).toBeNull();
  });
});
