// @vitest-environment jsdom
import { expect, test } from "vitest";
import { isTypingTarget, keyCaps, matchesAnyKey, matchesKey } from "./keys.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test("Mod is Ctrl here and Command on a Mac, never both", () => {
  expect(matchesKey({ ...plain, key: "l", ctrlKey: true }, "Mod+L", false)).toBe(true);
  expect(matchesKey({ ...plain, key: "l", metaKey: true }, "Mod+L", false)).toBe(false);
  expect(matchesKey({ ...plain, key: "l", metaKey: true }, "Mod+L", true)).toBe(true);
  expect(matchesKey({ ...plain, key: "l", ctrlKey: true, metaKey: true }, "Mod+L", true)).toBe(
    false,
  );
});

test("modifiers that are not asked for make another key of it", () => {
  expect(matchesKey({ ...plain, key: "Enter", shiftKey: true }, "Enter", false)).toBe(false);
  expect(matchesKey({ ...plain, key: "Enter", altKey: true }, "Enter", false)).toBe(false);
  expect(matchesKey({ ...plain, key: "A", shiftKey: true, ctrlKey: true }, "Mod+A", false)).toBe(
    false,
  );
});

test("signs match wherever the keyboard has them, with Shift or without", () => {
  expect(matchesKey({ ...plain, key: "?", shiftKey: true }, "?", false)).toBe(true);
  expect(matchesKey({ ...plain, key: "?" }, "?", false)).toBe(true);
  expect(matchesAnyKey({ ...plain, key: "/" }, ["?", "/"])).toBe(true);
});

test("space has its name", () => {
  expect(matchesKey({ ...plain, key: " " }, "Space", false)).toBe(true);
  expect(keyCaps("Mod+ArrowLeft")).toEqual(["Ctrl", "←"]);
  expect(keyCaps("Alt+Enter")).toEqual(["Alt", "Enter"]);
});

test("single keys belong to fields, menus and dialogs while those have the focus", () => {
  document.body.innerHTML =
    '<input id="text"><input id="check" type="checkbox"><div role="menu"><button id="item"></button></div><button id="plain"></button>';
  const typing = (id: string): boolean => isTypingTarget(document.querySelector(`#${id}`));
  expect(typing("text")).toBe(true);
  expect(typing("item")).toBe(true);
  expect(typing("check")).toBe(false);
  expect(typing("plain")).toBe(false);
  expect(isTypingTarget(null)).toBe(false);
});
