import type { WireError } from "#shared/errors/app-error.ts";
import type { ExportFacts, Footer, PictureFile } from "./export-lines.ts";

export type LibraryFileJob =
  | { readonly kind: "export"; readonly databasePath: string; readonly facts: ExportFacts }
  | {
      readonly kind: "import";
      readonly file: string;
      /** Where the prepared library and its pictures go. */
      readonly folder: string;
      readonly ownerId: number;
      readonly appVersion: string;
    };

/** What a prepared library is, as main takes it over. */
export interface PreparedFile {
  readonly path: string;
  readonly footer: Footer;
  readonly pictures: readonly PictureFile[];
}

export type LibraryFileMessage =
  /** Lines of an export; the next come when they were taken. */
  | { readonly kind: "lines"; readonly text: string; readonly rows: number }
  | { readonly kind: "bytes"; readonly bytes: number }
  | { readonly kind: "exported"; readonly footer: Footer }
  | { readonly kind: "prepared"; readonly prepared: PreparedFile }
  | { readonly kind: "failed"; readonly error: WireError; readonly bug: string | null };
