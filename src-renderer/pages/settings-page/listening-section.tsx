import type { ReactNode } from "react";
import { setPreference, usePreference } from "#renderer/lib/preferences.ts";
import { SegmentedControl } from "#renderer/ui/segmented-control.tsx";
import { Fact, Facts } from "./facts.tsx";
import { settingsTexts } from "./settings-texts.ts";

const playback = settingsTexts.playback;
const playlists = settingsTexts.playlists;
const replayGains = ["off", "track", "album"] as const;
const duplicates = ["ask", "skip", "add"] as const;
const exportPaths = ["relative", "absolute"] as const;

export function PlaybackSection(): ReactNode {
  const replayGain = usePreference("playback.replayGain");
  return (
    <Facts>
      <Fact name={playback.replayGain} hint={playback.replayGainHint}>
        <SegmentedControl
          label={playback.replayGain}
          value={replayGain ?? "track"}
          options={replayGains.map((value) => ({ value, label: playback.replayGains[value] }))}
          onChange={(value) => setPreference("playback.replayGain", value)}
        />
      </Fact>
    </Facts>
  );
}

export function PlaylistsSection(): ReactNode {
  const onDuplicates = usePreference("playlists.onDuplicates");
  const paths = usePreference("playlists.exportPaths");
  return (
    <Facts>
      <Fact name={playlists.onDuplicates} hint={playlists.onDuplicatesHint}>
        <SegmentedControl
          label={playlists.onDuplicates}
          value={onDuplicates ?? "ask"}
          options={duplicates.map((value) => ({ value, label: playlists.duplicates[value] }))}
          onChange={(value) => setPreference("playlists.onDuplicates", value)}
        />
      </Fact>
      <Fact name={playlists.exportPaths} hint={playlists.exportPathsHint}>
        <SegmentedControl
          label={playlists.exportPaths}
          value={paths ?? "relative"}
          options={exportPaths.map((value) => ({ value, label: playlists.paths[value] }))}
          onChange={(value) => setPreference("playlists.exportPaths", value)}
        />
      </Fact>
    </Facts>
  );
}
