import { ListMusic } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { useMediaQuery } from "#renderer/lib/media-query.ts";
import { Popover } from "#renderer/ui/popover.tsx";
import { playlistTexts } from "../playlists-texts.ts";
import css from "./playlist-tree.module.css";
import { PlaylistTree } from "./playlist-tree.tsx";

/** As the rail's own style has it: below this only its icons are left. */
const narrow = "(max-width: 1020px)";

/** The tree in the rail; where the rail is narrow, behind a button. */
export function RailPlaylists({ buttonClass }: { readonly buttonClass: string }): ReactNode {
  const isNarrow = useMediaQuery(narrow);
  return isNarrow ? <Flyout buttonClass={buttonClass} /> : <PlaylistTree />;
}

function Flyout({ buttonClass }: { readonly buttonClass: string }): ReactNode {
  const [path] = useLocation();
  /** Where it was opened: going anywhere closes it. */
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  return (
    <Popover
      label={playlistTexts.tree.label}
      isOpen={openedAt === path}
      onOpenChange={(isOpen) => setOpenedAt(isOpen ? path : null)}
      align="start"
      className={css["flyout"]}
      trigger={
        <button
          type="button"
          className={buttonClass}
          aria-label={playlistTexts.tree.label}
          title={playlistTexts.tree.label}
          aria-current={path.startsWith("/playlists/") ? "page" : undefined}
        >
          <ListMusic />
        </button>
      }
    >
      <PlaylistTree />
    </Popover>
  );
}
