import { type ReactNode, useState } from "react";
import { request } from "#renderer/lib/bridge.ts";
import { type Prefix, PrefixFields, prefixMapOf } from "#renderer/ui/prefix-fields.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import css from "./exchange-section.module.css";
import { exchangeTexts } from "./exchange-texts.ts";
import { SendDialog } from "./send-dialog.tsx";

const say = exchangeTexts.itunes;
const endings = [".xml"] as const;
const parts = ["ratings", "playCounts", "dates", "playlists"] as const;
type Part = (typeof parts)[number];

/** What of an iTunes or Apple Music library is taken over, and where its files are now. */
export function ItunesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [take, setTake] = useState<Readonly<Record<Part, boolean>>>({
    ratings: true,
    playCounts: true,
    dates: true,
    playlists: true,
  });
  const [prefixes, setPrefixes] = useState<readonly Prefix[]>([{ id: 0, from: "", to: "" }]);
  return (
    <SendDialog
      title={say.title}
      description={say.description}
      confirm={say.confirm}
      endings={endings}
      wrongKind={say.wrongKind}
      obstacle={parts.some((part) => take[part]) ? null : say.nothing}
      onSent={(transferUuid) =>
        request("exchange.importItunes", {
          transferUuid,
          prefixMap: prefixMapOf(prefixes),
          take: { ...take },
        })
      }
      onClose={onClose}
    >
      <fieldset className={css["parts"]}>
        <legend>{say.take}</legend>
        {parts.map((part) => (
          <Switch
            key={part}
            label={say.parts[part]}
            isOn={take[part]}
            onChange={(isOn) => setTake({ ...take, [part]: isOn })}
          />
        ))}
      </fieldset>
      <details className={css["details"]}>
        <summary>{say.moved}</summary>
        <PrefixFields prefixes={prefixes} onChange={setPrefixes} />
      </details>
    </SendDialog>
  );
}
