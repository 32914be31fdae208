import { expect, type Locator, type Page } from "@playwright/test";
import { toast } from "./toasts.ts";

/** Who the window belongs to: the picker, the profile menu, the profile page and the administration of profiles. */
export class Profiles {
  readonly page: Page;
  readonly picker: Locator;
  readonly password: Locator;
  readonly sessions: Locator;

  constructor(page: Page) {
    this.page = page;
    this.picker = page.getByRole("heading", { name: "Who is listening?" });
    this.password = page.getByLabel("Password", { exact: true });
    this.sessions = page.getByRole("list", { name: "Sessions of this profile" });
  }

  /** The button that says whose window it is. */
  button(name: string | RegExp = /./): Locator {
    return this.page
      .getByRole("navigation", { name: "Main" })
      .getByRole("button", { name: typeof name === "string" ? `Profile: ${name}` : /^Profile: / });
  }

  /** Whose window it is. The owner is called as the computer calls them. */
  async name(): Promise<string> {
    const label = await this.button().getAttribute("aria-label");
    return (label ?? "").replace("Profile: ", "");
  }

  async choose(item: string): Promise<void> {
    await this.button().click();
    await this.page.getByRole("menu").getByText(item, { exact: true }).click();
  }

  async logOut(): Promise<void> {
    await this.choose("Log out");
    await expect(this.picker).toBeVisible();
  }

  /** From the picker. Null: a profile without a password. */
  async logIn(name: string, password: string | null): Promise<void> {
    await this.page.getByRole("button", { name: new RegExp(`Go on as ${name}`, "u") }).click();
    if (password !== null) {
      await this.password.fill(password);
      await this.page.keyboard.press("Enter");
    }
    await expect(this.button(name)).toBeVisible();
  }

  async openProfilePage(): Promise<void> {
    await this.choose("Profile and sessions");
    await expect(this.page.getByRole("heading", { name: "Profile", exact: true })).toBeVisible();
  }

  async setPassword(password: string): Promise<void> {
    await this.openProfilePage();
    await this.page.getByRole("button", { name: "Set a password…" }).click();
    await this.page.getByLabel("New password", { exact: true }).fill(password);
    await this.page.getByLabel("New password again").fill(password);
    await this.page.getByRole("button", { name: "Save password" }).click();
    await expect(toast(this.page, "Password saved")).toBeVisible();
  }

  /** As an administrator, in the settings. */
  async add(name: string, password: string | null): Promise<void> {
    await this.page.getByRole("link", { name: "Settings" }).click();
    await this.page.getByRole("button", { name: "Add profile" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    if (password !== null) await dialog.getByLabel("Password (optional)").fill(password);
    await dialog.getByRole("button", { name: "Add profile" }).click();
    await expect(dialog).toBeHidden();
  }
}
