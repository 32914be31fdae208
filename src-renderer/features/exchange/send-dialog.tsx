import { type ReactNode, useState } from "react";
import { texts } from "#renderer/lib/texts.ts";
import { errorMessage } from "#renderer/lib/toasts.ts";
import { uploadFile } from "#renderer/lib/upload.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { FileChoice } from "#renderer/ui/file-choice.tsx";
import { ProgressBar } from "#renderer/ui/states.tsx";
import css from "./exchange-section.module.css";

interface SendDialogProps {
  readonly title: string;
  readonly description: string;
  readonly confirm: string;
  readonly endings: readonly string[];
  readonly wrongKind: string;
  /** Why it cannot begin yet; null: it can, once there is a file. */
  readonly obstacle?: string | null;
  /** Starts the work on the file that was sent. */
  readonly onSent: (transferUuid: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Chooses a file, sends it and starts a task on it; then closes, since the task shows itself. */
export function SendDialog(props: SendDialogProps): ReactNode {
  const { obstacle = null, onClose } = props;
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function start(chosen: File): Promise<void> {
    setProblem(null);
    setShare(0);
    try {
      await props.onSent(await uploadFile(chosen, setShare));
      onClose();
    } catch (thrown) {
      setProblem(errorMessage(thrown));
      setShare(null);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={file === null || share !== null || obstacle !== null}
            onClick={() => {
              if (file !== null) void start(file);
            }}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      <FileChoice
        file={file}
        endings={props.endings}
        wrongKind={props.wrongKind}
        onChoose={setFile}
        onProblem={setProblem}
      />
      {props.children}
      {share !== null && <ProgressBar label={texts.files.sending} value={share} />}
      {(problem ?? obstacle) !== null && (
        <p role="alert" className={css["problem"]}>
          {problem ?? obstacle}
        </p>
      )}
    </Dialog>
  );
}
