import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findChromium, noChromium } from "./chromium.ts";
import { projectRoot } from "./lib/project.ts";

/**
 * Renders resources/icon.svg into the formats the installers want: `npm run icons`, after a change of the drawing.
 * The results are committed, so that a build needs no browser.
 */

const folder = join(projectRoot, "resources");
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
type Size = (typeof sizes)[number];

async function render(svg: string): Promise<Map<Size, Buffer>> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(noChromium);
  const browser = await chromium.launch({
    executablePath,
    args: process.geteuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage();
    const images = new Map<Size, Buffer>();
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      images.set(size, await page.screenshot({ omitBackground: true }));
    }
    return images;
  } finally {
    await browser.close();
  }
}

function imageOf(images: ReadonlyMap<Size, Buffer>, size: Size): Buffer {
  const image = images.get(size);
  if (image === undefined) throw new Error(`The icon was not drawn at ${size} pixels.`);
  return image;
}

/** Windows: a directory of PNG images (Vista and later read them). 0 stands for 256 in the one-byte sizes. */
function ico(images: ReadonlyMap<Size, Buffer>): Buffer {
  const chosen = ([16, 24, 32, 48, 64, 128, 256] as const).map((size) => ({
    size,
    data: imageOf(images, size),
  }));
  const header = Buffer.alloc(6 + 16 * chosen.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(chosen.length, 4);
  let offset = header.length;
  for (const [index, { size, data }] of chosen.entries()) {
    const entry = 6 + 16 * index;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(data.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += data.length;
  }
  return Buffer.concat([header, ...chosen.map(({ data }) => data)]);
}

/** macOS: four-letter types for each size, some twice because a display of double density asks by another name. */
function icns(images: ReadonlyMap<Size, Buffer>): Buffer {
  const types: readonly (readonly [string, Size])[] = [
    ["icp4", 16],
    ["icp5", 32],
    ["ic11", 32],
    ["ic12", 64],
    ["ic07", 128],
    ["ic08", 256],
    ["ic13", 256],
    ["ic09", 512],
    ["ic14", 512],
    ["ic10", 1024],
  ];
  const parts = types.map(([type, size]) => {
    const data = imageOf(images, size);
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "latin1");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

const images = await render(readFileSync(join(folder, "icon.svg"), "utf8"));
mkdirSync(join(folder, "icons"), { recursive: true });
for (const size of [16, 32, 48, 64, 128, 256, 512] as const) {
  writeFileSync(join(folder, "icons", `${size}x${size}.png`), imageOf(images, size));
}
writeFileSync(join(folder, "icon.png"), imageOf(images, 1024));
writeFileSync(join(folder, "icon.ico"), ico(images));
writeFileSync(join(folder, "icon.icns"), icns(images));
console.log("resources/: icon.png, icon.ico, icon.icns and icons/ drawn from icon.svg");
