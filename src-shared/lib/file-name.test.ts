import fc from "fast-check";
import { expect, test } from "vitest";
import { attachmentHeader, safeFileName } from "./file-name.ts";

function utf8Length(text: string): number {
  return encodeURIComponent(text).replaceAll(/%../g, "x").length;
}

test.each([
  ["Road trip.m3u8", "Road trip.m3u8"],
  ["AC/DC: best?.pls", "AC-DC- best-.pls"],
  ["../../etc/passwd", "-..-etc-passwd"],
  ["con.m3u", "con_.m3u"],
  ["LPT1", "LPT1_"],
  ["console.m3u", "console.m3u"],
  [" . ", "file"],
  ["", "file"],
  ["evil\u202egpj.exe", "evilgpj.exe"],
  ["e\u0301.m3u", "\u00e9.m3u"],
])("%j is kept as %j", (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

/** Would catch: a long title that no file system takes, or that loses its extension. */
test("long names keep their extension and whole characters", () => {
  const name = safeFileName(`${"夏".repeat(300)}.m3u8`);
  expect(utf8Length(name)).toBeLessThanOrEqual(200);
  expect(name).toMatch(/^夏+\.m3u8$/);
});

/** Would catch: any name that leaves its folder, breaks the header's grammar, or is not read back as it was. */
test("any name is one plain part of a path, and its header reads back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (written) => {
      const name = safeFileName(written);
      expect(name).not.toMatch(/[/\\\p{Cc}]/u);
      expect(["", ".", ".."]).not.toContain(name);
      expect(utf8Length(name)).toBeLessThanOrEqual(205);
      const header = attachmentHeader(name);
      expect(header).toMatch(
        /^attachment; filename="[ !#-$&-[\]-~]*"; filename\*=UTF-8''[\w.~%-]*$/,
      );
      expect(decodeURIComponent(header.slice(header.indexOf("''") + 2))).toBe(name);
    }),
  );
});
