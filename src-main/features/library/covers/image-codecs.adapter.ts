import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import decodeJpeg, { init as initJpegDecoder } from "@jsquash/jpeg/decode.js";
import encodeJpeg, { init as initJpegEncoder } from "@jsquash/jpeg/encode.js";
import decodePng, { init as initPngDecoder } from "@jsquash/png/decode.js";
import decodeWebp, { init as initWebpDecoder } from "@jsquash/webp/decode.js";
import type { Pixels } from "./downscale.ts";

const jpegQuality = 82;

/** The codecs make one of these; Node has none. */
class ImageDataOfNode implements Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly colorSpace = "srgb";

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** Finds files of packages. Not called `require`: the bundler declares that name in every worker. */
const packages = createRequire(import.meta.url);
/** What the codecs print of a damaged picture is told by their failing. */
const unheard = (): void => undefined;
const loaded = new Map<string, Promise<unknown>>();

/** Hands a codec the WebAssembly file of its package, once. */
async function load(
  file: string,
  init: (wasmBinary: Uint8Array<ArrayBuffer>) => Promise<unknown>,
): Promise<void> {
  let ready = loaded.get(file);
  if (ready === undefined) {
    Object.assign(globalThis, { ImageData: ImageDataOfNode });
    ready = init(new Uint8Array(readFileSync(packages.resolve(file))));
    loaded.set(file, ready);
  }
  await ready;
}

/** Decodes JPEG, PNG or WebP; null for other kinds. Throws when the picture is damaged. */
export async function decodePicture(
  bytes: Uint8Array<ArrayBuffer>,
  mime: string,
): Promise<Pixels | null> {
  const { buffer } = new Uint8Array(bytes);
  switch (mime) {
    case "image/jpeg":
      await load("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm", (wasmBinary) =>
        initJpegDecoder({ wasmBinary, printErr: unheard }),
      );
      return pixelsOf(await decodeJpeg(buffer));
    case "image/png":
      await load("@jsquash/png/codec/pkg/squoosh_png_bg.wasm", initPngDecoder);
      return pixelsOf(await decodePng(buffer));
    case "image/webp":
      await load("@jsquash/webp/codec/dec/webp_dec.wasm", (wasmBinary) =>
        initWebpDecoder({ wasmBinary, printErr: unheard }),
      );
      return pixelsOf(await decodeWebp(buffer));
    default:
      return null;
  }
}

function pixelsOf(decoded: unknown): Pixels {
  if (decoded instanceof ImageDataOfNode) return decoded;
  throw new Error("The codec answered something else than pixels");
}

export async function encodeAsJpeg(pixels: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  await load("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm", (wasmBinary) =>
    initJpegEncoder({ wasmBinary, printErr: unheard }),
  );
  const image = new ImageDataOfNode(pixels.data, pixels.width, pixels.height);
  return new Uint8Array(await encodeJpeg(image, { quality: jpegQuality }));
}
