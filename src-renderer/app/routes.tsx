import { CircleUserRound, Compass, History, ListMusic, Music, Settings } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useFocusAfterLeaving } from "#renderer/lib/focus-history.ts";
import { texts } from "#renderer/lib/texts.ts";
import { ChangesPage } from "#renderer/pages/changes-page/changes-page.tsx";
import { HistoryPage } from "#renderer/pages/history-page/history-page.tsx";
import { PlaylistPage } from "#renderer/pages/playlist-page/playlist-page.tsx";
import { ProfilePage } from "#renderer/pages/profile-page/profile-page.tsx";
import { SettingsPage } from "#renderer/pages/settings-page/settings-page.tsx";
import { SongsPage } from "#renderer/pages/songs-page/songs-page.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { EmptyState } from "#renderer/ui/states.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";

export interface PageEntry {
  readonly path: `/${string}`;
  readonly label: string;
  readonly icon: ComponentType;
  readonly page: ComponentType;
  /** `foot` stands under the background work, at the foot of the rail; `none` is reached from elsewhere. */
  readonly place: "main" | "foot" | "none";
  /** The number beside the name, from `library.getCounts`. */
  readonly count?: "songs";
}

/** Every page there is; the rail shows these and no others. */
export const pages: readonly PageEntry[] = [
  {
    path: "/songs",
    label: texts.navigation.songs,
    icon: Music,
    page: SongsPage,
    place: "main",
    count: "songs",
  },
  {
    path: "/history",
    label: texts.navigation.history,
    icon: History,
    page: HistoryPage,
    place: "main",
  },
  {
    path: "/history/changes",
    label: texts.navigation.changes,
    icon: History,
    page: ChangesPage,
    place: "none",
  },
  {
    path: "/playlists/:uuid",
    label: texts.navigation.playlist,
    icon: ListMusic,
    page: PlaylistPage,
    place: "none",
  },
  {
    path: "/profile",
    label: texts.navigation.profile,
    icon: CircleUserRound,
    page: ProfilePage,
    place: "none",
  },
  {
    path: "/settings",
    label: texts.navigation.settings,
    icon: Settings,
    page: SettingsPage,
    place: "foot",
  },
];

export function Pages(): ReactNode {
  const [path] = useLocation();
  useFocusAfterLeaving(path);
  return (
    <ErrorBoundary resetKey={path}>
      <Switch>
        <Route path="/">
          <Redirect to="/songs" replace />
        </Route>
        {pages.map((entry) => (
          <Route key={entry.path} path={entry.path} component={entry.page} />
        ))}
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </ErrorBoundary>
  );
}

function NotFound(): ReactNode {
  const [, navigate] = useLocation();
  return (
    <EmptyState
      icon={<Compass />}
      title={texts.navigation.notFoundTitle}
      body={texts.navigation.notFoundBody}
      action={
        <Button variant="primary" onClick={() => navigate("/songs")}>
          {texts.navigation.toSongs}
        </Button>
      }
    />
  );
}
