import type { OpenedFiles, Playable, RepeatMode, Selection } from "#shared/contract/index.ts";
import { onEvent, onReconnect, request } from "#renderer/lib/bridge.ts";
import { formatCounted } from "#renderer/lib/format.ts";
import { mediaUrl } from "#renderer/lib/media-url.ts";
import { onPreferences } from "#renderer/lib/preferences.ts";
import { playbackTexts } from "#renderer/lib/playback-texts.ts";
import { showError, showToast } from "#renderer/lib/toasts.ts";
import { texts } from "#renderer/lib/texts.ts";
import type { FailureCause } from "./engine/playback-engine.ts";
import {
  connectMediaSession,
  positionInMediaSession,
  showInMediaSession,
} from "./media-session.ts";
import { PlaybackController } from "./playback.controller.ts";
import { playbackStore } from "./playback.store.ts";

const positionListeners = new Set<() => void>();

/** The one player of this window. Made with the page; silent until `startPlayback` has asked main for the queue. */
const controller = new PlaybackController({
  request,
  createElement: () => new Audio(),
  clock: () => Date.now(),
  audioUrl: (songUuid) => mediaUrl(`/audio/${songUuid}`),
  view: playbackStore,
  showError,
  showFailure,
  showOpened,
  positionChanged(isJump) {
    for (const listener of positionListeners) listener();
    if (isJump) syncMediaSession();
  },
});

/** Calls back whenever the position may have moved: a few times a second while playing, and at every jump. */
export function onPosition(listener: () => void): () => void {
  positionListeners.add(listener);
  return () => positionListeners.delete(listener);
}

export function positionSec(): number {
  return controller.engine.positionSec;
}

/** Whether sound comes out right now, so that the position moves by itself. */
export function isSounding(): boolean {
  return controller.engine.status === "playing";
}

/** Seconds of the present play that were really heard. */
export function heardSec(): number {
  return controller.engine.heardSec;
}

/** What may be asked of the player, by whichever button, key or page. */
export const playback = {
  play: (): void => controller.play(),
  pause: (): void => controller.pause(),
  togglePlay: (): void => controller.togglePlay(),
  next: (): void => controller.next(),
  previous: (): void => controller.previous(),
  seek: (toSec: number): void => controller.seek(toSec),
  seekBy: (seconds: number): void => controller.seekBy(seconds),
  jumpTo: (queueIndex: number): void => controller.jumpTo(queueIndex),
  moveInQueue: (from: number, to: number): void => controller.moveInQueue(from, to),
  setRepeatMode: (mode: RepeatMode): void => controller.setRepeatMode(mode),

  playSelection: (selection: Selection, startIndex: number): void => {
    controller.enqueue(selection, "replace", { startIndex });
  },
  playShuffled: (selection: Selection): void => {
    controller.enqueue(selection, "replace", { shuffle: true });
  },
  playNext: (selection: Selection): void => {
    controller.enqueue(selection, "next", { onAdded: showAdded(playbackTexts.queue.willPlayNext) });
  },
  append: (selection: Selection): void => {
    controller.enqueue(selection, "append", { onAdded: showAdded(playbackTexts.queue.added) });
  },
  removeFromQueue: (queueIndex: number, title: string): void => {
    controller.removeFromQueue(queueIndex, queueIndex + 1, (changeUuid) =>
      showChanged(playbackTexts.queue.removed(title), changeUuid),
    );
  },
  clearQueue: (): void => {
    controller.clearQueue((changeUuid) => showChanged(playbackTexts.queue.cleared, changeUuid));
  },
  toggleShuffle: (): void => {
    controller.setShuffled(!(playbackStore.state()?.isShuffled ?? false));
  },
  setPrivate: (isPrivate: boolean): void => {
    controller.setPrivate(isPrivate);
    const say = playbackTexts.privateSession;
    showToast({ message: isPrivate ? say.on : say.off });
  },
  cycleRepeat: (): void => {
    const order: readonly RepeatMode[] = ["off", "all", "one"];
    const at = order.indexOf(playbackStore.state()?.repeatMode ?? "off");
    controller.setRepeatMode(order[(at + 1) % order.length] ?? "off");
  },
  setVolume: (volume: number): void => {
    controller.setVolume(volume, false);
  },
  changeVolumeBy: (amount: number): void => {
    const volume = playbackStore.state()?.volume ?? 1;
    controller.setVolume(Math.round((volume + amount) * 100) / 100, false);
  },
  toggleMute: (): void => {
    const state = playbackStore.state();
    if (state !== null) controller.setVolume(state.volume, !state.isMuted);
  },
  toggleFavorite: (): void => {
    const current = playbackStore.state()?.current;
    if (current === null || current === undefined) return;
    const isFavorite = !current.song.isFavorite;
    playbackStore.patch({ current: { ...current, song: { ...current.song, isFavorite } } });
    request("songs.setFavorite", { selection: { uuids: [current.song.uuid] }, isFavorite }).catch(
      showError,
    );
  },
};

/**
 * Connects the player to main, to the system's media keys and to the page's life. Called once by the app; answers what
 * disconnects it. Nothing sounds before a person asks.
 */
export function startPlayback(): () => void {
  const leave = (): void => controller.reportProgress();
  addEventListener("pagehide", leave);
  connectMediaSession({ ...playback, seekTo: playback.seek });
  const begin = async (): Promise<void> => {
    if (await controller.restore()) controller.takeOpened();
  };
  void begin();
  const stops = [
    onPreferences((preferences) =>
      controller.engine.setReplayGain(preferences["playback.replayGain"]),
    ),
    onEvent("app.opened", () => controller.takeOpened()),
    onEvent("playback.changed", ({ state }) => controller.applyState(state, "keep")),
    onEvent("library.changed", ({ songUuids }) => {
      const current = playbackStore.state()?.current?.song.uuid;
      const isConcerned =
        current !== undefined && (songUuids === null || songUuids.includes(current));
      if (isConcerned) void controller.restore();
    }),
    onEvent("app.command", ({ command }) => {
      if (command === "playPause") playback.togglePlay();
      else if (command === "next") playback.next();
      else if (command === "previous") playback.previous();
    }),
    onReconnect(() => void begin()),
    () => removeEventListener("pagehide", leave),
  ];
  return () => {
    for (const stop of stops) stop();
    controller.pause();
  };
}

let shownKey = "";

function syncMediaSession(): void {
  const current = playbackStore.state()?.current ?? null;
  const key = current === null ? "" : `${current.entryId} ${current.song.uuid}`;
  if (key !== shownKey) {
    shownKey = key;
    showInMediaSession(current);
  }
  const { status, positionSec: position } = controller.engine;
  positionInMediaSession(status, position, current?.song.durationSec ?? 0);
}

/** Says what was done to the queue, and offers to take it back. */
function showChanged(message: string, changeUuid: string | null): void {
  if (changeUuid === null) {
    showToast({ message });
    return;
  }
  const run = (): void => {
    request("journal.undo", { uuid: changeUuid }).catch(showError);
  };
  showToast({ message, action: { label: texts.common.undo, run } });
}

function showAdded(
  sentence: (songs: string) => string,
): (added: number, changeUuid: string | null) => void {
  return (added, changeUuid) =>
    showChanged(sentence(formatCounted(added, "song", "songs")), changeUuid);
}

function showOpened({ added, folders, problems, problemCount }: OpenedFiles): void {
  const say = texts.opened;
  if (added > 0) showToast({ message: say.added(formatCounted(added, "song", "songs")) });
  for (const folder of folders) showToast({ message: say.watched(folder) });
  // Two fit beside the first message; of more, one stands for all.
  const shown = problemCount > 2 ? problems.slice(0, 1) : problems;
  for (const problem of shown)
    showToast({ message: say.rejected(problem, problemCount - shown.length), tone: "bad" });
}

function showFailure({ song }: Playable, cause: FailureCause, isLast: boolean): void {
  const say = playbackTexts.playerErrors;
  const message =
    cause === "blocked"
      ? say.blocked
      : song.availability === "missing"
        ? say.missing(song.title)
        : song.availability === "unavailable"
          ? say.unavailable(song.title)
          : say.undecodable(song.title);
  showToast({ message, tone: "bad" });
  if (isLast) showToast({ message: say.stopped, tone: "bad" });
}
