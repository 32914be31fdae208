import type { Locator, Page } from "@playwright/test";

/** The dialog that adds a folder, and the settings where folders and their problems are. */
export class Folders {
  readonly page: Page;
  readonly dialog: Locator;
  readonly problems: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: "Add a folder" });
    this.problems = page.getByRole("list", { name: /could not be read/ });
  }

  /** From the empty library's first page. */
  async addFirst(path: string): Promise<void> {
    await this.page.getByRole("main").getByRole("button", { name: "Add folder" }).click();
    await this.submit(path);
  }

  async submit(path: string): Promise<void> {
    await this.dialog.getByRole("textbox", { name: "Folder" }).fill(path);
    await this.dialog.getByRole("button", { name: "Add this folder" }).click();
  }

  async openSettings(): Promise<void> {
    await this.page.getByRole("link", { name: "Settings" }).click();
  }
}
