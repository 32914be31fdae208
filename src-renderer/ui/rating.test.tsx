// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Rating, ratingForKey } from "./rating.tsx";

afterEach(cleanup);

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test("digits are half stars, ten on the zero; arrows step; Delete clears; other keys are left alone", () => {
  expect(ratingForKey({ ...plain, key: "7" }, null)).toBe(7);
  expect(ratingForKey({ ...plain, key: "0" }, null)).toBe(10);
  expect(ratingForKey({ ...plain, key: "ArrowRight" }, 10)).toBe(10);
  expect(ratingForKey({ ...plain, key: "ArrowLeft" }, 1)).toBeNull();
  expect(ratingForKey({ ...plain, key: "Delete" }, 4)).toBeNull();
  expect(ratingForKey({ ...plain, key: "Tab" }, 4)).toBeUndefined();
  // Ctrl and a digit rate the whole selection: not this control's key.
  expect(ratingForKey({ ...plain, key: "3", ctrlKey: true }, 4)).toBeUndefined();
});

test("says its value in words and takes keys", () => {
  const chosen: (number | null)[] = [];
  render(<Rating label="Rating of Halcyon" value={7} onChange={(value) => chosen.push(value)} />);
  const slider = screen.getByRole("slider", { name: "Rating of Halcyon" });
  expect(slider.getAttribute("aria-valuetext")).toBe("3.5 stars");
  fireEvent.keyDown(slider, { key: "9" });
  fireEvent.keyDown(slider, { key: "Backspace" });
  expect(chosen).toEqual([9, null]);
});

test("without a handler it only shows", () => {
  render(<Rating label="Rating" value={null} />);
  expect(screen.queryByRole("slider")).toBeNull();
  expect(screen.getByRole("img", { name: "Not rated" })).toBeTruthy();
});
