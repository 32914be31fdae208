import { expect, type Locator, type Page } from "@playwright/test";

/** Undo, redo and the page that lists every change. */
export class Changes {
  readonly page: Page;
  readonly list: Locator;
  readonly undoButton: Locator;
  readonly redoButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole("treegrid", { name: "Changes, newest first" });
    const bar = page.getByRole("main");
    this.undoButton = bar.getByRole("button", { name: /^Undo(:|$)/ }).first();
    this.redoButton = bar.getByRole("button", { name: /^Redo(:|$)/ }).first();
  }

  async open(): Promise<void> {
    await this.page.getByRole("link", { name: "History" }).click();
    await this.page.getByRole("radio", { name: "Changes" }).click();
    await expect(this.list).toBeVisible();
  }

  /** The line of a change, by its whole sentence. */
  entry(summary: string): Locator {
    return this.list
      .locator('[role="row"][aria-level="2"]')
      .filter({ has: this.page.getByText(summary, { exact: true }) });
  }

  /** Takes back one change of the list. */
  async undo(summary: string): Promise<void> {
    await this.entry(summary).hover();
    await this.entry(summary)
      .getByRole("button", { name: `Undo this: ${summary}` })
      .click();
  }
}
