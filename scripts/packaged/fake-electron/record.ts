/** What the app did to the fake `electron`, for the test to judge. Plain data and functions, no opinion. */

type Listener = (...args: readonly unknown[]) => unknown;

export interface RecordedWindow {
  readonly options: Readonly<Record<string, unknown>>;
  readonly loaded: string[];
  windowOpenHandler: Listener | null;
}

export interface RecordedScheme {
  readonly scheme: string;
  readonly privileges: Readonly<Record<string, unknown>>;
  /** Electron ignores schemes that are declared after it is ready. */
  readonly beforeReady: boolean;
}

export const record = {
  ready: false,
  windows: [] as RecordedWindow[],
  schemes: [] as RecordedScheme[],
  protocols: new Map<string, (request: Request) => Response | Promise<Response>>(),
  handlers: new Map<string, Listener>(),
  sent: [] as { readonly channel: string; readonly args: readonly unknown[] }[],
  openedOutside: [] as string[],
  menus: 0,
  singleInstanceAsked: false,
  sandboxEnabled: false,
  permissionRequest: null as Listener | null,
  permissionCheck: null as Listener | null,
  devicePermission: null as Listener | null,
  exitCode: null as number | null,
};
