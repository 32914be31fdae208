import type {
  ChannelInput,
  ChannelName,
  ChannelOutput,
  LeaveReason,
  OpenedFiles,
  Playable,
  PlaybackState,
  RepeatMode,
  Selection,
} from "#shared/contract/index.ts";
import { type AudioElement, type EngineTrack, isSameTrack } from "./engine/audio-deck.ts";
import {
  type EngineListener,
  type EngineStatus,
  type FailureCause,
  PlaybackEngine,
} from "./engine/playback-engine.ts";

/** What the controller needs of the world: given by `playback.ts`, by tests in their own way. */
export interface PlaybackPorts {
  readonly request: <Name extends ChannelName>(
    channel: Name,
    input: ChannelInput<Name>,
  ) => Promise<ChannelOutput<Name>>;
  readonly createElement: () => AudioElement;
  readonly clock: () => number;
  readonly audioUrl: (songUuid: string) => string;
  /** What is shown. */
  readonly view: {
    state(): PlaybackState | null;
    setState(state: PlaybackState): void;
    setStatus(status: EngineStatus): void;
    patch(patch: Partial<PlaybackState>): void;
  };
  readonly showError: (thrown: unknown) => void;
  /** A song could not be played. `isLast`: the third in a row, nothing more is tried. */
  readonly showFailure: (playable: Playable, cause: FailureCause, isLast: boolean) => void;
  /** The system or a second launch handed files over. */
  readonly showOpened: (opened: OpenedFiles) => void;
  /** The system's media controls and the drawing of the position follow. */
  readonly positionChanged: (isJump: boolean) => void;
}

const reportEveryMs = 5000;
const restartAfterSec = 3;
const maxFailuresInRow = 3;

type QueueChange = ChannelOutput<"playback.clearQueue">;
type OnChanged = (changeUuid: string | null) => void;

/** Whether the song should sound after a change: as it did before, in any case, or not. */
type Intent = "keep" | "play" | "pause";

/**
 * Stands between main, which keeps the queue, and the engine, which makes the sound. Every change is asked of main; the answer
 * (or the event, when another window asked) is what plays. Requests that leave a song run one after another, so that no
 * second is counted twice.
 */
export class PlaybackController {
  readonly engine: PlaybackEngine;
  readonly #ports: PlaybackPorts;
  #tail: Promise<void> = Promise.resolve();
  #failuresInRow = 0;
  #lastReportMs = 0;
  #volumeTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(ports: PlaybackPorts) {
    this.#ports = ports;
    this.engine = new PlaybackEngine({
      createElement: ports.createElement,
      clock: ports.clock,
      listener: this.#engineListener(),
    });
  }

  /** Asks main for the queue and shows it, paused where it stood. @returns false when main could not be asked */
  async restore(): Promise<boolean> {
    try {
      this.applyState(await this.#ports.request("playback.getState", {}), "keep");
      return true;
    } catch (thrown) {
      this.#ports.showError(thrown);
      return false;
    }
  }

  /**
   * Main's state, from an answer or an event; where a newer one is shown already, that one holds. `left`: the entry that was
   * left, so that the same entry coming again is a new play of it.
   */
  applyState(answer: PlaybackState, intent: Intent, left: EngineTrack | null = null): void {
    const shown = this.#ports.view.state();
    const state = shown !== null && answer.revision < shown.revision ? shown : answer;
    this.#ports.view.setState(state);
    this.engine.setVolume(state.volume, state.isMuted);
    const { current } = state;
    if (current === null) {
      this.engine.stop();
      return;
    }
    const play = intent === "keep" ? this.engine.wantsToPlay : intent === "play";
    const track = this.#trackOf(current);
    if (!isSameTrack(this.engine.track, track)) {
      const { positionSec, heardSec } = state;
      this.engine.load(track, { positionSec, heardSec, play });
    } else if (isSameTrack(left, track)) this.engine.restart(play);
    else if (intent === "play") this.engine.play();
    else if (intent === "pause") this.engine.pause();
    this.engine.setNext(state.upcoming === null ? null : this.#trackOf(state.upcoming));
  }

  togglePlay(): void {
    if (this.engine.wantsToPlay) this.pause();
    else this.play();
  }

  play(): void {
    this.#failuresInRow = 0;
    this.engine.play();
  }

  pause(): void {
    this.engine.pause();
    this.reportProgress();
  }

  seek(positionSec: number): void {
    this.engine.seek(positionSec);
    this.reportProgress();
  }

  seekBy(seconds: number): void {
    this.seek(this.engine.positionSec + seconds);
  }

  next(): void {
    this.#leave("next", "keep");
  }

  /** Back to the start of the song, or to the one before when it has only just begun. */
  previous(): void {
    const hasPrevious = this.#ports.view.state()?.hasPrevious ?? false;
    if (this.engine.positionSec > restartAfterSec || !hasPrevious) this.seek(0);
    else this.#leave("previous", "keep");
  }

  jumpTo(queueIndex: number): void {
    this.#leave("jump", "play", queueIndex);
  }

  /** Plays, or queues, the songs of a selection. `startIndex` counts within the selection. */
  enqueue(
    selection: Selection,
    mode: "replace" | "next" | "append",
    options: {
      startIndex?: number;
      shuffle?: boolean;
      onAdded?: (added: number, changeUuid: string | null) => void;
    } = {},
  ): void {
    const { startIndex = 0, shuffle, onAdded } = options;
    this.#failuresInRow = 0;
    this.#enqueueWork(async () => {
      const left = this.engine.track;
      const { added, state, changeUuid } = await this.#ports.request("playback.enqueue", {
        selection,
        mode,
        startIndex,
        heardSec: this.engine.heardSec,
        ...(shuffle === undefined ? {} : { shuffle }),
      });
      if (mode === "replace") this.applyState(state, "play", left);
      else this.applyState(state, "keep");
      onAdded?.(added, changeUuid);
    });
  }

  /**
   * Fetches what the system or a second launch handed over, says so and plays the first song of the latest: who double-clicked
   * a file wants to hear it. The rest of the queue stays.
   */
  takeOpened(): void {
    this.#enqueueWork(async () => {
      const { opened } = await this.#ports.request("playback.takeOpened", {});
      for (const files of opened) this.#ports.showOpened(files);
      const start = opened.findLast((files) => files.start !== null)?.start;
      if (start === undefined || start === null) return;
      this.#failuresInRow = 0;
      const state = await this.#ports.request("playback.getState", {});
      // It was put into an empty queue and is current already.
      if (state.current?.entryId === start.entryId) this.applyState(state, "play");
      else await this.#advance("jump", "play", start.queueIndex);
    });
  }

  /** @param onChanged hears which change it was, to undo it */
  removeFromQueue(from: number, to: number, onChanged: OnChanged): void {
    this.#restructure("playback.removeFromQueue", onChanged, () => ({
      ranges: [{ from, to }],
      heardSec: this.engine.heardSec,
    }));
  }

  moveInQueue(from: number, to: number): void {
    const input = { range: { from, to: from + 1 }, to };
    this.#restructure("playback.moveInQueue", null, () => input);
  }

  /** @param onChanged hears which change it was, to undo it */
  clearQueue(onChanged: OnChanged): void {
    const input = () => ({ heardSec: this.engine.heardSec });
    this.#restructure("playback.clearQueue", onChanged, input);
  }

  setShuffled(isShuffled: boolean): void {
    this.#ports.view.patch({ isShuffled });
    this.#change("playback.setModes", () => ({ isShuffled }));
  }

  setRepeatMode(repeatMode: RepeatMode): void {
    this.#ports.view.patch({ repeatMode });
    this.#change("playback.setModes", () => ({ repeatMode }));
  }

  /** Begins or ends a session of which nothing is written down. */
  setPrivate(isPrivate: boolean): void {
    this.#ports.view.patch({ isPrivate });
    this.#change("playback.setPrivate", () => ({ isPrivate }));
  }

  /** Heard at once, told to main when the control has come to rest. */
  setVolume(volume: number, isMuted: boolean): void {
    const clamped = Math.max(0, Math.min(1, volume));
    this.#ports.view.patch({ volume: clamped, isMuted });
    this.engine.setVolume(clamped, isMuted);
    if (this.#volumeTimer !== null) clearTimeout(this.#volumeTimer);
    this.#volumeTimer = setTimeout(() => {
      this.#ports
        .request("playback.setVolume", { volume: clamped, isMuted })
        .catch(this.#ports.showError);
    }, 250);
  }

  /** Keeps what was heard durable in main. A lost report is made good by the next. */
  reportProgress(): void {
    const { track } = this.engine;
    if (track === null) return;
    this.#lastReportMs = this.#ports.clock();
    this.#ports
      .request("playback.reportProgress", {
        entryId: track.entryId,
        positionSec: this.engine.positionSec,
        heardSec: this.engine.heardSec,
      })
      .catch(() => undefined);
  }

  #engineListener(): EngineListener {
    return {
      statusChanged: (status) => {
        if (status === "playing") this.#failuresInRow = 0;
        this.#ports.view.setStatus(status);
        this.#ports.positionChanged(true);
      },
      positionJumped: () => this.#ports.positionChanged(true),
      ticked: () => {
        this.#ports.positionChanged(false);
        if (this.#ports.clock() - this.#lastReportMs >= reportEveryMs) this.reportProgress();
      },
      handedOver: (left, heardSec) => this.#afterEnd(left, heardSec, true),
      ended: (left, heardSec) => this.#afterEnd(left, heardSec, false),
      failed: (track, heardSec, cause) => this.#afterFailure(track, heardSec, cause),
    };
  }

  /** A song ran out. When `isHandedOver`, the next one already sounds and main's answer only confirms it. */
  #afterEnd(left: EngineTrack, heardSec: number, isHandedOver: boolean): void {
    this.#enqueueWork(async () => {
      if (this.#ports.view.state()?.current?.entryId !== left.entryId) return;
      const state = await this.#ports.request("playback.advance", { reason: "ended", heardSec });
      // Main keeps the song when nothing follows: it stands at its start again, silent.
      const intent = this.#follows(state, left) ? "play" : "pause";
      this.applyState(state, intent, isHandedOver ? null : left);
    });
  }

  /** Whether `state` goes on playing after `left`: with another entry, or the same again because it repeats. */
  #follows(state: PlaybackState, left: EngineTrack): boolean {
    if (state.current === null) return false;
    return state.current.entryId !== left.entryId || state.repeatMode !== "off";
  }

  #afterFailure(track: EngineTrack, heardSec: number, cause: FailureCause): void {
    const state = this.#ports.view.state();
    const playable = state?.current;
    if (playable === undefined || playable === null || playable.entryId !== track.entryId) return;
    if (cause === "blocked") {
      this.#ports.showFailure(playable, cause, false);
      return;
    }
    this.#failuresInRow += 1;
    const isLast = this.#failuresInRow >= maxFailuresInRow;
    this.#ports.showFailure(playable, cause, isLast);
    if (isLast || state?.upcoming?.entryId === track.entryId) return;
    this.#enqueueWork(async () => {
      const answer = await this.#ports.request("playback.advance", { reason: "failed", heardSec });
      const hasMoved = answer.current !== null && answer.current.entryId !== track.entryId;
      this.applyState(answer, hasMoved ? "play" : "pause");
    });
  }

  #leave(reason: LeaveReason, intent: Intent, toIndex?: number): void {
    this.#failuresInRow = 0;
    this.#enqueueWork(() => this.#advance(reason, intent, toIndex));
  }

  async #advance(reason: LeaveReason, intent: Intent, toIndex?: number): Promise<void> {
    const left = this.engine.track;
    const state = await this.#ports.request("playback.advance", {
      reason,
      heardSec: this.engine.heardSec,
      ...(toIndex === undefined ? {} : { toIndex }),
    });
    this.applyState(state, intent, left);
  }

  #restructure<
    Name extends "playback.clearQueue" | "playback.moveInQueue" | "playback.removeFromQueue",
  >(channel: Name, onChanged: OnChanged | null, input: () => ChannelInput<Name>): void {
    this.#enqueueWork(async () => {
      const answer: QueueChange = await this.#ports.request(channel, input());
      this.applyState(answer.state, "keep");
      onChanged?.(answer.changeUuid);
    });
  }

  #change<Name extends "playback.setModes" | "playback.setPrivate">(
    channel: Name,
    input: () => ChannelInput<Name>,
  ): void {
    this.#enqueueWork(async () => {
      const state: PlaybackState = await this.#ports.request(channel, input());
      this.applyState(state, "keep");
    });
  }

  #enqueueWork(work: () => Promise<void>): void {
    this.#tail = this.#tail.then(work).catch(this.#ports.showError);
  }

  #trackOf({ song, entryId, isNative, ...gains }: Playable): EngineTrack {
    return {
      entryId,
      songUuid: song.uuid,
      url: this.#ports.audioUrl(song.uuid),
      durationSec: song.durationSec,
      isNative,
      replaygainDb: gains.replaygainDb,
      replaygainAlbumDb: gains.replaygainAlbumDb,
    };
  }
}
