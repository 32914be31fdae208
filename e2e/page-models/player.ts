import { expect, type Locator, type Page } from "@playwright/test";

/** The player bar at the foot of every page. */
export class Player {
  readonly page: Page;
  readonly bar: Locator;
  readonly seekBar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bar = page.getByRole("region", { name: "Player" });
    this.seekBar = this.bar.getByRole("slider", { name: "Position in the song" });
  }

  button(name: string | RegExp): Locator {
    return this.bar.getByRole("button", { name, exact: true });
  }

  /** Where the song stands, in seconds. */
  async positionSec(): Promise<number> {
    return Number(await this.seekBar.getAttribute("aria-valuenow"));
  }

  /** Waits until the song plays and its time moves past `seconds`. */
  async expectToAdvancePast(seconds: number, timeout = 15_000): Promise<void> {
    await expect(this.button("Pause")).toBeVisible();
    await expect.poll(() => this.positionSec(), { timeout }).toBeGreaterThan(seconds);
  }

  async expectTitle(title: string): Promise<void> {
    await expect(this.bar.getByText(title, { exact: true }).first()).toBeVisible();
  }
}
