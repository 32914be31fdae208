import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, it, vi } from "vitest";
import { menuTemplate } from "./menu.ts";

// Outside Electron its package answers with the path of a binary, which a checkout need not have.
vi.mock("electron", () => ({ Menu: {} }));

describe("the application menu", () => {
  // Catches: a command that the page obeys and nobody can choose, or that is only there on one system.
  it.each(["darwin", "linux", "win32"] as const)("locks from %s's menu", (platform) => {
    const send = vi.fn();
    const lock = itemsOf(menuTemplate(send, platform)).filter(({ label }) => label === "Lock");
    expect(lock).toHaveLength(1);
    lock[0]?.click?.call(undefined as never, undefined as never, undefined, undefined as never);
    expect(send).toHaveBeenCalledExactlyOnceWith("lock");
  });

  // Catches: two commands on one key, of which the system would silently take the first.
  it.each(["darwin", "linux", "win32"] as const)("gives no key twice on %s", (platform) => {
    const keys = itemsOf(menuTemplate(() => undefined, platform)).flatMap(({ accelerator }) =>
      typeof accelerator === "string" ? [accelerator] : [],
    );
    expect(keys).toEqual([...new Set(keys)]);
  });
});

function itemsOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [
    item,
    ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : []),
  ]);
}
