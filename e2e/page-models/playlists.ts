import { expect, type Locator, type Page } from "@playwright/test";

/** The playlists: their tree at the left, the page of one, and the dialogs. */
export class Playlists {
  readonly page: Page;
  readonly tree: Locator;
  readonly title: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole("tree", { name: "Playlists" });
    this.title = page.getByRole("heading", { level: 1 });
  }

  /** A line of the tree; a shared one also says whose it is. */
  line(name: string): Locator {
    const spoken = new RegExp(`^${RegExp.escape(name)}(, by .+)?$`, "u");
    return this.tree.getByRole("treeitem", { name: spoken });
  }

  /** The entries of the open playlist. */
  get entries(): Locator {
    return this.page.getByRole("grid", { name: /^Songs of/ });
  }

  row(title: string): Locator {
    return this.entries
      .getByRole("row")
      .filter({ has: this.page.getByText(title, { exact: true }) });
  }

  /** By the + button, named in place. */
  async create(name: string, kind: "New playlist" | "New folder" = "New playlist"): Promise<void> {
    await this.page.getByRole("button", { name: "New playlist or folder" }).click();
    await this.page.getByRole("menuitem", { name: kind, exact: true }).click();
    const field = this.tree.getByRole("textbox", { name: /^Name of/ });
    await expect(field).toBeFocused();
    await field.fill(name);
    await field.press("Enter");
    await expect(this.line(name)).toBeVisible();
  }

  async open(name: string): Promise<void> {
    await this.line(name).click();
    await expect(this.title).toContainText(name);
  }

  /** Titles in the order of the rows. */
  async titles(): Promise<string[]> {
    // At once: rows come and go while they are read one by one.
    return this.entries.locator("[role=row][data-index]").evaluateAll((rows) =>
      rows
        .map((row) => ({
          index: Number(row.getAttribute("data-index")),
          title: row.querySelector('[data-column="title"] [data-fit]')?.textContent?.trim() ?? "",
        }))
        .toSorted((one, other) => one.index - other.index)
        .map(({ title }) => title),
    );
  }

  async expectTitles(titles: readonly string[]): Promise<void> {
    await expect.poll(() => this.titles()).toEqual(titles);
  }

  /** Presses, moves in steps as a hand does, and lets go over the target. */
  async drag(source: Locator, target: Locator, share = 0.5): Promise<void> {
    const from = await boxOf(source);
    const to = await boxOf(target);
    await this.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + from.width / 2 + 12, from.y + from.height / 2 + 4);
    await this.page.mouse.move(to.x + to.width / 2, to.y + to.height * share, { steps: 6 });
    await this.page.mouse.up();
  }

  async undo(): Promise<void> {
    await this.page.getByRole("button", { name: "Undo", exact: true }).last().click();
  }
}

async function boxOf(
  locator: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (box === null) throw new Error("Not in sight");
  return box;
}
