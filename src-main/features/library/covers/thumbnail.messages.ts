export interface ThumbnailOrder {
  readonly id: number;
  readonly path: string;
  readonly mime: string;
  /** Longer side of the thumbnail in pixels. */
  readonly edge: number;
}

export interface ThumbnailAnswer {
  readonly id: number;
  /** JPEG; null when the original is to be shown. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}
