/** What whole libraries need of others, wired in `app/compose.ts`. */
export interface ExchangePorts {
  readonly pictures: {
    /** The file of a picture that somebody chose; null: it is gone. */
    find(key: string): { readonly path: string } | null;
    /** Keeps a picture of an imported library. @throws AppError `unsupported` for what is none */
    restore(bytes: Uint8Array): Promise<string>;
  };
  /** Of `package.json`. */
  readonly appVersion: string;
}
