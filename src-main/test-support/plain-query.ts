import type {
  Age,
  CalendarDate,
  DateTest,
  EventFilter,
  NumberTest,
  QueryNode,
  TextNode,
} from "#shared/domain/query/query-ast.ts";
import { momentAgo } from "#shared/domain/query/date-values.ts";
import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import { type PlainEvent, plainNowMs, plainSearchText, type PlainSong } from "./plain-songs.ts";

/** A playlist by what is in it, as one person sees it: by index into the songs. */
export type PlainPlaylists = ReadonlyMap<string, (index: number) => boolean>;

/** Whether a song meets a query, decided song by song without sets, columns or SQL. */
export function plainlyMeets(
  node: QueryNode,
  song: PlainSong,
  index: number,
  person: 0 | 1,
  playlists: PlainPlaylists,
): boolean {
  const own = song.own[person];
  const meets = (other: QueryNode): boolean => plainlyMeets(other, song, index, person, playlists);
  switch (node.kind) {
    case "and":
      return node.items.every(meets);
    case "or":
      return node.items.some(meets);
    case "not":
      return !meets(node.item);
    case "words":
      return plainSearchText(song).includes(foldForSearch(node.text));
    case "text": {
      if (node.field === "playlist") {
        return node.values.some((name) => playlists.get(foldForSearch(name))?.(index) === true);
      }
      return textMeets(node, valuesOf(node.field, song, person));
    }
    case "number":
      return numberMeets(node.test, numberOf(node.field, song, person), node.field);
    case "date":
      return dateMeets(
        node.test,
        node.field === "added" ? song.addedAt : lastPlayed(own.events),
        null,
      );
    case "events": {
      const verdict = node.field === "plays" ? "played" : "skipped";
      const count = own.events.filter(
        (event) =>
          event.verdict === verdict && node.filters.every((filter) => passes(filter, event)),
      ).length;
      return numberMeets(node.test, count, "plays");
    }
    case "is":
      switch (node.flag) {
        case "favorite":
          return own.isFavorite;
        case "hidden":
          return own.isHidden;
        case "missing":
          return song.availability !== "available";
        case "unplayed":
          return !own.events.some(({ verdict }) => verdict === "played");
        case "rated":
          return own.rating !== null;
        case "lossless":
          return song.isLossless;
        case "explicit":
          return song.explicit === true;
        case "compilation":
          return song.isCompilation;
        case "generated":
          return song.origin === "generated";
      }
    // Every flag returned above.
    case "has":
      switch (node.part) {
        case "lyrics":
          return song.lyrics !== null;
        case "cover":
          return song.hasCover;
        case "notes":
          return own.notes !== null;
        case "tags":
          return own.tags.length > 0;
        case "rating":
          return own.rating !== null;
        case "artist":
          return (song.artist ?? "") !== "";
        case "album":
          return (song.album ?? "") !== "";
        case "genre":
          return song.genres.length > 0;
        case "year":
          return song.year !== null;
        case "bpm":
          return song.bpm !== null;
        case "key":
          return song.key !== null;
      }
  }
}

function valuesOf(field: TextNode["field"], song: PlainSong, person: 0 | 1): (string | null)[] {
  const own = song.own[person];
  switch (field) {
    case "artist":
      return [song.artist, ...song.artists];
    case "albumartist":
      return [song.albumArtist ?? (song.isCompilation ? "Various Artists" : song.artist)];
    case "genre":
      return [song.genres.join(", "), ...song.genres];
    case "tag":
      return own.tags.length === 0 ? [null] : [...own.tags];
    case "notes":
      return [own.notes];
    case "path":
      throw new Error("Paths hold random names: they are tested apart");
    case "playlist":
      throw new Error("A playlist is no text of a song");
    default:
      return [song[field]];
  }
}

function textMeets({ operator, values }: TextNode, has: readonly (string | null)[]): boolean {
  const own = has.map((value) => foldForSearch(value ?? ""));
  const wanted = values.map((value) => foldForSearch(value));
  const isAny = wanted.some((value) =>
    own.some((text) => (operator === ":" ? text.includes(value) : text === value)),
  );
  return operator === "!=" ? !isAny : isAny;
}

function numberOf(field: string, song: PlainSong, person: 0 | 1): number | null {
  const own = song.own[person];
  switch (field) {
    case "rating":
      return own.rating === null ? null : own.rating / 2;
    case "plays":
      return own.events.filter(({ verdict }) => verdict === "played").length;
    case "skips":
      return own.events.filter(({ verdict }) => verdict === "skipped").length;
    default:
      return song[field as "year" | "length" | "bpm" | "track" | "disc" | "bitrate" | "size"];
  }
}

/** The value as lists show it, where a whole number was typed. */
function shown(field: string, value: number, typed: number): number {
  if (!Number.isInteger(typed)) return value;
  if (field === "length" || field === "heard") return Math.floor(value);
  return field === "bpm" || field === "bitrate" ? Math.round(value) : value;
}

function numberMeets(test: NumberTest, value: number | null, field: string): boolean {
  if (value === null) return test.operator === "!=";
  const than = (typed: number): number => shown(field, value, typed) - typed;
  switch (test.operator) {
    case "=":
      return test.values.some((typed) => than(typed) === 0);
    case "!=":
      return test.values.every((typed) => than(typed) !== 0);
    case "<":
      return than(test.value) < 0;
    case "<=":
      return than(test.value) <= 0;
    case ">":
      return than(test.value) > 0;
    case ">=":
      return than(test.value) >= 0;
    case "..":
      return (
        (test.from === null || than(test.from) >= 0) && (test.to === null || than(test.to) <= 0)
      );
  }
}

/** @param utcOffsetMin where the listener was; null: here */
function dateMeets(test: DateTest, timeMs: number | null, utcOffsetMin: number | null): boolean {
  if (timeMs === null) return test.operator === "!=";
  const day = dayOf(timeMs, utcOffsetMin);
  /** Below 0: before the date, or younger than the age. */
  const than = (value: Age | CalendarDate): number => {
    if (value.kind === "age") return momentAgo(value, plainNowMs) - timeMs;
    const typed = [value.year, value.month, value.day]
      .filter((part) => part !== null)
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    const part = day.slice(0, typed.length);
    return part === typed ? 0 : part < typed ? -1 : 1;
  };
  switch (test.operator) {
    case "=":
      return test.values.some((typed) => than(typed) === 0);
    case "!=":
      return test.values.every((typed) => than(typed) !== 0);
    case "<":
      return than(test.value) < 0;
    case "<=":
      return than(test.value) <= 0;
    case ">":
      return than(test.value) > 0;
    case ">=":
      return than(test.value) >= 0;
    case "..": {
      const { from, to } = test;
      if (from?.kind === "age" && to?.kind === "age") {
        return Math.min(than(from), than(to)) <= 0 && Math.max(than(from), than(to)) >= 0;
      }
      return (from === null || than(from) >= 0) && (to === null || than(to) <= 0);
    }
  }
}

function dayOf(timeMs: number, utcOffsetMin: number | null): string {
  const offsetMin = utcOffsetMin ?? -new Date(timeMs).getTimezoneOffset();
  return new Date(timeMs + offsetMin * 60_000).toISOString().slice(0, 10);
}

function passes(filter: EventFilter, { playedAt, utcOffsetMin, heardSec }: PlainEvent): boolean {
  switch (filter.name) {
    case "when":
      return dateMeets(filter.test, playedAt, utcOffsetMin);
    case "heard":
      return numberMeets(filter.test, heardSec, "heard");
    case "hour": {
      const hour = new Date(playedAt + utcOffsetMin * 60_000).getUTCHours();
      const { test } = filter;
      const isOverMidnight =
        test.operator === ".." && test.from !== null && test.to !== null && test.from > test.to;
      if (isOverMidnight) return hour >= (test.from ?? 0) || hour <= (test.to ?? 0);
      return numberMeets(test, hour, "hour");
    }
  }
}

function lastPlayed(events: readonly PlainEvent[]): number | null {
  const times = events
    .filter(({ verdict }) => verdict === "played")
    .map(({ playedAt }) => playedAt);
  return times.length === 0 ? null : Math.max(...times);
}
