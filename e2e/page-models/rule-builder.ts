import type { Locator, Page } from "@playwright/test";

/** The dialog that edits the rules of a smart playlist. */
export class RuleBuilder {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly preview: Locator;
  readonly text: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole("dialog", { name: /^New smart playlist|^Rules of/ });
    this.name = this.dialog.getByRole("textbox", { name: "Name" });
    this.preview = this.dialog.getByRole("region", { name: "What it holds now" });
    this.text = this.dialog.getByRole("combobox", { name: "Rules as text" });
  }

  /** The rules in the order of the rows, those of nested groups included. */
  get rules(): Locator {
    return this.dialog.getByRole("group", { name: /^Rule:/ });
  }

  group(match: "All of" | "Any of" | "None of"): Locator {
    return this.dialog.getByRole("group", { name: match, exact: true });
  }

  /** Makes a rule about texts: any of the values will do. */
  async fillTextRule(rule: Locator, subject: string, ...values: string[]): Promise<void> {
    await rule.getByRole("combobox", { name: "What the rule is about" }).selectOption(subject);
    const field = rule.getByRole("combobox", { name: "Value" });
    for (const value of values) {
      await field.fill(value);
      await field.press("Enter");
    }
  }

  async mode(mode: "Rules" | "Text"): Promise<void> {
    await this.dialog.getByRole("radio", { name: mode }).click();
  }

  async save(button: "Create" | "Save"): Promise<void> {
    await this.dialog.getByRole("button", { name: button, exact: true }).click();
  }
}
