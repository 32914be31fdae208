import { type ReactNode, useState } from "react";
import { AddFolderDialog } from "#renderer/features/library/folders/index.ts";
import { TagsDialog } from "#renderer/features/library/own/index.ts";
import { SmartDialogs } from "#renderer/features/playlists/smart/index.ts";
import { useConnectionStatus } from "#renderer/lib/connection.ts";
import { useSidePanelTab } from "#renderer/lib/side-panel.ts";
import { focusPage } from "#renderer/lib/focus-history.ts";
import { texts } from "#renderer/lib/texts.ts";
import { DragGhost } from "#renderer/ui/drag-ghost.tsx";
import { Rail } from "./rail.tsx";
import css from "./shell.module.css";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { PlayerBarSlot, SidePanelSlot } from "./slots.tsx";
import { TopBar } from "./top-bar.tsx";
import { useAppCommands } from "./use-app-commands.ts";

/** Rail, top bar, page, side panel and player bar. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const [areShortcutsOpen, setShortcutsOpen] = useState(false);
  useAppCommands({ showShortcuts: () => setShortcutsOpen(true) });
  const hasPanel = useSidePanelTab() !== null;
  return (
    <div className={css["app"]}>
      <a className={css["skip"]} href="#page" onClick={skipToPage}>
        {texts.navigation.skip}
      </a>
      <Rail />
      <main className={css["main"]}>
        <ConnectionBanner />
        <TopBar />
        <div id="page" tabIndex={-1} className={css["page"]}>
          {children}
        </div>
      </main>
      {hasPanel && (
        <aside className={css["panel"]} aria-label={texts.panel.label}>
          <SidePanelSlot />
        </aside>
      )}
      <div className={css["bar"]}>
        <PlayerBarSlot />
      </div>
      <AddFolderDialog />
      <SmartDialogs />
      <TagsDialog />
      <DragGhost />
      <ShortcutsDialog isOpen={areShortcutsOpen} onOpenChange={setShortcutsOpen} />
    </div>
  );
}

// The hash is the address, so the link must not follow it.
function skipToPage(event: { preventDefault: () => void }): void {
  event.preventDefault();
  focusPage();
}

function ConnectionBanner(): ReactNode {
  const status = useConnectionStatus();
  return (
    <div role="status">
      {status !== "online" && (
        <p className={css["banner"]}>
          {status === "lost" ? texts.connection.banner : texts.connection.refused}
        </p>
      )}
    </div>
  );
}
