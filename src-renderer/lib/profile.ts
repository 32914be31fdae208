import { create } from "zustand";
import type { Profile } from "#shared/contract/index.ts";

/** Whose page this is. A page belongs to one profile for its whole life: another one means another page. */
const useStore = create<{ profile: Profile | null }>(() => ({ profile: null }));

export function setProfile(profile: Profile | null): void {
  useStore.setState({ profile });
}

/** Null only before the first answer, and where nobody has chosen a profile: no page with content is shown then. */
export function useProfile(): Profile | null {
  return useStore((state) => state.profile);
}

export function currentProfile(): Profile | null {
  return useStore.getState().profile;
}

/** Whether to offer what only administrators may do. Main decides; this spares people buttons that would be refused. */
export function useIsAdmin(): boolean {
  return useStore((state) => state.profile?.isAdmin ?? false);
}

/** Of one instant, for menus that are made when they open. */
export function isAdminNow(): boolean {
  return useStore.getState().profile?.isAdmin ?? false;
}
