import { type ReactNode, useState } from "react";
import type { ChannelOutput, PlaylistEntry } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { navigate } from "#renderer/lib/hash-location.ts";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { uploadFile } from "#renderer/lib/upload.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { FileChoice } from "#renderer/ui/file-choice.tsx";
import { type Prefix, PrefixFields, prefixMapOf } from "#renderer/ui/prefix-fields.tsx";
import { ProgressBar } from "#renderer/ui/states.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import { playlistPath } from "../playlist-commands.ts";
import { reloadPlaylists } from "../playlists.store.ts";
import { playlistTexts } from "../playlists-texts.ts";
import { closePlaylistDialog } from "./dialogs.store.ts";
import css from "./import-dialog.module.css";
import { unmatchedEntries } from "./unmatched-entries.ts";

const say = playlistTexts.importing;
const kinds = [".m3u8", ".m3u", ".xspf", ".jspf", ".pls"] as const;

type Imported = ChannelOutput<"playlists.importFile">;

interface Result {
  readonly imported: Imported;
  readonly matched: number;
  readonly unmatched: number;
  readonly rows: readonly PlaylistEntry[];
}

/** Takes a playlist file in: which file, where its paths are now, and what became of its rows. */
export function ImportDialog(props: {
  readonly folderUuid: string | null;
  readonly file?: File | undefined;
}): ReactNode {
  const [file, setFile] = useState<File | null>(props.file ?? null);
  const [name, setName] = useState("");
  const [prefixes, setPrefixes] = useState<readonly Prefix[]>([{ id: 0, from: "", to: "" }]);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [result, setResult] = useState<Result | null>(null);

  async function run(action: () => Promise<void>): Promise<void> {
    setProblem(null);
    try {
      await action();
    } catch (thrown) {
      setProblem(errorMessage(thrown));
    }
    setShare(null);
  }
  async function show(imported: Imported, matched: number, unmatched: number): Promise<void> {
    const rows = unmatched === 0 ? [] : await unmatchedEntries(imported.playlist.uuid);
    setResult({ imported, matched, unmatched, rows });
    await reloadPlaylists();
  }
  async function start(chosen: File): Promise<void> {
    setShare(0);
    const transferUuid = await uploadFile(chosen, setShare);
    const prefixMap = prefixMapOf(prefixes);
    const imported = await request("playlists.importFile", {
      transferUuid,
      fileName: chosen.name,
      folderUuid: props.folderUuid,
      ...(name.trim() === "" ? {} : { name: name.trim() }),
      ...(prefixMap.length === 0 ? {} : { prefixMap }),
    });
    await show(imported, imported.matched, imported.unmatched);
  }
  async function lookAgain({ imported, matched }: Result): Promise<void> {
    const answer = await request("playlists.rematch", {
      uuid: imported.playlist.uuid,
      prefixMap: prefixMapOf(prefixes),
    });
    await show(imported, matched + answer.matched, answer.unmatched);
  }
  function open({ imported }: Result): void {
    closePlaylistDialog();
    navigate(playlistPath(imported.playlist.uuid));
  }

  return (
    <Dialog
      isOpen
      onOpenChange={closePlaylistDialog}
      title={result === null ? say.title : say.done(result.imported.playlist.name)}
      {...(result === null ? { description: say.description } : {})}
      footer={
        result === null ? (
          <>
            <Button onClick={closePlaylistDialog}>{texts.common.cancel}</Button>
            <Button
              variant="primary"
              disabled={file === null || share !== null}
              onClick={() => {
                if (file !== null) void run(() => start(file));
              }}
            >
              {say.start}
            </Button>
          </>
        ) : (
          <>
            {result.unmatched > 0 && (
              <Button
                disabled={prefixMapOf(prefixes).length === 0}
                onClick={() => void run(() => lookAgain(result))}
              >
                {say.again}
              </Button>
            )}
            <Button variant="primary" data-autofocus onClick={() => open(result)}>
              {say.open}
            </Button>
          </>
        )
      }
    >
      {result === null ? (
        <>
          <FileChoice
            file={file}
            endings={kinds}
            wrongKind={say.wrongKind}
            onChoose={setFile}
            onProblem={setProblem}
          />
          <TextField
            label={say.name}
            placeholder={say.namePlaceholder}
            value={name}
            maxLength={255}
            onChange={(event) => setName(event.target.value)}
          />
          <details className={css["details"]}>
            <summary>{say.moved}</summary>
            <PrefixFields prefixes={prefixes} onChange={setPrefixes} />
          </details>
        </>
      ) : (
        <Outcome result={result} prefixes={prefixes} onPrefixes={setPrefixes} />
      )}
      {share !== null && <ProgressBar label={texts.files.sending} value={share} />}
      {problem !== null && (
        <p role="alert" className={css["problem"]}>
          {problem}
        </p>
      )}
    </Dialog>
  );
}

function Outcome(props: {
  readonly result: Result;
  readonly prefixes: readonly Prefix[];
  readonly onPrefixes: (prefixes: readonly Prefix[]) => void;
}): ReactNode {
  const { matched, unmatched, rows } = props.result;
  return (
    <div role="status">
      <p>{say.result(matched, unmatched)}</p>
      {unmatched > 0 && (
        <>
          <ul className={css["unmatched"]}>
            {rows.map((row) => (
              <li key={row.entryUuid ?? row.position}>
                {row.source?.title ?? ""}
                {row.source?.artist !== null && row.source?.artist !== undefined && (
                  <span> · {row.source.artist}</span>
                )}
                {row.source?.location !== null && <small>{row.source?.location}</small>}
              </li>
            ))}
            {unmatched > rows.length && <li>{say.others(unmatched - rows.length)}</li>}
          </ul>
          <p className={css["hint"]}>{say.unmatchedHint}</p>
          <PrefixFields prefixes={props.prefixes} onChange={props.onPrefixes} />
        </>
      )}
    </div>
  );
}
