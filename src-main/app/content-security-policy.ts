/**
 * The one content security policy, for the Electron window and for web mode: everything from our own origin, pictures
 * and sound also from the media door, nothing inline, nothing from elsewhere.
 *
 * @param media origin of the media door where it differs from the page's (`segue-media:` in Electron)
 */
export function contentSecurityPolicy(media?: string): string {
  const mediaSource = media === undefined ? "'self'" : `'self' ${media}`;
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${mediaSource} blob: data:`,
    `media-src ${mediaSource} blob:`,
    `connect-src ${mediaSource}`,
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers that go with every page, whichever door serves it. */
export function pageHeaders(media?: string): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(media),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  };
}
