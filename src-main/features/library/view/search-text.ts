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

interface Answer {
  readonly words: readonly string[];
  readonly ids: Uint32Array;
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
  /** By song id: the line in that chunk. */
  #lineOf = new Uint32Array(0);
  #songCount = 0;
  #answers: Answer[] = [];

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

  /** Ids of the songs whose text holds every word, in no order. Runs in slices. */
  *find(words: readonly string[]): Generator<void, Uint32Array> {
    const needles = words.map(asBytes).toSorted((a, b) => b.length - a.length);
    const known = this.#answers.find((answer) => sameWords(answer.words, words));
    if (known !== undefined) return known.ids;
    const former = this.#answers
      .filter((answer) => narrows(answer.words, words))
      .toSorted((a, b) => a.ids.length - b.ids.length)[0];
    // Looking at single lines costs more each than running through the text.
    const ids =
      former !== undefined && former.ids.length < this.#songCount / 8
        ? this.#narrow(former.ids, needles)
        : yield* this.#scan(needles);
    this.#answers = [{ words, ids }, ...this.#answers].slice(0, keptAnswers);
    return ids;
  }

  *#scan(needles: readonly string[]): Generator<void, Uint32Array> {
    const first = needles[0] ?? "";
    const others = needles.slice(1);
    const found = new Uint32Array(this.#songCount);
    let count = 0;
    for (const [index, chunk] of this.#chunks.entries()) {
      const { text, starts, ids } = chunk;
      const owner = index + 1;
      let line = 0;
      let at = text.indexOf(first);
      while (at !== -1) {
        while ((starts[line + 1] ?? Infinity) <= at) line += 1;
        const id = ids[line] ?? 0;
        if (this.#chunkOf[id] === owner && (others.length === 0 || holdsAll(chunk, line, others))) {
          found[count] = id;
          count += 1;
        }
        at = text.indexOf(first, starts[line + 1]);
      }
      yield;
    }
    return found.slice(0, count);
  }

  #narrow(former: Uint32Array, needles: readonly string[]): Uint32Array {
    return former.filter((id) => {
      const chunk = this.#chunks[(this.#chunkOf[id] ?? 0) - 1];
      return chunk !== undefined && holdsAll(chunk, this.#lineOf[id] ?? 0, needles);
    });
  }

  #own(chunk: Chunk, owner: number): void {
    const highest = chunk.ids.reduce((high, id) => Math.max(high, id), 0);
    if (highest >= this.#chunkOf.length) {
      const capacity = Math.ceil((highest + 1) * 1.2) + 1024;
      const former = { chunkOf: this.#chunkOf, lineOf: this.#lineOf };
      this.#chunkOf = new Uint16Array(capacity);
      this.#chunkOf.set(former.chunkOf);
      this.#lineOf = new Uint32Array(capacity);
      this.#lineOf.set(former.lineOf);
    }
    for (let line = 0; line < chunk.ids.length; line += 1) {
      const id = chunk.ids[line] ?? 0;
      if (this.#chunkOf[id] === 0) this.#songCount += 1;
      this.#chunkOf[id] = owner;
      this.#lineOf[id] = line;
    }
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
        if (this.#chunkOf[id] !== index + 1 || this.#lineOf[id] !== line) continue;
        ids.push(id);
        lines.push(lineOf(chunk, line));
      }
    }
    const joined = chunkOf(
      Buffer.from(ids.join(","), "latin1"),
      Buffer.from(lines.join("\n"), "latin1"),
    );
    if (joined === null) throw new Error("Lines that were joined cannot be parted again");
    const isSmall = new Set(small.map(({ index }) => index));
    const owners = new Map<number, number>();
    for (const index of this.#chunks.keys())
      if (!isSmall.has(index)) owners.set(index + 1, owners.size + 1);
    const kept = this.#chunks.filter((_, index) => !isSmall.has(index));
    for (let id = 0; id < this.#chunkOf.length; id += 1) {
      this.#chunkOf[id] = owners.get(this.#chunkOf[id] ?? 0) ?? this.#chunkOf[id] ?? 0;
    }
    this.#chunks.splice(0, this.#chunks.length, ...kept, joined);
    this.#own(joined, this.#chunks.length);
  }
}

function lineOf({ text, starts }: Chunk, line: number): string {
  return text.slice(starts[line], (starts[line + 1] ?? 0) - 1);
}

function holdsAll(chunk: Chunk, line: number, words: readonly string[]): boolean {
  const text = lineOf(chunk, line);
  return words.every((word) => text.includes(word));
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
