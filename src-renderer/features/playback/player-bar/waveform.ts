import { type Peaks, peaksToBars } from "#shared/domain/playback/peaks-format.ts";

const barWidth = 2;
const barGap = 1;
const growMs = 220;

/** What the seek bar shows at an instant. Fractions are 0 to 1 of the song. */
export interface WaveformFrame {
  readonly played: number;
  /** Under the pointer; null when it is elsewhere. */
  readonly hovered: number | null;
}

/** Draws the outline of a song on a canvas, and draws again only what would look different. */
export class WaveformPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  #peaks: Peaks | null = null;
  #bars: Float32Array = new Float32Array();
  #arrivedMs = 0;
  #drawnKey = "";

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
  }

  /** Null draws a flat line. New peaks rise from it, unless the person wants less motion. */
  setPeaks(peaks: Peaks | null, isAnimated: boolean): void {
    this.#peaks = peaks;
    this.#arrivedMs = isAnimated ? performance.now() : -growMs;
    this.#bars = new Float32Array();
    this.#drawnKey = "";
  }

  /** Call on every animation frame; answers whether another frame will look different by itself (the bars still rise). */
  draw({ played, hovered }: WaveformFrame): boolean {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const context = this.#context;
    if (context === null || width === 0) return false;
    const ratio = Math.max(1, devicePixelRatio);
    const rise =
      this.#peaks === null ? 0 : Math.min(1, (performance.now() - this.#arrivedMs) / growMs);
    const theme = document.documentElement.dataset["theme"] ?? "";
    const playedPixel = Math.round(played * width * ratio);
    const hoveredPixel = hovered === null ? -1 : Math.round(hovered * width * ratio);
    const key = `${width} ${height} ${ratio} ${theme} ${playedPixel} ${hoveredPixel} ${rise}`;
    if (key === this.#drawnKey) return rise < 1 && this.#peaks !== null;
    this.#drawnKey = key;

    const count = Math.max(1, Math.floor((width + barGap) / (barWidth + barGap)));
    if (this.#bars.length !== count)
      this.#bars = this.#peaks === null ? new Float32Array(count) : peaksToBars(this.#peaks, count);
    if (this.#canvas.width !== Math.round(width * ratio))
      this.#canvas.width = Math.round(width * ratio);
    if (this.#canvas.height !== Math.round(height * ratio))
      this.#canvas.height = Math.round(height * ratio);

    const colours = getComputedStyle(this.#canvas);
    const path = this.#outline(height, 1 - (1 - rise) ** 3);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = colours.getPropertyValue("--wave-rest");
    context.fill(path);
    if (hovered !== null && hovered > played)
      this.#fillBetween(
        path,
        played * width,
        hovered * width,
        colours.getPropertyValue("--wave-ahead"),
      );
    this.#fillBetween(path, 0, played * width, colours.getPropertyValue("--accent"));
    return rise < 1 && this.#peaks !== null;
  }

  #outline(height: number, rise: number): Path2D {
    const path = new Path2D();
    for (const [index, bar] of this.#bars.entries()) {
      const size = Math.max(2, bar * rise * (height - 2));
      path.roundRect(index * (barWidth + barGap), (height - size) / 2, barWidth, size, 1);
    }
    return path;
  }

  #fillBetween(path: Path2D, from: number, to: number, colour: string): void {
    const context = this.#context;
    if (context === null || to <= from) return;
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, this.#canvas.clientHeight);
    context.clip();
    context.fillStyle = colour;
    context.fill(path);
    context.restore();
  }
}
