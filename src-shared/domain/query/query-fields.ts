/**
 * The one table of what a query may name: the parser, the whitelist of the evaluation, completion, the rule builder and the
 * guide's table all read it.
 */

/** How a field's values are written and compared. */
export type FieldType = "text" | "playlist" | "number" | "stars" | "duration" | "bytes" | "date";

export type FieldOperator = ":" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "..";

interface FieldFacts {
  /** Other ways to type it; all without regard to case. */
  readonly aliases: readonly string[];
  readonly type: FieldType;
  /** As a person reads it. */
  readonly label: string;
  readonly example: string;
  /** One sentence for the guide. */
  readonly help: string;
  /** Values worth offering exist: `songs.suggestValues` knows them. */
  readonly hasValues?: true;
}

interface NumberFacts extends FieldFacts {
  readonly type: "number" | "stars" | "duration" | "bytes";
  /** Highest value anybody can mean. */
  readonly most: number;
  readonly isWhole: boolean;
  /** Letters that may follow the number, and by what they multiply it. */
  readonly units?: Readonly<Record<string, number>>;
}

export const textFields = {
  title: {
    aliases: [],
    type: "text",
    label: "Title",
    example: "title:moon",
    help: "The song's title.",
  },
  artist: {
    aliases: ["artists"],
    type: "text",
    label: "Artist",
    example: 'artist:"nina simone"',
    help: "Any of the song's artists.",
    hasValues: true,
  },
  albumartist: {
    aliases: ["album_artist"],
    type: "text",
    label: "Album artist",
    example: 'albumartist="various artists"',
    help: "The artist the album is filed under.",
    hasValues: true,
  },
  album: {
    aliases: [],
    type: "text",
    label: "Album",
    example: 'album:"blue train"',
    help: "The album's title.",
    hasValues: true,
  },
  genre: {
    aliases: ["genres"],
    type: "text",
    label: "Genre",
    example: "genre:(jazz,soul)",
    help: "Any of the song's genres.",
    hasValues: true,
  },
  composer: {
    aliases: [],
    type: "text",
    label: "Composer",
    example: "composer:satie",
    help: "Who wrote it, where the file says.",
    hasValues: true,
  },
  comment: {
    aliases: ["comments"],
    type: "text",
    label: "Comment",
    example: "comment:vinyl",
    help: "The comment in the file.",
  },
  path: {
    aliases: [],
    type: "text",
    label: "File path",
    example: "path:/live/",
    help: "Folder and name of the file.",
  },
  key: {
    aliases: [],
    type: "text",
    label: "Key",
    example: "key=Am",
    help: "Musical key as the file says it.",
    hasValues: true,
  },
  codec: {
    aliases: ["format"],
    type: "text",
    label: "Codec",
    example: "codec:(flac,alac)",
    help: "How the sound is coded.",
    hasValues: true,
  },
  isrc: {
    aliases: [],
    type: "text",
    label: "ISRC",
    example: "isrc:GBAYE",
    help: "The recording's international code.",
  },
  language: {
    aliases: ["lang"],
    type: "text",
    label: "Language",
    example: "language=por",
    help: "Language code of the file's tags.",
    hasValues: true,
  },
  tag: {
    aliases: ["tags"],
    type: "text",
    label: "Tag",
    example: "tag=summer",
    help: "Any of your own tags.",
    hasValues: true,
  },
  notes: {
    aliases: ["note"],
    type: "text",
    label: "Notes",
    example: 'notes:"first dance"',
    help: "Your own notes.",
  },
  lyrics: {
    aliases: [],
    type: "text",
    label: "Lyrics",
    example: 'lyrics:"on the road"',
    help: "The words that are sung.",
  },
  playlist: {
    aliases: [],
    type: "playlist",
    label: "Playlist",
    example: 'playlist:"Road trip"',
    help: "In a playlist you may see, by its name or its uuid.",
    hasValues: true,
  },
} as const satisfies Readonly<Record<string, FieldFacts>>;

export const numberFields = {
  year: {
    aliases: [],
    type: "number",
    most: 9999,
    isWhole: true,
    label: "Year",
    example: "year:1990..1999",
    help: "Year of release.",
  },
  rating: {
    aliases: ["stars"],
    type: "stars",
    most: 5,
    isWhole: false,
    label: "Rating",
    example: "rating>=4.5",
    help: "Your stars, 0.5 to 5. Songs without a rating meet no comparison.",
  },
  plays: {
    aliases: ["playcount"],
    type: "number",
    most: 999_999_999,
    isWhole: true,
    label: "Plays",
    example: "plays[when:2026-05]>=3",
    help: "How often you played it; in brackets: which plays count.",
  },
  skips: {
    aliases: ["skipcount"],
    type: "number",
    most: 999_999_999,
    isWhole: true,
    label: "Skips",
    example: "skips[when<90d heard<30s]>=2",
    help: "How often you skipped it; in brackets: which skips count.",
  },
  length: {
    aliases: ["duration"],
    type: "duration",
    most: 9_999_999,
    isWhole: false,
    label: "Length",
    example: "length>5:00",
    help: "How long it is: `5:00`, `5m`, `300s` or `300`.",
  },
  bpm: {
    aliases: ["tempo"],
    type: "number",
    most: 9999,
    isWhole: false,
    label: "BPM",
    example: "bpm:120..126",
    help: "Beats a minute as the file says.",
  },
  track: {
    aliases: [],
    type: "number",
    most: 99_999,
    isWhole: true,
    label: "Track",
    example: "track:1",
    help: "Number on the disc.",
  },
  disc: {
    aliases: ["disk"],
    type: "number",
    most: 99_999,
    isWhole: true,
    label: "Disc",
    example: "disc:2",
    help: "Number of the disc.",
  },
  bitrate: {
    aliases: [],
    type: "number",
    most: 9_999_999,
    isWhole: false,
    units: { k: 1, kbps: 1 },
    label: "Bit rate",
    example: "bitrate<192",
    help: "Kilobits a second.",
  },
  samplerate: {
    aliases: [],
    type: "number",
    most: 9_999_999,
    isWhole: true,
    units: { hz: 1, k: 1000, khz: 1000 },
    label: "Sample rate",
    example: "samplerate>48k",
    help: "Samples a second: `44100` or `44.1k`.",
  },
  size: {
    aliases: ["filesize"],
    type: "bytes",
    most: 999_999_999_999,
    isWhole: true,
    label: "File size",
    example: "size>10MB",
    help: "Size of the file: `10MB`, `1.5GB` (powers of 1000) or bytes.",
  },
} as const satisfies Readonly<Record<string, NumberFacts>>;

export const dateFields = {
  added: {
    aliases: [],
    type: "date",
    label: "Added",
    example: "added<30d",
    help: "When it came into the library.",
  },
  played: {
    aliases: ["lastplayed"],
    type: "date",
    label: "Last played",
    example: "played>1y",
    help: "When you last played it; songs you never played meet no comparison.",
  },
} as const satisfies Readonly<Record<string, FieldFacts>>;

/** What brackets after `plays` and `skips` may say. */
export const eventFilters = {
  when: { type: "date", label: "When", example: "when<90d", help: "When it was played." },
  heard: {
    type: "duration",
    label: "Heard",
    example: "heard<30s",
    help: "How much of it was heard.",
  },
  hour: {
    type: "number",
    label: "Hour",
    example: "hour:22..4",
    help: "Hour of your day, 0 to 23; may pass midnight.",
  },
} as const;

/** `is:` */
export const flags = {
  favorite: {
    aliases: ["favourite", "fav", "loved"],
    label: "Favourite",
    help: "You marked it as a favourite.",
  },
  hidden: { aliases: [], label: "Hidden", help: "You hid it; hidden songs are in no other list." },
  missing: { aliases: [], label: "Missing", help: "Its file is away." },
  unplayed: { aliases: [], label: "Never played", help: "You never played it to the count." },
  rated: { aliases: [], label: "Rated", help: "You gave it stars." },
  lossless: { aliases: [], label: "Lossless", help: "The file keeps every bit of the sound." },
  explicit: { aliases: [], label: "Explicit", help: "The file says so." },
  compilation: { aliases: [], label: "On a compilation", help: "The file says so." },
  generated: { aliases: [], label: "Generated", help: "Made in Segue." },
} as const satisfies Readonly<Record<string, WordFacts>>;

/** `has:` */
export const parts = {
  lyrics: { aliases: [], label: "Lyrics", help: "Lyrics, with or without times." },
  cover: { aliases: ["artwork"], label: "Cover", help: "A picture." },
  notes: { aliases: ["note"], label: "Notes", help: "Your notes." },
  tags: { aliases: ["tag"], label: "Tags", help: "Any of your tags." },
  rating: { aliases: ["stars"], label: "Rating", help: "Your stars." },
  artist: { aliases: [], label: "Artist", help: "An artist's name." },
  album: { aliases: [], label: "Album", help: "An album's title." },
  genre: { aliases: [], label: "Genre", help: "A genre." },
  year: { aliases: [], label: "Year", help: "A year." },
  bpm: { aliases: ["tempo"], label: "BPM", help: "A tempo." },
  key: { aliases: [], label: "Key", help: "A musical key." },
} as const satisfies Readonly<Record<string, WordFacts>>;

export interface WordFacts {
  readonly aliases: readonly string[];
  readonly label: string;
  readonly help: string;
}

export type TextFieldName = keyof typeof textFields;
export type NumberFieldName = keyof typeof numberFields;
export type DateFieldName = keyof typeof dateFields;
export type EventFieldName = "plays" | "skips";
export type EventFilterName = keyof typeof eventFilters;
export type FlagName = keyof typeof flags;
export type PartName = keyof typeof parts;
export type FieldName = TextFieldName | NumberFieldName | DateFieldName;

/** A field as completion, the rule builder and the guide want it. */
export interface QueryField extends FieldFacts {
  readonly name: FieldName;
  readonly operators: readonly FieldOperator[];
  readonly kind: "text" | "number" | "date";
}

const operatorsOfType: Readonly<Record<FieldType, readonly FieldOperator[]>> = {
  text: [":", "=", "!="],
  playlist: [":"],
  number: ["=", "!=", "<", "<=", ">", ">=", ".."],
  stars: ["=", "!=", "<", "<=", ">", ">=", ".."],
  duration: ["=", "!=", "<", "<=", ">", ">=", ".."],
  bytes: ["=", "!=", "<", "<=", ">", ">=", ".."],
  date: ["<", "<=", ">", ">=", "..", "=", "!="],
};

/** Every field, in the order in which the guide and the rule builder list them. */
export const queryFields: readonly QueryField[] = [
  ...listed("text", textFields),
  ...listed("number", numberFields),
  ...listed("date", dateFields),
];

const fieldsByWord = new Map<string, QueryField>(
  queryFields.flatMap((field) =>
    [field.name, ...field.aliases].map((word): [string, QueryField] => [word, field]),
  ),
);

/** The field that a word names, whatever its case. */
export function fieldNamed(word: string): QueryField | undefined {
  return fieldsByWord.get(word.toLowerCase());
}

export const flagNames = Object.keys(flags) as FlagName[];
export const partNames = Object.keys(parts) as PartName[];
export const eventFilterNames = Object.keys(eventFilters) as EventFilterName[];

/** The key of `table` that a word names, whatever its case. */
export function wordNamed<Name extends string>(
  table: Readonly<Record<Name, WordFacts>>,
  word: string,
): Name | undefined {
  const wanted = word.toLowerCase();
  return (Object.keys(table) as Name[]).find(
    (name) => name === wanted || table[name].aliases.includes(wanted),
  );
}

export function numberFacts(name: NumberFieldName): NumberFacts {
  return numberFields[name];
}

function listed(
  kind: QueryField["kind"],
  table: Readonly<Partial<Record<FieldName, FieldFacts>>>,
): QueryField[] {
  return Object.entries(table).map(([name, facts]) => ({
    ...facts,
    name: name as FieldName,
    kind,
    operators: operatorsOfType[facts.type],
  }));
}
