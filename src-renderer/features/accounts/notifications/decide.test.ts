import { expect, test } from "vitest";
import { decideNotification } from "./decide.ts";

const everything = { isEnabled: true, isDesktopEnabled: true, isInAppEnabled: true };
const away = { focus: "nowhere", isDesktopAllowed: true } as const;

test("nothing comes of a type that is off, whatever its two switches say", () => {
  expect(decideNotification({ ...away, setting: { ...everything, isEnabled: false } })).toEqual({
    isOnDesktop: false,
    inApp: "nowhere",
  });
});

test("the desktop is quiet while a window of Segue has the focus, this one or another", () => {
  for (const focus of ["here", "elsewhere"] as const) {
    const decision = decideNotification({ ...away, focus, setting: everything });
    expect(decision).toEqual({ isOnDesktop: false, inApp: focus });
  }
});

test("with nobody there, both switches are obeyed each for itself", () => {
  expect(decideNotification({ ...away, setting: everything })).toEqual({
    isOnDesktop: true,
    inApp: "here",
  });
  expect(
    decideNotification({ ...away, setting: { ...everything, isDesktopEnabled: false } }),
  ).toEqual({ isOnDesktop: false, inApp: "here" });
  expect(
    decideNotification({ ...away, setting: { ...everything, isInAppEnabled: false } }),
  ).toEqual({ isOnDesktop: true, inApp: "nowhere" });
});

test("a browser that forbids notifications gets none", () => {
  const decision = decideNotification({ ...away, isDesktopAllowed: false, setting: everything });
  expect(decision).toEqual({ isOnDesktop: false, inApp: "here" });
});
