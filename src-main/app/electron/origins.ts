/** The page's scheme and address in the desktop app, and the media door's. */
export const appScheme = "segue-app";
export const mediaScheme = "segue-media";
export const appOrigin = `${appScheme}://app`;
export const mediaOrigin = `${mediaScheme}://media`;

/**
 * Where the page comes from: our own protocol, or the development server that `electron-vite dev` names.
 * A packaged app never looks at the environment for it.
 */
export function pageUrl(isPackaged: boolean, environment: NodeJS.ProcessEnv): string {
  const developmentServer = environment["ELECTRON_RENDERER_URL"];
  return !isPackaged && developmentServer !== undefined ? developmentServer : `${appOrigin}/`;
}

/** True for addresses of our own page; everything else is a stranger. */
export function isOurPage(url: string, page: string): boolean {
  try {
    const candidate = new URL(url);
    const ours = new URL(page);
    // `origin` of a non-special scheme is "null" in Node's URL, so the parts are compared.
    return candidate.protocol === ours.protocol && candidate.host === ours.host;
  } catch {
    return false;
  }
}
