import { expect, test } from "vitest";
import { isOurPage, pageUrl } from "./origins.ts";

// Fault: an address that merely begins like ours is taken for ours.
test.each([
  ["segue-app://app/", true],
  ["segue-app://app/#/songs", true],
  ["segue-app://app.example.org/", false],
  ["segue-app://apple/", false],
  ["segue-media://app/", false],
  ["https://app/", false],
  ["file:///etc/passwd", false],
  ["about:blank", false],
  ["", false],
])("%s is our page: %s", (url, expected) => {
  expect(isOurPage(url, "segue-app://app/")).toBe(expected);
});

// Fault: an environment variable makes the packaged app load a page from elsewhere.
test("only a development build listens to the development server's variable", () => {
  const environment = { ELECTRON_RENDERER_URL: "http://localhost:5173" };
  expect(pageUrl(true, environment)).toBe("segue-app://app/");
  expect(pageUrl(false, environment)).toBe("http://localhost:5173");
});
