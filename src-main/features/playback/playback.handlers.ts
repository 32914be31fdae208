import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { HistoryService } from "./history.service.ts";
import type { SongsPort } from "./playback.ports.ts";
import type { OpenedSongsService } from "./opened-songs.service.ts";
import type { PlaybackService } from "./playback.service.ts";
import type { PlaysService } from "./plays.service.ts";

export type PlaybackHandlers = HandlersFor<
  | ChannelsOf<"playback">
  | "songs.recordPlay"
  | "songs.recordSkip"
  | "users.getHistory"
  | "users.getStatistics"
>;

export function playbackHandlers(parts: {
  readonly playback: PlaybackService;
  readonly opened: OpenedSongsService;
  readonly plays: PlaysService;
  readonly history: HistoryService;
  readonly library: Pick<SongsPort, "idOfUuid">;
}): PlaybackHandlers {
  const { playback, opened, plays, history, library } = parts;
  return {
    "playback.getState": (_input, caller) => playback.getState(caller),
    "playback.enqueue": (input, caller) => playback.enqueue(caller, input),
    "playback.advance": (input, caller) => playback.advance(caller, input),
    "playback.takeOpened": (_input, caller) => ({ opened: opened.take(caller) }),
    "playback.getQueue": ({ offset, limit }, caller) => ({
      offset,
      ...playback.getQueue(caller, offset, limit),
    }),
    "playback.removeFromQueue": ({ ranges, heardSec }, caller) =>
      playback.removeFromQueue(caller, ranges, heardSec),
    "playback.moveInQueue": ({ range, to }, caller) => playback.moveInQueue(caller, range, to),
    "playback.clearQueue": ({ heardSec }, caller) => playback.clearQueue(caller, heardSec),
    "playback.setModes": (modes, caller) => playback.setModes(caller, modes),
    "playback.setPrivate": ({ isPrivate }, caller) => playback.setPrivate(caller, isPrivate),
    "playback.setVolume": ({ volume, isMuted }, caller) => {
      playback.setVolume(caller, volume, isMuted);
      return {};
    },
    "playback.reportProgress": (report, caller) => {
      playback.reportProgress(caller, report);
      return {};
    },
    "songs.recordPlay": ({ uuid, secondsHeard }, caller) => {
      const songId = library.idOfUuid(uuid);
      const { eventUuid, verdict } = plays.recordOutside(caller, songId, secondsHeard, false);
      return { eventUuid, verdict };
    },
    "songs.recordSkip": ({ uuid, secondsHeard }, caller) => {
      const songId = library.idOfUuid(uuid);
      const { eventUuid, verdict } = plays.recordOutside(caller, songId, secondsHeard, true);
      return { eventUuid, verdict };
    },
    "users.getHistory": ({ limit, before }, { actor }) => history.getHistory(actor, limit, before),
    "users.getStatistics": (_input, { actor }) => history.getStatistics(actor),
  };
}
