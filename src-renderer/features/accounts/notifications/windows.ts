/** What windows of one browser say to each other, so that the person is told once and where they look. */
type Message =
  | { readonly type: "whoHasFocus" }
  | { readonly type: "iHaveFocus" }
  | { readonly type: "show"; readonly message: string };

/** How long another window has to say that it has the focus, in milliseconds. */
const answerMs = 150;

export interface Windows {
  /** Which window the person works in. */
  findFocus(): Promise<"here" | "elsewhere" | "nowhere">;
  /** Shows a message in the window that has the focus. */
  showElsewhere(message: string): void;
  /** Whether this window is the one that tells of what concerns all of them. */
  isSpokesman(): boolean;
  close(): void;
}

/** Connects this window with the others of the same profile. `show` is called for what another window wants shown here. */
export function connectWindows(profileUuid: string, show: (message: string) => void): Windows {
  const name = `segue.windows.${profileUuid}`;
  const channel = new BroadcastChannel(name);
  const tell = (message: Message): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel of one origin has none.
    channel.postMessage(message);
  };
  let isSpokesman = false;
  let isAnswered = false;
  const leaving = new AbortController();
  let release: () => void = () => undefined;

  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.type === "iHaveFocus") isAnswered = true;
    else if (!document.hasFocus()) return;
    else if (data.type === "whoHasFocus") tell({ type: "iHaveFocus" });
    else show(data.message);
  });
  // Whoever holds the lock speaks; the browser hands it on when that window closes or crashes.
  navigator.locks
    .request(name, { signal: leaving.signal }, async () => {
      isSpokesman = true;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      isSpokesman = false;
    })
    .catch(() => undefined);

  return {
    async findFocus() {
      if (document.hasFocus()) return "here";
      isAnswered = false;
      tell({ type: "whoHasFocus" });
      await new Promise((resolve) => setTimeout(resolve, answerMs));
      return isAnswered ? "elsewhere" : "nowhere";
    },
    showElsewhere: (message) => tell({ type: "show", message }),
    isSpokesman: () => isSpokesman,
    close() {
      leaving.abort();
      release();
      channel.close();
    },
  };
}
