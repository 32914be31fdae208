import { SaxesParser } from "saxes";
import { AppError } from "#shared/errors/app-error.ts";

export type PlistValue = string | number | boolean | PlistDict | readonly PlistValue[];
export type PlistDict = Readonly<{ [key: string]: PlistValue }>;

export interface ItunesVisitor {
  track(track: PlistDict): void;
  playlist(playlist: PlistDict): void;
}

interface Frame {
  /** Null for an array. */
  readonly dict: Record<string, PlistValue> | null;
  readonly array: PlistValue[];
  key: string | null;
}

/** Containers nest four deep in a library; what is far deeper was made to exhaust a parser. */
const deepest = 32;
const longestText = 1024 * 1024;

/**
 * Reads the property list of iTunes or Apple Music as it comes, one track or playlist at a time: the files reach hundreds of
 * megabytes. Entities are never expanded but XML's own, and nothing outside the file is fetched.
 */
export class ItunesParser {
  readonly #parser = new SaxesParser();
  readonly #visitor: ItunesVisitor;
  readonly #frames: Frame[] = [];
  #text = "";
  #isPlist = false;
  #hasTracks = false;

  constructor(visitor: ItunesVisitor) {
    this.#visitor = visitor;
    this.#parser.on("opentag", ({ name }) => this.#open(name));
    this.#parser.on("closetag", ({ name }) => this.#close(name));
    const text = (part: string): void => {
      if (this.#text.length < longestText) this.#text += part;
    };
    this.#parser.on("text", text);
    this.#parser.on("cdata", text);
    this.#parser.on("error", (error) => {
      if (/disallowed character/.test(error.message)) return;
      throw new AppError(
        "file_corrupt",
        `The file is not valid XML (${error.message}). Export the library again in iTunes or Music.`,
      );
    });
  }

  /** @throws AppError `file_corrupt` */
  write(text: string): void {
    this.#parser.write(text);
  }

  /** @throws AppError `file_corrupt`, `unsupported` when it was no library of iTunes */
  close(): void {
    if (!this.#isPlist) throw notItunes();
    this.#parser.close();
    if (!this.#hasTracks) throw notItunes();
  }

  #open(name: string): void {
    if (!this.#isPlist && name !== "plist") throw notItunes();
    this.#isPlist = true;
    this.#text = "";
    if (name !== "dict" && name !== "array") return;
    if (this.#frames.length >= deepest)
      throw new AppError("file_corrupt", "The file's XML is nested too deep.");
    const key = this.#frames.at(-1)?.key;
    if (this.#frames.length === 1 && key === "Tracks") this.#hasTracks = true;
    // No prototype: a key of the file may be called "__proto__".
    const dict = Object.create(null) as Record<string, PlistValue>;
    this.#frames.push({ dict: name === "dict" ? dict : null, array: [], key: null });
  }

  #close(name: string): void {
    const text = this.#text;
    this.#text = "";
    const frame = this.#frames.at(-1);
    switch (name) {
      case "key":
        if (frame !== undefined) frame.key = text.trim();
        return;
      case "dict":
      case "array":
        this.#frames.pop();
        if (frame !== undefined) this.#add(frame.dict ?? frame.array);
        return;
      case "integer":
      case "real":
        this.#add(Number(text));
        return;
      case "true":
      case "false":
        this.#add(name === "true");
        return;
      case "data":
        // Rules of smart playlists, in a form that nobody documented: that there are some is enough.
        this.#add(true);
        return;
      case "string":
      case "date":
        this.#add(text);
        return;
      default:
    }
  }

  #add(value: PlistValue): void {
    const [root, section] = this.#frames;
    const isItem = this.#frames.length === 2 && typeof value === "object" && !Array.isArray(value);
    if (isItem && root?.key === "Tracks") {
      this.#visitor.track(value as PlistDict);
      return;
    }
    if (isItem && root?.key === "Playlists" && section?.dict === null) {
      this.#visitor.playlist(value as PlistDict);
      return;
    }
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    if (frame.dict === null) frame.array.push(value);
    else if (frame.key !== null) frame.dict[frame.key] = value;
  }
}

function notItunes(): AppError {
  return new AppError(
    "unsupported",
    "This file is no library of iTunes or Music. Export one there with File > Library > Export Library.",
  );
}
