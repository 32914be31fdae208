import type { ReactNode } from "react";
import { Router } from "wouter";
import { AuthGate } from "#renderer/features/accounts/index.ts";
import { useHashPath, useHashSearch } from "#renderer/lib/hash-location.ts";
import { TooltipProvider } from "#renderer/ui/tooltip.tsx";
import { Brand } from "./brand.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { PlaylistsProvider } from "./playlist-slots.tsx";
import { ProfileProvider } from "./profile-slots.tsx";
import { Pages } from "./routes.tsx";
import { Shell } from "./shell.tsx";
import { PlaybackProvider } from "./slots.tsx";
import { Toaster } from "./toaster.tsx";

const routing = { hook: useHashPath, searchHook: useHashSearch };

export function App(): ReactNode {
  return (
    <Router {...routing}>
      <TooltipProvider>
        <ErrorBoundary>
          <AuthGate brand={<Brand />}>
            <ProfileProvider>
              <PlaybackProvider>
                <PlaylistsProvider>
                  <Shell>
                    <Pages />
                  </Shell>
                </PlaylistsProvider>
              </PlaybackProvider>
            </ProfileProvider>
          </AuthGate>
        </ErrorBoundary>
        <Toaster />
      </TooltipProvider>
    </Router>
  );
}
