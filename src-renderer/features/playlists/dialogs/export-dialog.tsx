import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ChannelOutput, Playlist, PlaylistFileFormat } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { downloadFile } from "#renderer/lib/download.ts";
import { usePreference } from "#renderer/lib/preferences.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { SegmentedControl } from "#renderer/ui/segmented-control.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { attempt } from "../playlist-commands.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { closePlaylistDialog } from "./dialogs.store.ts";
import css from "./export-dialog.module.css";

const say = playlistTexts.exporting;
const formats = (["m3u8", "m3u", "xspf", "jspf", "pls"] as const).map((value) => ({
  value,
  label: say.formats[value],
}));

/** Makes a playlist file for other programs, and hands it over. */
export function ExportDialog({ playlist }: { readonly playlist: Playlist }): ReactNode {
  const usual = usePreference("playlists.exportPaths") ?? "relative";
  const [format, setFormat] = useState<PlaylistFileFormat>("m3u8");
  const [paths, setPaths] = useState(usual);
  const [made, setMade] = useState<ChannelOutput<"playlists.exportFile"> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function start(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const file = await request("playlists.exportFile", { uuid: playlist.uuid, format, paths });
      setMade(file);
      await downloadFile(file.transferUuid, file.fileName);
      if (file.warnings.length === 0) closePlaylistDialog();
    } catch (thrown) {
      setProblem(errorMessage(thrown));
    }
    setBusy(false);
  }

  return (
    <Dialog
      isOpen
      onOpenChange={closePlaylistDialog}
      title={say.title(playlist.name)}
      size="small"
      footer={
        made === null ? (
          <>
            <Button onClick={closePlaylistDialog}>{texts.common.cancel}</Button>
            <Button variant="primary" disabled={isBusy} onClick={() => void start()}>
              {say.start}
            </Button>
          </>
        ) : (
          <>
            <Button
              icon={<Download />}
              onClick={() => attempt(() => downloadFile(made.transferUuid, made.fileName))}
            >
              {say.download}
            </Button>
            <Button variant="primary" onClick={closePlaylistDialog}>
              {texts.common.close}
            </Button>
          </>
        )
      }
    >
      {made === null ? (
        <div className={css["fields"]}>
          <div>
            <span className={css["label"]}>{say.format}</span>
            <Select label={say.format} value={format} options={formats} onChange={setFormat} />
          </div>
          <div>
            <span className={css["label"]}>{say.paths}</span>
            <SegmentedControl
              label={say.paths}
              value={paths}
              options={[
                { value: "relative", label: say.relative },
                { value: "absolute", label: say.absolute },
              ]}
              onChange={setPaths}
            />
            <p className={css["hint"]}>
              {paths === "relative" ? say.relativeHint : say.absoluteHint}
            </p>
          </div>
        </div>
      ) : (
        <div role="status">
          <p>{say.done(made.trackCount, made.fileName)}</p>
          {made.warnings.length > 0 && (
            <>
              <h3 className={css["heading"]}>{say.warnings}</h3>
              <ul className={css["warnings"]}>
                {made.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {problem !== null && (
        <p role="alert" className={css["problem"]}>
          {problem}
        </p>
      )}
    </Dialog>
  );
}
