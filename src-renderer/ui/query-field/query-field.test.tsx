// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { completionsAt } from "#shared/domain/query/complete-query.ts";
import { QueryField } from "./query-field.tsx";
import { insertOption } from "./query-option.ts";

afterEach(cleanup);
// jsdom has no layout to scroll.
Element.prototype.scrollIntoView = () => undefined;

const onSubmit = vi.fn<(text: string) => void>();
const onLeave = vi.fn<() => void>();

function Search(): ReactNode {
  const [text, setText] = useState("");
  return (
    <QueryField
      label="Search"
      value={text}
      onChange={setText}
      onSubmit={onSubmit}
      onLeave={onLeave}
    />
  );
}

function show(): HTMLInputElement {
  onSubmit.mockClear();
  onLeave.mockClear();
  render(<Search />);
  const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Search" });
  field.focus();
  return field;
}

function type(field: HTMLInputElement, text: string): void {
  fireEvent.change(field, { target: { value: text, selectionStart: text.length } });
}

const options = (): string[] => screen.queryAllByRole("option").map((option) => option.id);

// Catches: completion that takes over plain words.
it("searches plain words with Enter and lets Tab leave, whatever is suggested", () => {
  const field = show();
  type(field, "rat");
  expect(options()).not.toHaveLength(0);
  expect(fireEvent.keyDown(field, { key: "Tab" })).toBe(true);
  fireEvent.keyDown(field, { key: "Enter" });
  expect(onSubmit).toHaveBeenCalledWith("rat");
  expect(field.value).toBe("rat");
  expect(options()).toHaveLength(0);
});

it("puts in what was chosen with the arrows", () => {
  const field = show();
  type(field, "jazz album");
  fireEvent.keyDown(field, { key: "ArrowDown" });
  expect(field.getAttribute("aria-activedescendant")).not.toBeNull();
  type(field, "jazz is:unpl");
  expect(field.getAttribute("aria-activedescendant")).toBeNull();
  fireEvent.keyDown(field, { key: "ArrowDown" });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(field.value).toBe("jazz is:unplayed ");
  expect(onSubmit).not.toHaveBeenCalled();
});

it("takes the first with Tab once a field was named", () => {
  const field = show();
  type(field, "has:ly");
  expect(fireEvent.keyDown(field, { key: "Tab" })).toBe(false);
  expect(field.value).toBe("has:lyrics ");
});

// Catches: an Escape that loses the text where only the suggestions were in the way.
it("closes, then clears, then leaves with Escape", () => {
  const field = show();
  type(field, "rat");
  fireEvent.keyDown(field, { key: "Escape" });
  expect([field.value, options().length]).toEqual(["rat", 0]);
  fireEvent.keyDown(field, { key: "Escape" });
  expect(field.value).toBe("");
  expect(onLeave).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: "Escape" });
  expect(onLeave).toHaveBeenCalledOnce();
});

// Catches: searching for half a syllable, and Enter that ends a composition searching too.
it("waits until an input method has composed", () => {
  const field = show();
  fireEvent.compositionStart(field);
  field.value = "よあ";
  fireEvent.input(field, { isComposing: true, target: { value: "よあ" } });
  expect(field.value).toBe("よあ");
  fireEvent.keyDown(field, { key: "Enter", isComposing: true });
  expect(onSubmit).not.toHaveBeenCalled();
  fireEvent.compositionEnd(field, { target: { value: "夜明け" } });
  expect(field.value).toBe("夜明け");
  fireEvent.keyDown(field, { key: "Enter" });
  expect(onSubmit).toHaveBeenCalledWith("夜明け");
});

// Catches: a mistake told before the person has finished, or never.
it("says where and why a search cannot be read, after Enter at once", () => {
  const field = show();
  type(field, "jazz year:abc");
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.keyDown(field, { key: "Enter" });
  expect(screen.getByRole("alert").textContent).toContain("abc");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  type(field, "jazz year:1999");
  expect(screen.queryByRole("alert")).toBeNull();
});

it.each([
  ["genre:jazz rat", 14, "genre:jazz rating"],
  ["alb kind of blue", 3, "albumartist: kind of blue"],
  ["-alb", 4, "-albumartist:"],
])("completes %j at %i", (text, caret, completed) => {
  const { from, to, items } = completionsAt(text, caret);
  expect(insertOption(text, { from, to, text: items[0]?.insert ?? "" })).toEqual({
    text: completed,
    caret: completed.length - (text.length - caret),
  });
});
