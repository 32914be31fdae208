import type { ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { KeyCaps } from "#renderer/ui/kbd.tsx";
import { shortcutGroups } from "./shortcuts.ts";
import css from "./shortcuts-dialog.module.css";

interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function ShortcutsDialog({ isOpen, onOpenChange }: ShortcutsDialogProps): ReactNode {
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={texts.shortcuts.title} size="large">
      <div className={css["groups"]}>
        {shortcutGroups.map((group) => (
          <section key={group.title}>
            <h3 className={css["title"]}>{group.title}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.label} className={css["line"]}>
                  <dt>{shortcut.label}</dt>
                  <dd>
                    {shortcut.keys.map((keys) => (
                      <KeyCaps key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
