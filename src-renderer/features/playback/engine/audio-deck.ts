/** The part of a media element that the engine touches; tests without a browser implement it. */
export type AudioElement = Pick<
  HTMLMediaElement,
  | "currentTime"
  | "duration"
  | "error"
  | "load"
  | "muted"
  | "pause"
  | "paused"
  | "play"
  | "preload"
  | "readyState"
  | "removeAttribute"
  | "src"
  | "volume"
> &
  EventTarget;

/** A queue entry as the engine needs it. */
export interface EngineTrack {
  readonly entryId: number;
  readonly songUuid: string;
  readonly url: string;
  /** From the library, in seconds: an element's own figure is an estimate for some formats. */
  readonly durationSec: number;
  /** False when the stream is decoded on the fly: such a song is loaded late, to spare the decoder. */
  readonly isNative: boolean;
  readonly replaygainDb: number | null;
  readonly replaygainAlbumDb: number | null;
}

/** `HTMLMediaElement.HAVE_METADATA` and `HAVE_FUTURE_DATA`: numbers, since tests have no DOM. */
const haveMetadata = 1;
const haveFutureData = 3;

/** The same entry of the queue. Both are compared: entry numbers start over when a queue is replaced. */
export function isSameTrack(a: EngineTrack | null, b: EngineTrack | null): boolean {
  return a?.entryId === b?.entryId && a?.songUuid === b?.songUuid && a?.url === b?.url;
}

/** One media element and the song in it. The engine has two, so that the next song waits ready while one plays. */
export class AudioDeck {
  readonly element: AudioElement;
  /** The song in the element; null when it is empty. */
  track: EngineTrack | null = null;
  /** The element gave up on this song; `load` again to retry. */
  hasFailed = false;
  /** Where to go once the element knows the song's length. */
  #pendingSec: number | null = null;

  constructor(element: AudioElement) {
    this.element = element;
    element.addEventListener("loadedmetadata", () => {
      const pendingSec = this.#pendingSec;
      this.#pendingSec = null;
      if (pendingSec !== null && this.track !== null) element.currentTime = pendingSec;
    });
  }

  /** Puts a song in, standing at `positionSec`. `ahead` fetches as much as the element likes to hold. */
  load(track: EngineTrack, positionSec: number, preload: "none" | "metadata" | "auto"): void {
    this.track = track;
    this.hasFailed = false;
    this.#pendingSec = positionSec > 0 ? positionSec : null;
    this.element.preload = preload;
    this.element.src = track.url;
    this.element.load();
  }

  /** Stops and forgets the song, closing its stream. */
  clear(): void {
    if (this.track === null) return;
    this.track = null;
    this.hasFailed = false;
    this.#pendingSec = null;
    this.element.pause();
    this.element.removeAttribute("src");
    this.element.load();
  }

  get positionSec(): number {
    return this.#pendingSec ?? this.element.currentTime;
  }

  seek(positionSec: number): void {
    if (this.element.readyState >= haveMetadata) {
      this.#pendingSec = null;
      this.element.currentTime = positionSec;
    } else this.#pendingSec = positionSec;
  }

  /** Length in seconds: the element's where it knows it, else the library's. */
  get durationSec(): number {
    const { duration } = this.element;
    return Number.isFinite(duration) && duration > 0 ? duration : (this.track?.durationSec ?? 0);
  }

  /** Enough is loaded to start without waiting. */
  get isReady(): boolean {
    return this.track !== null && !this.hasFailed && this.element.readyState >= haveFutureData;
  }
}
