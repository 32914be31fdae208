import type { Explanation, SongDetail } from "#shared/contract/index.ts";
import type { SmartLimit } from "#shared/domain/playlists/smart-rules.ts";
import { printNumber } from "#shared/domain/query/number-values.ts";
import { printNode } from "#shared/domain/query/print-query.ts";
import type { Query, QueryNode } from "#shared/domain/query/query-ast.ts";
import {
  dateFields,
  numberFacts,
  type NumberFieldName,
  numberFields,
  textFields,
} from "#shared/domain/query/query-fields.ts";
import type { RuledSong } from "#features/library/index.ts";
import { songCount } from "#features/playlists/change-entries.ts";

interface Told {
  readonly song: SongDetail;
  /** Whether ratings, notes, tags and plays may be told: they are the owner's. */
  readonly isOwn: boolean;
  readonly isKnownPlaylist: (name: string) => boolean;
}

/** @param query as a person reads it, with the nodes that `ruled` was made of */
export function explanationOf(
  query: Query,
  limit: SmartLimit | null,
  ruled: RuledSong,
  told: Told,
): Explanation {
  const lines = query === null ? [] : [...withDepth(query, 0)];
  const rules = lines.map(({ node, depth }, index) => {
    const { holds = false, events = null } = ruled.nodes[index] ?? {};
    return { depth, text: textOf(node), holds, actual: actualOf(node, events, told) };
  });
  if (ruled.isLeftOut) {
    const text = told.song.isHidden ? "Not hidden" : "In the library";
    rules.push({ depth: 0, text, holds: false, actual: null });
  }
  const isWithin = ruled.rank !== null && ruled.rank <= ruled.taken;
  return {
    isIn: isWithin,
    rules,
    limit:
      limit === null || ruled.rank === null
        ? null
        : { rank: ruled.rank, text: limitText(limit, ruled), isWithin },
  };
}

function* withDepth(
  node: QueryNode,
  depth: number,
): Generator<{ readonly node: QueryNode; readonly depth: number }, void> {
  yield { node, depth };
  if (node.kind === "not") yield* withDepth(node.item, depth + 1);
  else if (node.kind === "and" || node.kind === "or")
    for (const item of node.items) yield* withDepth(item, depth + 1);
}

function textOf(node: QueryNode): string {
  switch (node.kind) {
    case "and":
      return "All of these";
    case "or":
      return "Any of these";
    case "not":
      return "Not this";
    default:
      return printNode(node);
  }
}

function limitText(limit: SmartLimit, { taken, matchCount }: RuledSong): string {
  const of = `the first ${taken.toLocaleString("en")} of ${matchCount.toLocaleString("en")} are taken`;
  switch (limit.by) {
    case "count":
      return `At most ${songCount(limit.value)}: ${of}`;
    case "durationSec":
      return `At most ${lengthText(limit.value)}: ${of}`;
    case "bytes":
      return `At most ${printNumber(formOf("size"), Math.round(limit.value))}: ${of}`;
  }
}

/** What the song has where the rule asks; null where that says nothing more. */
function actualOf(node: QueryNode, events: number | null, told: Told): string | null {
  const { song, isOwn } = told;
  switch (node.kind) {
    case "words":
      return song.artist === null
        ? `It is "${song.title}"`
        : `It is "${song.title}" by ${song.artist}`;
    case "text": {
      if (node.field === "playlist") {
        return node.values.every((name) => told.isKnownPlaylist(name))
          ? null
          : "There is no such playlist that its owner can see";
      }
      const isPersonal = node.field === "tag" || node.field === "notes";
      if (node.field === "lyrics" || (isPersonal && !isOwn)) return null;
      return isText(textFields[node.field].label, textValue(node.field, song));
    }
    case "number":
      return numberText(node.field, told);
    case "date": {
      const isAdded = node.field === "added";
      if (!isAdded && !isOwn) return null;
      const time = isAdded ? song.addedAt : song.lastPlayedAt;
      if (time === null) return "Never played";
      return `${dateFields[node.field].label} on ${dayText(time)}`;
    }
    case "events": {
      if (events === null || !isOwn) return null;
      const what = node.field === "plays" ? "play" : "skip";
      return events === 1 ? `1 such ${what}` : `${events} such ${what}s`;
    }
    case "and":
    case "or":
    case "not":
    case "is":
    case "has":
      return null;
  }
}

function textValue(
  field: Exclude<keyof typeof textFields, "playlist" | "lyrics">,
  song: SongDetail,
): string | null {
  switch (field) {
    case "artist":
      return song.artists.length === 0 ? song.artist : song.artists.join(", ");
    case "albumartist":
      return song.albumArtist ?? song.artist;
    case "genre":
      return song.genres.length === 0 ? song.genre : song.genres.join(", ");
    case "path":
      return song.localPath;
    case "key":
      return song.musicalKey;
    case "language":
      return song.languageCode;
    case "tag":
      return song.tags.join(", ");
    default:
      return song[field];
  }
}

function numberText(field: NumberFieldName, { song, isOwn }: Told): string | null {
  const { label } = numberFields[field];
  switch (field) {
    case "rating":
      if (!isOwn) return null;
      return song.rating === null ? "Not rated" : `${label} is ${song.rating / 2}`;
    case "plays":
      return isOwn ? `${label}: ${song.playCount}` : null;
    case "skips":
      return isOwn ? `${label}: ${song.skipCount}` : null;
    case "length":
      return `${label} is ${lengthText(Math.floor(song.durationSec))}`;
    case "size":
      return `${label} is ${(song.filesizeBytes / 1e6).toFixed(1)}MB`;
    default: {
      const values = {
        year: song.year,
        bpm: song.bpm,
        track: song.trackNo,
        disc: song.discNo,
        bitrate: song.bitrateKbps,
        samplerate: song.sampleRateHz,
      };
      return isText(label, values[field] === null ? null : String(values[field]));
    }
  }
}

function isText(label: string, value: string | null): string {
  return value === null || value === "" ? `${label} is empty` : `${label} is ${value}`;
}

function lengthText(seconds: number): string {
  return printNumber(formOf("length"), seconds);
}

function formOf(field: NumberFieldName) {
  return numberFacts(field);
}

/** The day as clocks here show it. */
function dayText(timeMs: number): string {
  const date = new Date(timeMs);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}
