import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { restoreFocus } from "#renderer/lib/focus-history.ts";
import { texts } from "#renderer/lib/texts.ts";
import { IconButton } from "./button.tsx";
import css from "./dialog.module.css";

interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  /** One sentence under the title; may be left out. */
  readonly description?: string;
  readonly size?: "small" | "medium" | "large" | "wide";
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly footer?: ReactNode;
}

/**
 * A modal dialog: traps focus, closes with Escape or a click beside it. The scrim is our own element, since Radix' overlay
 * brings a scroll lock that writes a style element, which the page's CSP refuses (the page itself never scrolls).
 */
export function Dialog(props: DialogProps): ReactNode {
  const { isOpen, onOpenChange, title, description, size = "medium", children, footer } = props;
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div className={css["scrim"]} />
        <Radix.Content
          className={classNames(css["dialog"], css[size])}
          onOpenAutoFocus={focusDialog}
          // Escape belongs to what is open inside: the suggestions of a field close first.
          onEscapeKeyDown={(event) => {
            if (document.activeElement?.matches("[data-takes-escape]") === true)
              event.preventDefault();
          }}
          // Radix only knows its own trigger; ours open from keys and menus too.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            restoreFocus(event.target instanceof Element ? event.target : null);
          }}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
        >
          <header className={css["header"]}>
            <div>
              <Radix.Title className={css["title"]}>{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className={css["description"]}>{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label={texts.common.close} hasTooltip={false}>
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          <div className={css["body"]}>{children}</div>
          {footer !== undefined && <footer className={css["footer"]}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Focus starts on the field that asks for it, else on the dialog itself: a ring round "Close" would say nothing. */
function focusDialog(event: Event): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const wanted = event.currentTarget.querySelector<HTMLElement>(
    'input:not([type="file"], :disabled), textarea, [data-autofocus]',
  );
  (wanted ?? event.currentTarget).focus();
}
