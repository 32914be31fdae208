import { useMemo } from "react";
import { useResource } from "#renderer/lib/use-resource.ts";
import { smartTexts } from "./smart-texts.ts";

const uuidForm = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/u;

interface PlaylistNames {
  readonly playlists: readonly { readonly uuid: string; readonly name: string }[];
  /** The name for what a query calls a playlist: its uuid, or its name already. */
  readonly nameOf: (uuidOrName: string) => string;
}

/** The playlists this profile may see, for rules that refer to them. */
export function usePlaylistNames(): PlaylistNames {
  const { value } = useResource("playlists.list", {}, ["playlists.changed"]);
  return useMemo(() => {
    const playlists = value?.playlists ?? [];
    const names = new Map(playlists.map(({ uuid, name }) => [uuid, name]));
    return {
      playlists,
      nameOf: (uuidOrName) =>
        names.get(uuidOrName) ??
        (uuidForm.test(uuidOrName) && value !== undefined
          ? smartTexts.unknownPlaylist
          : uuidOrName),
    };
  }, [value]);
}
