import { type ReactNode, useEffect, useRef } from "react";
import {
  type Notifier,
  ProfileButton,
  startNotifier,
  useAutoLock,
  useLockKey,
} from "#renderer/features/accounts/index.ts";
import { startUndo } from "#renderer/features/journal/index.ts";
import {
  playback,
  useCurrent,
  useIsPlaying,
  useIsPrivate,
} from "#renderer/features/playback/index.ts";
import { useProfile } from "#renderer/lib/profile.ts";

/** What runs as long as the window is somebody's: undo, the lock, notifications. */
export function ProfileProvider({ children }: { readonly children: ReactNode }): ReactNode {
  useAutoLock();
  useLockKey();
  useEffect(startUndo, []);
  useNotifier(useProfile()?.uuid ?? null);
  return children;
}

/** Notifications follow the events of main; which song sounds, only the window that plays it knows. */
function useNotifier(profileUuid: string | null): void {
  const notifier = useRef<Notifier | null>(null);
  useEffect(() => {
    if (profileUuid === null) return undefined;
    const started = startNotifier(profileUuid);
    notifier.current = started;
    return () => {
      notifier.current = null;
      started.stop();
    };
  }, [profileUuid]);

  const isPlaying = useIsPlaying();
  const current = useCurrent();
  const toldEntry = useRef<number | null>(null);
  useEffect(() => {
    if (!isPlaying || current === null || current.entryId === toldEntry.current) return;
    toldEntry.current = current.entryId;
    const { title, artist, album, coverKey } = current.song;
    notifier.current?.songBegan({ title, artist, album, coverKey });
  }, [isPlaying, current]);
}

export function ProfileButtonSlot(): ReactNode {
  return <ProfileButton isPrivate={useIsPrivate()} onPrivateChange={playback.setPrivate} />;
}
