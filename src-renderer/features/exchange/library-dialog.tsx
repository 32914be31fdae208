import type { ReactNode } from "react";
import { request } from "#renderer/lib/bridge.ts";
import { exchangeTexts } from "./exchange-texts.ts";
import { SendDialog } from "./send-dialog.tsx";

const say = exchangeTexts.importing;
const endings = [".jsonl"] as const;

/** Takes an export of Segue into this, still empty, library. */
export function LibraryDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <SendDialog
      title={say.title}
      description={say.description}
      confirm={say.confirm}
      endings={endings}
      wrongKind={say.wrongKind}
      onSent={(transferUuid) => request("exchange.importLibrary", { transferUuid })}
      onClose={onClose}
    />
  );
}
