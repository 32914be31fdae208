import type { Database } from "#core/db/database.ts";
import type { TaskProgress } from "#shared/contract/index.ts";
import type { CoverStore } from "../covers/cover-store.ts";
import type { FoldersRepository } from "../folders/folders.repository.ts";
import type { LibraryChanges } from "../library-changes.ts";
import type { CatalogRepository } from "./catalog.repository.ts";

/** What a scan works with. */
export interface ScanOptions {
  readonly database: Database;
  readonly folders: FoldersRepository;
  readonly covers: CoverStore;
  readonly changes: LibraryChanges;
  /** One for all who write songs: what one deletes, another must not go on remembering. */
  readonly catalog: CatalogRepository;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly report: (progress: TaskProgress) => void;
  /** Whose ratings the tags of new songs may start; null: nobody's. */
  readonly userId: number | null;
  /** Read every file and compare content. */
  readonly isDeep: boolean;
  /** A person named these files: what was taken out of the library comes back. */
  readonly isByHand?: boolean;
}
