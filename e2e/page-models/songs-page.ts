import type { Locator, Page } from "@playwright/test";

/** The songs page: its table, search and summary. */
export class SongsPage {
  readonly page: Page;
  readonly table: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole("grid", { name: "Songs" });
    this.search = page.getByRole("combobox", { name: "Search songs" });
  }

  async open(): Promise<void> {
    await this.page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: /^Songs/ })
      .click();
  }

  /** The row of a song by its title. */
  row(title: string): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByText(title, { exact: true }) });
  }

  header(name: string): Locator {
    return this.table.getByRole("columnheader", { name });
  }

  /** Titles of the rows in the document, top to bottom. */
  async titles(): Promise<string[]> {
    const rows = await this.table
      .locator('[role="row"][aria-rowindex]:not([aria-rowindex="1"])')
      .all();
    const found = await Promise.all(
      rows.map(async (row) => ({
        index: Number(await row.getAttribute("aria-rowindex")),
        title: (await row.locator('[data-column="title"]').innerText()).trim(),
      })),
    );
    return found.toSorted((a, b) => a.index - b.index).map(({ title }) => title);
  }

  async play(title: string): Promise<void> {
    await this.row(title).getByText(title, { exact: true }).dblclick();
  }
}
