import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { request } from "#renderer/lib/bridge.ts";
import { formatBytes } from "#renderer/lib/format.ts";
import { useIsAdmin } from "#renderer/lib/profile.ts";
import { errorMessage, showError, showToast } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { ErrorState } from "#renderer/ui/states.tsx";
import { Fact, Facts } from "./facts.tsx";
import css from "./settings-page.module.css";
import { settingsTexts } from "./settings-texts.ts";

const say = settingsTexts.data;

export function DataSection(): ReactNode {
  const isAdmin = useIsAdmin();
  const { value, error, reload } = useResource("app.getInfo", {});
  if (value === undefined)
    return error === null ? null : <ErrorState message={errorMessage(error)} onRetry={reload} />;
  return (
    <>
      <p className={css["intro"]}>{say.intro}</p>
      <Facts>
        <Fact name={say.folder}>
          <Path path={value.dataFolder} what={say.folder} />
          {value.mode === "desktop" && isAdmin && (
            <Button
              size="small"
              onClick={() => void request("app.openDataFolder", {}).catch(showError)}
            >
              {say.open}
            </Button>
          )}
        </Fact>
        <Fact name={say.database}>
          <Path path={value.databasePath} what={say.database} />
        </Fact>
        <Fact name={say.size}>{formatBytes(value.databaseBytes)}</Fact>
      </Facts>
    </>
  );
}

function Path({ path, what }: { readonly path: string; readonly what: string }): ReactNode {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(path);
      showToast({ message: say.copied, tone: "good" });
    } catch {
      // Clipboard access was refused by the browser: only the person can copy now.
      showToast({ message: say.copyFailed, tone: "bad" });
    }
  }
  return (
    <>
      <span className={css["path"]} title={path}>
        {path}
      </span>
      <IconButton label={say.copy(what)} size="small" onClick={() => void copy()}>
        <Copy />
      </IconButton>
    </>
  );
}
