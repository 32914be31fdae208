import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { cookieOf } from "./cookies.ts";

/** How long a request may still bring the token that a log-in has just replaced: another tab's, on its way meanwhile. */
const graceMs = 10_000;
const yearSec = 365 * 24 * 60 * 60;

/** What a browser's cookie says: which browser it is, and the token of its session. */
export interface BrowserCookie {
  /** Names the browser for as long as it keeps the cookie, so that its open event streams learn of a log-in. */
  readonly browserId: string;
  /** A session's token, `none` after logging out; null: never logged in. */
  readonly token: string | null;
}

interface Replacement {
  readonly former: string | null;
  readonly token: string;
  readonly at: number;
}

/**
 * Where browsers keep their log-in: a cookie beside the one that admits them, `<browser>.<token>`. A log-in answers with
 * another cookie, which tabs that are open cannot send before their next request: until then the server knows better.
 */
export class BrowserSessions {
  readonly #cookieName: string;
  readonly #now: () => number;
  readonly #replaced = new Map<string, Replacement>();

  /** @param port part of the cookie's name: two Segues on one host do not log each other out */
  constructor(port: number, now: () => number = Date.now) {
    this.#cookieName = `segue_profile_${port}`;
    this.#now = now;
  }

  /** Null for a browser that has no such cookie yet. */
  read(request: IncomingMessage): BrowserCookie | null {
    const match = /^([\w-]{22})\.([\w-]{0,64})$/.exec(cookieOf(request, this.#cookieName) ?? "");
    if (match === null) return null;
    const [, browserId = "", token = ""] = match;
    return { browserId, token: token === "" ? null : token };
  }

  /** A browser that was never here. */
  newBrowser(): BrowserCookie {
    return { browserId: randomBytes(16).toString("base64url"), token: null };
  }

  /** The value of `Set-Cookie`. */
  cookieFor({ browserId, token }: BrowserCookie): string {
    return `${this.#cookieName}=${browserId}.${token ?? ""}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${yearSec}`;
  }

  /** The browser brings `token` from its next request on. */
  replace({ browserId, token: former }: BrowserCookie, token: string): void {
    this.#replaced.set(browserId, { former, token, at: this.#now() });
  }

  /** The token that a request means. */
  tokenOf({ browserId, token }: BrowserCookie): string | null {
    const replaced = this.#replaced.get(browserId);
    if (replaced === undefined || replaced.former !== token) return token;
    return this.#now() - replaced.at < graceMs ? replaced.token : token;
  }

  /**
   * Follows a browser's log-ins for an open event stream.
   * @returns what answers the token that holds now
   */
  follow(cookie: BrowserCookie): () => string | null {
    let held = this.tokenOf(cookie);
    const since = this.#now();
    return () => {
      const replaced = this.#replaced.get(cookie.browserId);
      if (replaced !== undefined && replaced.at >= since) held = replaced.token;
      return held;
    };
  }
}
