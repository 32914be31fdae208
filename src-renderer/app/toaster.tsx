import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#renderer/lib/class-names.ts";
import { texts } from "#renderer/lib/texts.ts";
import { dismissToast, useToasts, type Toast } from "#renderer/lib/toasts.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import css from "./toaster.module.css";

/** Shows what `showToast` was given. F8 moves the focus here, as Radix does by default. */
export function Toaster(): ReactNode {
  const toasts = useToasts();
  return (
    <Radix.Provider label={texts.common.notifications} swipeDirection="down">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
      <Radix.Viewport className={css["viewport"]} label={texts.common.notifications} />
    </Radix.Provider>
  );
}

function ToastLine({ toast }: { readonly toast: Toast }): ReactNode {
  const { action } = toast;
  return (
    <Radix.Root
      className={classNames(css["toast"], css[toast.tone])}
      duration={toast.durationMs}
      type={toast.tone === "bad" ? "foreground" : "background"}
      onOpenChange={(isOpen) => {
        if (!isOpen) dismissToast(toast.id);
      }}
    >
      {toast.tone === "bad" && <CircleAlert aria-hidden="true" />}
      {toast.tone === "good" && <CircleCheck aria-hidden="true" />}
      <Radix.Description className={css["message"]}>{toast.message}</Radix.Description>
      {action !== undefined && (
        <Radix.Action asChild altText={action.label}>
          <Button size="small" onClick={action.run}>
            {action.label}
          </Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton size="small" label={texts.common.dismiss} hasTooltip={false}>
          <X />
        </IconButton>
      </Radix.Close>
    </Radix.Root>
  );
}
