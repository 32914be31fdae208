import { describe, expect, it, vi } from "vitest";
import type {
  ChannelInput,
  ChannelName,
  ChannelOutput,
  Playable,
  PlaybackState,
} from "#shared/contract/index.ts";
import { FakeAudio } from "./engine/fake-audio.test-support.ts";
import { PlaybackController } from "./playback.controller.ts";

function aPlayable(entryId: number): Playable {
  return {
    song: {
      uuid: `song-${entryId}`,
      title: `Song ${entryId}`,
      artist: null,
      albumArtist: null,
      album: null,
      trackNo: null,
      discNo: null,
      genre: null,
      year: null,
      durationSec: 100,
      bpm: null,
      musicalKey: null,
      codec: "mp3",
      bitrateKbps: null,
      sampleRateHz: null,
      filesizeBytes: 1,
      isLossless: false,
      availability: "available",
      coverKey: null,
      rating: null,
      isFavorite: false,
      isHidden: false,
      playCount: 0,
      skipCount: 0,
      lastPlayedAt: null,
      addedAt: 0,
      localPath: null,
    },
    entryId,
    queueIndex: entryId - 1,
    isNative: true,
    replaygainDb: null,
    replaygainAlbumDb: null,
  };
}

function aState(revision: number, entryId: number, changes: Partial<PlaybackState> = {}) {
  return {
    revision,
    total: 9,
    totalDurationSec: 900,
    nextDurationSec: 800,
    current: aPlayable(entryId),
    upcoming: aPlayable(entryId + 1),
    hasPrevious: entryId > 1,
    isShuffled: false,
    repeatMode: "off",
    positionSec: 0,
    heardSec: 0,
    volume: 1,
    isPrivate: false,
    isMuted: false,
    ...changes,
  } satisfies PlaybackState;
}

/** A controller over fake elements and a main that answers each request with the next of `answers`. */
function createPlayer(first: PlaybackState) {
  const elements: FakeAudio[] = [];
  const requests: { channel: ChannelName; input: unknown }[] = [];
  const answers: unknown[] = [first];
  const failures: string[] = [];
  const opened: number[] = [];
  let shown: PlaybackState | null = null;
  const controller = new PlaybackController({
    async request<Name extends ChannelName>(
      channel: Name,
      input: ChannelInput<Name>,
    ): Promise<ChannelOutput<Name>> {
      await Promise.resolve();
      requests.push({ channel, input });
      const isSilent = channel === "playback.reportProgress" || channel === "playback.setVolume";
      return (isSilent ? {} : answers.shift()) as ChannelOutput<Name>;
    },
    createElement() {
      const element = new FakeAudio();
      elements.push(element);
      return element;
    },
    clock: () => Date.now(),
    audioUrl: (songUuid) => `/audio/${songUuid}`,
    view: {
      state: () => shown,
      setState(state) {
        shown = state;
      },
      setStatus: () => undefined,
      patch(patch) {
        if (shown !== null) shown = { ...shown, ...patch };
      },
    },
    showError: (thrown) => failures.push(String(thrown)),
    showFailure: ({ song }, cause, isLast) =>
      failures.push(`${song.title} ${cause}${isLast ? " last" : ""}`),
    showOpened: ({ added }) => opened.push(added),
    positionChanged: () => undefined,
  });
  const sounding = (): FakeAudio => {
    const element = elements.find((candidate) => !candidate.paused);
    if (element === undefined) throw new Error("Nothing sounds.");
    return element;
  };
  const advances = (): unknown[] =>
    requests.flatMap(({ channel, input }) => (channel === "playback.advance" ? [input] : []));
  return {
    controller,
    requests,
    answers,
    failures,
    opened,
    sounding,
    advances,
    shown: () => shown,
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("PlaybackController", () => {
  // Catches a reload that starts the music, or that forgets how much of the song was heard.
  it("restores the queue paused, at its position, with what was heard", async () => {
    const player = createPlayer(aState(1, 1, { positionSec: 33, heardSec: 30 }));
    await player.controller.restore();
    expect(player.controller.engine.status).toBe("paused");
    expect(player.controller.engine.positionSec).toBe(33);
    expect(player.controller.engine.heardSec).toBe(30);
  });

  // Catches one play recorded twice when a person presses Next several times in a row.
  it("leaves one song at a time, each with its own seconds", async () => {
    const player = createPlayer(aState(1, 1, { heardSec: 50 }));
    await player.controller.restore();
    player.answers.push(aState(2, 2), aState(3, 3), aState(4, 4));
    player.controller.next();
    player.controller.next();
    player.controller.next();
    await settle();
    expect(player.advances()).toEqual([
      { reason: "next", heardSec: 50 },
      { reason: "next", heardSec: 0 },
      { reason: "next", heardSec: 0 },
    ]);
    expect(player.controller.engine.track?.entryId).toBe(4);
  });

  // Catches a window that starts to sound because another one pressed Play, and one that goes back in time.
  it("follows another window without making a sound, and ignores older news", async () => {
    const player = createPlayer(aState(5, 1));
    await player.controller.restore();
    player.controller.applyState(aState(7, 3), "keep");
    expect(player.controller.engine.track?.entryId).toBe(3);
    expect(player.controller.engine.wantsToPlay).toBe(false);
    player.controller.applyState(aState(6, 2), "keep");
    expect(player.controller.engine.track?.entryId).toBe(3);
    expect(player.shown()?.revision).toBe(7);
  });

  // Catches a double-clicked file that is queued in silence, and seconds of the song before it that are lost.
  it("leaves the song that plays for one that was opened from outside", async () => {
    const player = createPlayer(aState(1, 1, { heardSec: 12 }));
    await player.controller.restore();
    const opened = { added: 1, folders: [], problems: [], problemCount: 0 };
    const start = { entryId: 8, queueIndex: 1 };
    player.answers.push({ opened: [{ ...opened, start }] }, aState(2, 1), aState(3, 8));
    player.controller.takeOpened();
    await settle();
    expect(player.opened).toEqual([1]);
    expect(player.advances()).toEqual([{ reason: "jump", heardSec: 12, toIndex: 1 }]);
    expect(player.sounding().src).toBe("/audio/song-8");
  });

  // Catches a play of no seconds, recorded when the app was started by a double-click.
  it("plays an opened song that is current already without leaving it; without songs stays silent", async () => {
    const player = createPlayer(aState(1, 8));
    await player.controller.restore();
    const opened = { added: 0, folders: [], problems: ["No."], problemCount: 1 };
    player.answers.push({ opened: [{ ...opened, start: null }] });
    player.controller.takeOpened();
    await settle();
    expect(player.controller.engine.wantsToPlay).toBe(false);
    const start = { entryId: 8, queueIndex: 7 };
    player.answers.push({ opened: [{ ...opened, added: 1, start }] }, aState(1, 8));
    player.controller.takeOpened();
    await settle();
    expect(player.advances()).toEqual([]);
    expect(player.sounding().src).toBe("/audio/song-8");
  });

  // Catches the event of one's own request, which may come first, swallowing the wish to play.
  it("plays what was asked for, even when the event is faster than the answer", async () => {
    const player = createPlayer(aState(1, 1));
    await player.controller.restore();
    player.answers.push({ added: 9, state: aState(2, 4) });
    player.controller.enqueue({ uuids: ["song-4"] }, "replace");
    player.controller.applyState(aState(2, 4), "keep");
    await settle();
    expect(player.controller.engine.wantsToPlay).toBe(true);
    expect(player.sounding().src).toBe("/audio/song-4");
  });

  it("goes back to the start of a song that has been playing for a while", async () => {
    const player = createPlayer(aState(1, 2, { positionSec: 30 }));
    await player.controller.restore();
    player.controller.previous();
    await settle();
    expect(player.controller.engine.positionSec).toBe(0);
    expect(player.advances()).toEqual([]);
    player.answers.push(aState(2, 1));
    player.controller.previous();
    await settle();
    expect(player.advances()).toEqual([{ reason: "previous", heardSec: 0 }]);
  });

  // Catches a folder of broken files that is run through to its end, with a message for each.
  it("passes over songs that cannot be played, three in a row and no more", async () => {
    const player = createPlayer(aState(1, 1));
    await player.controller.restore();
    player.answers.push(aState(2, 2), aState(3, 3), aState(4, 4));
    player.controller.play();
    for (let song = 0; song < 3; song += 1) {
      player.sounding().becomeBroken();
      await settle();
    }
    expect(player.failures).toEqual(["Song 1 media", "Song 2 media", "Song 3 media last"]);
    expect(player.advances()).toHaveLength(2);
    expect(player.controller.engine.status).toBe("paused");
  });

  it("stands still at the start of the last song when the queue is over", async () => {
    const player = createPlayer(aState(1, 9, { upcoming: null }));
    await player.controller.restore();
    player.controller.play();
    const element = player.sounding();
    element.becomeReady(2);
    player.answers.push(aState(2, 9, { upcoming: null }));
    element.advance(3);
    await settle();
    expect(player.advances()).toMatchObject([{ reason: "ended" }]);
    expect(player.controller.engine.status).toBe("paused");
    expect(player.controller.engine.positionSec).toBe(0);
  });

  // Catches a song on repeat that plays once, or whose second hearing is added to the first.
  it("repeats one song as new plays", async () => {
    const one = { repeatMode: "one", upcoming: null } as const;
    const player = createPlayer(aState(1, 1, one));
    await player.controller.restore();
    player.controller.play();
    const element = player.sounding();
    element.becomeReady(2);
    player.answers.push(aState(2, 1, one));
    element.advance(3);
    await settle();
    expect(player.controller.engine.wantsToPlay).toBe(true);
    expect(element.currentTime).toBe(0);
    expect(player.controller.engine.heardSec).toBeLessThan(0.1);
  });

  // Catches a play that is lost when the window closes, and reports for every volume step.
  it("reports on pause and sends the volume once it rests", async () => {
    vi.useFakeTimers();
    try {
      const player = createPlayer(aState(1, 1));
      await player.controller.restore();
      player.controller.play();
      player.sounding().becomeReady(100);
      player.controller.pause();
      for (const volume of [0.2, 0.4, 0.6]) player.controller.setVolume(volume, false);
      await vi.advanceTimersByTimeAsync(400);
      const names = player.requests.map(({ channel }) => channel);
      expect(names).toEqual(["playback.getState", "playback.reportProgress", "playback.setVolume"]);
      expect(player.requests.at(-1)?.input).toEqual({ volume: 0.6, isMuted: false });
    } finally {
      vi.useRealTimers();
    }
  });
});
