import { isWebMode } from "./bridge.ts";

/** Where sounds and pictures come from: main's own protocol in Electron, the same server in a browser. */
const mediaOrigin = isWebMode ? "/media" : "segue-media://media";

/** Address of a media resource, for example `/covers/<key>?size=96`, `/audio/<songUuid>`, `/peaks/<songUuid>`. */
export function mediaUrl(path: `/${string}`): string {
  return `${mediaOrigin}${path}`;
}

/** Address of a cover picture, scaled by main to at least `size` pixels on its longer side. */
export function coverUrl(coverKey: string, size: 96 | 256 | 512 | 1024): string {
  return mediaUrl(`/covers/${encodeURIComponent(coverKey)}?size=${size}`);
}
