import { lineStarts, numbersOf } from "./packed-column.ts";
import { narrows } from "./search-words.ts";

/**
 * A stretch of the folded text of many songs, one line each. The text is UTF-8 read as if it were Latin-1: one byte a
 * character whatever the script, so that `indexOf` is a plain search for bytes, and UTF-8 never matches amid a letter.
 */
interface Chunk {
  readonly text: string;
  /** Where each line starts, and where one after the last would. */
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
}

interface Found {
  readonly words: readonly string[];
  /** Chunk and line of every hit, two numbers each. */
  readonly places: Uint32Array;
}

/** How many answers are kept: enough for a word typed and deleted again. */
const keptAnswers = 12;
/** More small chunks than this are put together. */
const keptSmallChunks = 8;
const smallChunkLines = 20_000;

/** The text of all songs in memory, searched by scanning. Changes come as new lines; the former line of a song is void. */
export class SearchText {
  readonly #chunks: Chunk[] = [];
  /** By song id: the chunk that holds its valid line, plus one. */
  #chunkOf = new Uint16Array(0);
  #answers: Found[] = [];

  /**
   * Adds songs: their ids, and their texts joined by line feeds. Texts of ids known before replace those.
   *
   * @returns the last id, for the next slice; null when a text holds a line feed itself and nothing was added
   */
  add(packedIds: Uint8Array, packedText: Buffer): number | null {
    const chunk = chunkOf(packedIds, packedText);
    if (chunk === null) return null;
    this.#chunks.push(chunk);
    this.#own(chunk, this.#chunks.length);
    this.#answers = [];
    this.#joinSmallChunks();
    return chunk.ids.at(-1) ?? 0;
  }

  /** Ids of the songs whose text holds every word. `pause` is called between chunks and may throw to give up. */
  *find(words: readonly string[]): Generator<void, Uint32Array> {
    const needles = words.map(asBytes).toSorted((a, b) => b.length - a.length);
    const known = this.#answers.find((answer) => sameWords(answer.words, words));
    if (known !== undefined) return this.#idsOf(known.places);
    const former = this.#answers
      .filter((answer) => narrows(answer.words, words))
      .toSorted((a, b) => a.places.length - b.places.length)[0];
    const lineCount = this.#chunks.reduce((sum, chunk) => sum + chunk.ids.length, 0);
    // Looking at single lines costs more each than running through the text.
    const places =
      former !== undefined && former.places.length / 2 < lineCount / 8
        ? this.#narrow(former.places, needles)
        : yield* this.#scan(needles, lineCount);
    this.#answers = [{ words, places }, ...this.#answers].slice(0, keptAnswers);
    return this.#idsOf(places);
  }

  *#scan(needles: readonly string[], lineCount: number): Generator<void, Uint32Array> {
    const first = needles[0] ?? "";
    const others = needles.slice(1);
    const places = new Uint32Array(lineCount * 2);
    let count = 0;
    for (const [index, { text, starts, ids }] of this.#chunks.entries()) {
      const owner = index + 1;
      let line = 0;
      let at = text.indexOf(first);
      while (at !== -1) {
        while ((starts[line + 1] ?? Infinity) <= at) line += 1;
        const end = starts[line + 1] ?? text.length + 1;
        if (
          this.#chunkOf[ids[line] ?? 0] === owner &&
          holdsAll(text, starts[line] ?? 0, end, others)
        ) {
          places[count] = index;
          places[count + 1] = line;
          count += 2;
        }
        at = text.indexOf(first, end);
      }
      yield;
    }
    return places.slice(0, count);
  }

  #narrow(former: Uint32Array, needles: readonly string[]): Uint32Array {
    const places = new Uint32Array(former.length);
    let count = 0;
    for (let index = 0; index < former.length; index += 2) {
      const chunk = this.#chunks[former[index] ?? 0];
      const line = former[index + 1] ?? 0;
      if (chunk === undefined) continue;
      const start = chunk.starts[line] ?? 0;
      const end = chunk.starts[line + 1] ?? chunk.text.length + 1;
      if (!holdsAll(chunk.text, start, end, needles)) continue;
      places[count] = former[index] ?? 0;
      places[count + 1] = line;
      count += 2;
    }
    return places.slice(0, count);
  }

  #idsOf(places: Uint32Array): Uint32Array {
    const ids = new Uint32Array(places.length / 2);
    for (let index = 0; index < ids.length; index += 1) {
      const chunk = this.#chunks[places[index * 2] ?? 0];
      ids[index] = chunk?.ids[places[index * 2 + 1] ?? 0] ?? 0;
    }
    return ids;
  }

  #own(chunk: Chunk, owner: number): void {
    const highest = chunk.ids.reduce((high, id) => Math.max(high, id), 0);
    if (highest >= this.#chunkOf.length) {
      const wider = new Uint16Array(Math.ceil((highest + 1) * 1.2) + 1024);
      wider.set(this.#chunkOf);
      this.#chunkOf = wider;
    }
    for (const id of chunk.ids) this.#chunkOf[id] = owner;
  }

  /** Every refresh adds a chunk; a few hundred of them would make the scan slow. */
  #joinSmallChunks(): void {
    const small = this.#chunks.flatMap((chunk, index) =>
      chunk.ids.length < smallChunkLines ? [{ chunk, index }] : [],
    );
    if (small.length <= keptSmallChunks) return;
    const lines: string[] = [];
    const ids: number[] = [];
    for (const { chunk, index } of small) {
      for (const [line, id] of chunk.ids.entries()) {
        if (this.#chunkOf[id] !== index + 1) continue;
        ids.push(id);
        lines.push(chunk.text.slice(chunk.starts[line], (chunk.starts[line + 1] ?? 0) - 1));
      }
    }
    const joined = chunkOf(
      Buffer.from(ids.join(","), "latin1"),
      Buffer.from(lines.join("\n"), "latin1"),
    );
    if (joined === null) throw new Error("Lines that were joined cannot be parted again");
    const isSmall = new Set(small.map(({ index }) => index));
    const kept = this.#chunks.filter((_, index) => !isSmall.has(index));
    const valid = kept.map((chunk) => {
      const former = this.#chunks.indexOf(chunk) + 1;
      return chunk.ids.filter((id) => this.#chunkOf[id] === former);
    });
    this.#chunks.length = 0;
    this.#chunks.push(...kept, joined);
    for (const [index, own] of valid.entries()) for (const id of own) this.#chunkOf[id] = index + 1;
    for (const id of joined.ids) this.#chunkOf[id] = kept.length + 1;
  }
}

function holdsAll(text: string, start: number, end: number, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const line = text.slice(start, end - 1);
  return words.every((word) => line.includes(word));
}

/** UTF-8 bytes as a Latin-1 string, like the text. */
function asBytes(word: string): string {
  return Buffer.from(word, "utf8").toString("latin1");
}

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word) => right.includes(word));
}

/** Null when a text holds a line feed itself. */
function chunkOf(packedIds: Uint8Array, packedText: Buffer): Chunk | null {
  const ids = numbersOf(packedIds);
  const text = packedText.toString("latin1");
  const starts = lineStarts(text, ids.length);
  return starts === null ? null : { text, starts, ids };
}
