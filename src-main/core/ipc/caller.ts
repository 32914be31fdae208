/** The profile on whose behalf something is done. Every handler gets one. */
export interface Actor {
  readonly userId: number;
  readonly userUuid: string;
  readonly isAdmin: boolean;
}

/** Who asks: the profile, and which window or browser of theirs. Transports make it; input never names it. */
export interface Caller {
  readonly actor: Actor;
  /** Tells one window or browser tab from another, for as long as it lives. */
  readonly clientId: string;
  /** Names the device whose queue and sessions are meant: `desktop`, `web`, `command-line`. */
  readonly device: string;
}
