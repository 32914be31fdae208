import { AppError } from "#shared/errors/app-error.ts";
import type { Caller } from "#core/ipc/caller.ts";
import type { FeatureContext } from "#core/runtime/feature-context.ts";
import { coverKey } from "#features/library/tags/cover-key.ts";
import type { CoverStore } from "./cover-store.ts";
import { pictureMime, pictureSize } from "./picture-size.ts";

/** Any camera's picture; larger ones are scans nobody shows in a square. */
const largestBytes = 32 * 1024 * 1024;

/** Pictures that people choose: of a playlist, of themselves. Kept beside the covers, as they came. */
export class SentPictures {
  readonly #transfers: FeatureContext["transfers"];
  readonly #store: CoverStore;

  constructor(transfers: FeatureContext["transfers"], store: CoverStore) {
    this.#transfers = transfers;
    this.#store = store;
  }

  /**
   * Takes a picture that was sent by `transfers.write` into the cover cache.
   *
   * @returns its key at `/covers/<key>`
   * @throws AppError `not_found` for a transfer of somebody else, `unsupported` for what is no JPEG, PNG or WebP,
   *   `invalid_input` for one that is far too large
   */
  async keep(transferUuid: string, caller: Caller): Promise<string> {
    const bytes = await this.#transfers.readAll(transferUuid, caller, largestBytes);
    const key = await this.restore(bytes);
    await this.#transfers.forget(transferUuid, caller);
    return key;
  }

  /** Where a picture lies; null: it is gone, or its key is none. */
  find(key: string): { readonly path: string } | null {
    return this.#store.find(key);
  }

  /** Keeps a picture that comes back with an imported library. @returns its key @throws AppError `unsupported` */
  async restore(bytes: Uint8Array): Promise<string> {
    const mime = pictureMime(bytes);
    if (mime === null || pictureSize(bytes, mime) === null)
      throw new AppError("unsupported", "This is no picture. Choose a JPEG, PNG or WebP file.");
    const key = coverKey(bytes);
    if (!this.#store.add(key, mime, bytes))
      throw new AppError(
        "unsupported",
        "This picture has more than a hundred million pixels. Choose a smaller one.",
      );
    await this.#store.settled();
    return key;
  }
}
