import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { appRoot } from "#core/files/app-root.ts";
import { findChromium } from "../scripts/chromium.ts";
import type { Measurement } from "./harness.ts";
import { makeLibrary } from "./make-library.ts";

const songs = 100_000;
/** How long the list is scrolled each way. */
const scrollMs = 6000;
/** A hard-flung wheel: 18,000 pixels, 500 rows a second. */
const flungPixelsPerFrame = 300;
/** A scroll bar dragged fast: every frame shows a page of rows that were never drawn before. */
const pagePixelsPerFrame = 1400;

interface Scroll {
  readonly longestFrameMs: number;
  readonly mostRows: number;
  readonly heapBytes: number;
}

/** The page itself: scrolling 100,000 songs in web mode, in Chromium. Needs a build (`npm run build`). */
export async function bench(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "segue-bench-"));
  mkdirSync(join(folder, "data"));
  cpSync(makeLibrary(songs), join(folder, "data", "segue.db"));
  const server = spawn(
    process.execPath,
    [join(appRoot(), "out", "main", "web.js"), "--no-open", "--data-dir", folder],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    await page.goto(await printedUrl(server));
    await page.getByRole("grid", { name: "Songs" }).locator('[role="gridcell"]').first().waitFor();
    await page.waitForTimeout(2000);
    const flung = await scroll(page, flungPixelsPerFrame);
    const { longestFrameMs, mostRows, heapBytes } = await scroll(page, pagePixelsPerFrame);
    return [
      {
        name: "scrolling 100k rows by wheel, longest frame",
        unit: "ms",
        measured: flung.longestFrameMs,
        target: 50,
        bound: "most",
      },
      {
        name: "scrolling 100k rows, a page a frame, longest frame",
        unit: "ms",
        measured: longestFrameMs,
        target: 50,
        bound: "most",
      },
      {
        name: "scrolling 100k rows, row elements",
        unit: "",
        measured: mostRows,
        target: 200,
        bound: "most",
      },
      {
        name: "scrolling 100k rows, heap of the page",
        unit: "MB",
        measured: heapBytes / 1e6,
        target: 120,
        bound: "most",
      },
    ];
  } finally {
    await browser.close();
    server.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("This benchmark needs a Chromium.");
  const isRoot = process.platform === "linux" && process.geteuid?.() === 0;
  const args = ["--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"];
  return chromium.launch({ executablePath, args: isRoot ? ["--no-sandbox", ...args] : args });
}

function printedUrl(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("Web mode ended before it said where it is.")));
    server.stdout?.on("data", (chunk: Buffer) => {
      const url = /http:\S+/.exec(chunk.toString())?.[0];
      if (url !== undefined) resolve(url);
    });
  });
}

/** Scrolls by a steady step each frame and notes the time between frames, the rows there are and the heap at the end. */
async function scroll(page: Page, pixelsPerFrame: number): Promise<Scroll> {
  const session = await page.context().newCDPSession(page);
  const [longestFrameMs, mostRows] = await page.evaluate(scrollSteadily, {
    scrollMs,
    pixelsPerFrame,
  });
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return { longestFrameMs, mostRows, heapBytes: usedSize };
}

/** Runs in the page. */
function scrollSteadily(options: {
  scrollMs: number;
  pixelsPerFrame: number;
}): Promise<[number, number]> {
  const grid = document.querySelector('[role="grid"]');
  if (grid === null) throw new Error("No table");
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let last = startedAt;
    let longest = 0;
    let mostRows = 0;
    const frame = (now: number): void => {
      // The first frames carry what was left to do before the scroll.
      if (now - startedAt > 200) longest = Math.max(longest, now - last);
      last = now;
      mostRows = Math.max(mostRows, grid.querySelectorAll('[role="row"]').length);
      grid.scrollTop += options.pixelsPerFrame;
      if (now - startedAt < options.scrollMs) requestAnimationFrame(frame);
      else resolve([longest, mostRows]);
    };
    requestAnimationFrame(frame);
  });
}
