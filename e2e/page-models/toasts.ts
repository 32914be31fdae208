import type { Locator, Page } from "@playwright/test";

/** A message at the foot of the window. The same words also stand in a region for screen readers, for a moment. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.getByRole("region", { name: "Notifications" }).getByText(text);
}
