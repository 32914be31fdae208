import { protocol } from "electron";
import { pageHeaders } from "#app/content-security-policy.ts";
import { serveStatic } from "#app/static-files.ts";
import { appOrigin, appScheme, mediaScheme } from "./origins.ts";

/** Must run before the app is ready: Electron takes privileges only then. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    {
      scheme: mediaScheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        stream: true,
      },
    },
  ]);
}

/**
 * Serves the page from the renderer's build and media by id.
 * @param rendererFolder inside the app's archive; Electron's `fs` reads it there
 */
export function handleProtocols(
  rendererFolder: string,
  media: (request: Request) => Promise<Response>,
): void {
  const headers = pageHeaders(`${mediaScheme}:`);
  protocol.handle(appScheme, (request) => {
    const url = new URL(request.url);
    if (url.host !== "app") return new Response("Not found", { status: 404, headers });
    return serveStatic(rendererFolder, url.pathname, headers);
  });
  protocol.handle(mediaScheme, async (request) => {
    if (new URL(request.url).host !== "media") return new Response("Not found", { status: 404 });
    const response = await media(request);
    // The page's origin differs from the media door's; only our own page may read what comes through it.
    response.headers.set("Access-Control-Allow-Origin", appOrigin);
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    return response;
  });
}
