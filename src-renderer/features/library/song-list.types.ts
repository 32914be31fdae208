import type { ListSelection } from "#shared/domain/library/list-selection.ts";
import type { QueryProblem } from "#renderer/lib/query-language.ts";
import type { SongWindows } from "./song-windows.ts";

/** An opened view with everything its rows need. Replaced as a whole, never changed in place. */
export interface OpenedView {
  readonly snapshotId: string;
  readonly query: string;
  /** The order it was asked for, as text. */
  readonly sortKey: string;
  readonly total: number;
  readonly totalDurationSec: number;
  /** Songs in the library without the query. */
  readonly librarySize: number;
  readonly windows: SongWindows;
  /** Where the list stands when this view is first shown, in true pixels; null keeps it where it is. */
  readonly scrollToPx: number | null;
}

export interface SongListState {
  /** Null before the first answer. */
  readonly view: OpenedView | null;
  readonly selection: ListSelection;
  readonly error: unknown;
  /** Why the newest query was not followed: the view shown is then that of the one before. */
  readonly queryProblem: QueryProblem | null;
  /** A newer view is on its way; the one shown is kept until it answers. */
  readonly isOpening: boolean;
}

/** What is in sight, asked of the table when a new snapshot has to take its place. */
export interface InSight {
  readonly offsetPx: number;
  readonly rowPx: number;
  readonly pageSize: number;
}
