/** The profile on whose behalf something is done. Every handler gets one. */
export interface Actor {
  readonly userId: number;
  readonly userUuid: string;
  readonly isAdmin: boolean;
  /** As the profile is called now, for the journal. */
  readonly displayName: string;
}

/**
 * Where a client keeps its log-in: a cookie of the browser, a file of the desktop app. The handlers of `auth` change it; how
 * it is kept is the transport's business.
 */
export interface ClientSession {
  /**
   * Row of `user_sessions`, of a locked one too; null: acts without having logged in (the owner of a library without
   * passwords, the command line, tests) or is nobody.
   */
  readonly id: number | null;
  /** Browser and system as a person would name them: `Firefox on Linux`. */
  readonly label: string;
  /** Replaces the token the client brings from now on. Null: it has logged out and is nobody until it chooses. */
  keep(token: string | null): void;
}

/** Who asks, as a transport sees it: which window or browser, and whose it is, if anybody's yet. */
export interface Visitor {
  /** Null: nobody has chosen a profile in this window, or it is locked. */
  readonly actor: Actor | null;
  /** Tells one window or browser tab from another, for as long as it lives. */
  readonly clientId: string;
  /** Names the device whose queue and sessions are meant: `desktop`, `web`, `command-line`. */
  readonly device: string;
  readonly session: ClientSession;
}

/** Who asks, with a profile. Transports and the router make it; input never names it. */
export interface Caller extends Visitor {
  readonly actor: Actor;
}

/** For clients that have nothing to keep and so cannot log in: the command line, tests. */
export const noSession: ClientSession = { id: null, label: "", keep: () => {} };
