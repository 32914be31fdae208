import { create } from "zustand";
import { AppError } from "#shared/errors/app-error.ts";
import { isCancelled, request } from "./bridge.ts";
import { texts } from "./texts.ts";

export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: "neutral" | "good" | "bad";
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly durationMs: number;
}

export type NewToast = Pick<Toast, "message"> & Partial<Omit<Toast, "id" | "message">>;

/** Long enough to read and to reach for Undo. */
const toastDurationMs = 8000;
const maxToasts = 3;

const useToastStore = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));
let nextId = 1;

export function useToasts(): readonly Toast[] {
  return useToastStore((state) => state.toasts);
}

/** Shows a short message at the foot of the window. With `action` it carries one button, usually Undo. */
export function showToast(toast: NewToast): number {
  const id = nextId++;
  const full: Toast = { tone: "neutral", durationMs: toastDurationMs, ...toast, id };
  useToastStore.setState(({ toasts }) => ({ toasts: [...toasts, full].slice(-maxToasts) }));
  return id;
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Takes away every message: others will look at the window. */
export function clearToasts(): void {
  useToastStore.setState({ toasts: [] });
}

/** Takes away the messages that offer to take a change back: after an undo or redo, what they meant is another. */
export function dismissUndoToasts(): void {
  const offers: readonly (string | undefined)[] = [texts.common.undo, texts.common.redo];
  useToastStore.setState(({ toasts }) => ({
    toasts: toasts.filter((toast) => !offers.includes(toast.action?.label)),
  }));
}

/** Says what went wrong: main's own sentence for an expected failure, a plain one for a bug (which also goes to the log). */
export function showError(thrown: unknown): void {
  // Nobody's window shows whom it could belong to; a message would only repeat it.
  if (isCancelled(thrown) || (thrown instanceof AppError && thrown.code === "not_logged_in"))
    return;
  showToast({ message: errorMessage(thrown), tone: "bad" });
  if (!(thrown instanceof AppError)) reportError(thrown);
}

export function errorMessage(thrown: unknown): string {
  return thrown instanceof AppError ? thrown.message : texts.errors.unexpected;
}

/** Writes a bug of the page to main's log. Never throws: there is nobody left to tell. */
export function reportError(thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  request("app.reportError", {
    message: error.message.slice(0, 2000),
    stack: error.stack?.slice(0, 20_000) ?? null,
  }).catch(() => undefined);
}
