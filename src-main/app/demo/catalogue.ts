import { seedOf, seededRandom } from "#core/audio/synth/random.ts";

import type { StyleName } from "./styles.ts";

export type DemoFormat = "mp3" | "ogg" | "flac" | "wav" | "aiff";

/** A record that never was. */
export interface DemoAlbum {
  readonly title: string;
  readonly artist: string;
  readonly year: number;
  readonly genres: readonly [string, ...string[]];
  readonly style: StyleName;
  readonly format: DemoFormat;
  /** In the files, beside them as cover.png, or nowhere: players must cope with all three. */
  readonly cover: "embedded" | "file" | "none";
  /** A title, or a title with a guest. */
  readonly tracks: readonly (string | readonly [title: string, guest: string])[];
}

/** Invented names only; any likeness to a real band is chance. */
export const demoAlbums: readonly DemoAlbum[] = [
  {
    title: "Night Ferry",
    artist: "Marlow & the Tides",
    year: 2019,
    genres: ["Indie Folk"],
    style: "indieFolk",
    format: "flac",
    cover: "embedded",
    tracks: [
      "Harbour Lights",
      "Paper Moon",
      ["Low Tide", "Ana Reyes"],
      "Saint Elmo",
      "The Long Way Round",
    ],
  },
  {
    title: "Undertow",
    artist: "Marlow & the Tides",
    year: 2023,
    genres: ["Indie Folk", "Dream Pop"],
    style: "dreamPop",
    format: "mp3",
    cover: "embedded",
    tracks: ["Glass River", "Afterimage", "Tenderness", "Wake"],
  },
  {
    title: "Small Hours",
    artist: "Kestrel",
    year: 2021,
    genres: ["Lo-fi Hip Hop"],
    style: "lofi",
    format: "ogg",
    cover: "embedded",
    tracks: ["Slow Burner", "Dust & Gold", "Quiet Company", "Field Notes", "Interlude"],
  },
  {
    title: "夜明けの街",
    artist: "Yumi Okada",
    year: 1984,
    genres: ["City Pop"],
    style: "cityPop",
    format: "flac",
    cover: "embedded",
    tracks: ["夜明けの街", "真夜中のドライブ", "海辺の電話", ["Silver Thread", "Kestrel"]],
  },
  {
    title: "Ørsted",
    artist: "Nils Aaberg",
    year: 2016,
    genres: ["Ambient"],
    style: "ambient",
    format: "flac",
    cover: "embedded",
    tracks: ["Ørsted", "Blå time", "Northbound", "Halcyon"],
  },
  {
    title: "Signal Hill",
    artist: "Ostrava",
    year: 2022,
    genres: ["Techno"],
    style: "techno",
    format: "mp3",
    cover: "embedded",
    tracks: ["Little Machines", "Static Bloom", "Přesčas", "Parallel Lines"],
  },
  {
    title: "Copper Sky",
    artist: "Lune",
    year: 2018,
    genres: ["Deep House", "Electronic"],
    style: "deepHouse",
    format: "mp3",
    cover: "embedded",
    tracks: ["Copper Sky", "Ember", "Blue Hour", ["Après minuit", "Ana Reyes"], "Meridian"],
  },
  {
    title: "Amber Lines",
    artist: "Delta Ferry",
    year: 1987,
    genres: ["Synthwave"],
    style: "synthwave",
    format: "ogg",
    cover: "embedded",
    tracks: ["Amber Lines", "Overpass", "Chrome Weather", "Everything After"],
  },
  {
    title: "Live at the Old Mill",
    artist: "The Hollis Trio",
    year: 1962,
    genres: ["Jazz"],
    style: "jazz",
    format: "wav",
    cover: "file",
    tracks: ["Blues for Marlow", "Two Doors Down", "Half Past Never", "A Cup of Something"],
  },
  {
    title: "Winter Garden",
    artist: "Hollow Pines",
    year: 2011,
    genres: ["Classical", "Chamber Music"],
    style: "chamber",
    format: "flac",
    cover: "embedded",
    tracks: ["I. Andante", "II. Larghetto", "III. Scherzo, poco lento", "IV. Epilogue"],
  },
  {
    title: "Salt",
    artist: "Ana Reyes",
    year: 1974,
    genres: ["Bossa Nova", "Latin"],
    style: "bossa",
    format: "ogg",
    cover: "embedded",
    tracks: ["Sal", "Janela", "Canção do cais", ["Manhã devagar", "The Hollis Trio"], "Ondas"],
  },
  {
    title: "Cartography",
    artist: "Paper Satellites",
    year: 2004,
    genres: ["Drum & Bass"],
    style: "drumAndBass",
    format: "mp3",
    cover: "none",
    tracks: ["Contour", "Legend", "Scale 1:174", "Isobar"],
  },
  {
    title: "Low Season",
    artist: "Brother Quay",
    year: 1979,
    genres: ["Dub", "Reggae"],
    style: "dub",
    format: "aiff",
    cover: "embedded",
    tracks: ["Low Season", "Breakwater Version", "Quayside Dub"],
  },
  {
    title: "Cassettes",
    artist: "",
    year: 0,
    genres: ["Unknown"],
    style: "lofi",
    format: "mp3",
    cover: "none",
    tracks: ["take 3 (rough)", "untitled 07", "kitchen demo", "bounce_final_2"],
  },
];

/** One file of the demo library. */
export interface DemoTrack {
  readonly album: DemoAlbum;
  readonly title: string;
  readonly artists: readonly string[];
  readonly trackNo: number;
  readonly seed: number;
  readonly lengthSec: number;
  /** Relative to the demo's folder, `/` between folders. */
  readonly path: string;
}

/** Every file of the demo library, in the order of its albums. */
export function demoTracks(): DemoTrack[] {
  return demoAlbums.flatMap((album) =>
    album.tracks.map((entry, index) => {
      const [title, guest] = typeof entry === "string" ? [entry, null] : entry;
      const seed = seedOf(`${album.title}/${title}`);
      const trackNo = index + 1;
      const artist = album.artist === "" ? "Unsorted" : album.artist;
      const number = String(trackNo).padStart(2, "0");
      return {
        album,
        title,
        artists: [album.artist, ...(guest === null ? [] : [guest])].filter((name) => name !== ""),
        trackNo,
        seed,
        lengthSec: seededRandom(seed).between(37, 49),
        path: [artist, album.title, `${number} ${title}.${album.format}`].map(fileName).join("/"),
      };
    }),
  );
}

/** A name that every file system takes. */
function fileName(name: string): string {
  return name
    .replaceAll(/[\\/:*?"<>|]/g, "_")
    .replace(/[. ]+$/, "")
    .normalize("NFC");
}
