import { create } from "zustand";
import type { Playlist, PlaylistFolder, Selection } from "#shared/contract/index.ts";

export interface DuplicatesQuestion {
  readonly playlistName: string;
  readonly count: number;
  readonly titles: readonly string[];
}

/** What to do with songs that stand there already, and whether to do so from now on. */
export interface DuplicatesAnswer {
  readonly choice: "skip" | "add";
  readonly isRemembered: boolean;
}

/** Which dialog of playlists is open. One at a time; they stand once in the shell. */
export type PlaylistDialog =
  | { readonly kind: "details"; readonly playlist: Playlist }
  | { readonly kind: "share"; readonly playlist: Playlist }
  | { readonly kind: "versions"; readonly playlist: Playlist }
  | { readonly kind: "export"; readonly playlist: Playlist }
  | { readonly kind: "import"; readonly folderUuid: string | null; readonly file?: File }
  | { readonly kind: "deleteFolder"; readonly folder: PlaylistFolder; readonly contents: number }
  | { readonly kind: "addTo"; readonly selections: readonly Selection[] }
  | {
      readonly kind: "newPlaylist";
      readonly selections: readonly Selection[];
      readonly name: string;
    }
  | {
      readonly kind: "duplicates";
      readonly question: DuplicatesQuestion;
      readonly answer: (answer: DuplicatesAnswer | null) => void;
    };

const useStore = create<{ dialog: PlaylistDialog | null }>(() => ({ dialog: null }));

export function usePlaylistDialog(): PlaylistDialog | null {
  return useStore((state) => state.dialog);
}

export function openPlaylistDialog(dialog: PlaylistDialog): void {
  useStore.setState({ dialog });
}

export function closePlaylistDialog(): void {
  const { dialog } = useStore.getState();
  useStore.setState({ dialog: null });
  if (dialog?.kind === "duplicates") dialog.answer(null);
}

/** Asks what to do with songs that stand in the playlist already; null: nothing at all. */
export function askDuplicates(question: DuplicatesQuestion): Promise<DuplicatesAnswer | null> {
  return new Promise((resolve) => {
    openPlaylistDialog({
      kind: "duplicates",
      question,
      answer: (answer) => {
        resolve(answer);
        if (answer !== null) useStore.setState({ dialog: null });
      },
    });
  });
}
