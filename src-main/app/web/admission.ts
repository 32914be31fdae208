import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { cookieOf } from "./cookies.ts";

/**
 * Who may talk to the loopback server: a browser that brought the launch token once and has its cookie since. Host and
 * Origin are checked, so that a page elsewhere can neither rebind its name to us nor post to us.
 */
export class Admission {
  readonly #token: string;
  readonly #port: number;

  constructor(token: string, port: number) {
    this.#token = token;
    this.#port = port;
  }

  /** The cookie's name carries the port: two Segues on one host do not push each other out. */
  get cookieName(): string {
    return `segue_${this.#port}`;
  }

  get cookie(): string {
    return `${this.cookieName}=${this.#token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`;
  }

  isOurHost(request: IncomingMessage): boolean {
    const host = request.headers.host ?? "";
    return host === `127.0.0.1:${this.#port}` || host === `localhost:${this.#port}`;
  }

  /** Absent for plain navigation; when a browser states it, it must be ours. */
  isOurOrigin(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    if (origin !== undefined) return origin === `http://${request.headers.host ?? ""}`;
    const site = request.headers["sec-fetch-site"];
    return (
      site === undefined || site === "same-origin" || site === "none" || request.method === "GET"
    );
  }

  isToken(given: string | null): boolean {
    if (given === null) return false;
    const a = Buffer.from(given);
    const b = Buffer.from(this.#token);
    return a.length === b.length && timingSafeEqual(a, b);
  }

  hasCookie(request: IncomingMessage): boolean {
    return this.isToken(cookieOf(request, this.cookieName) ?? null);
  }
}
