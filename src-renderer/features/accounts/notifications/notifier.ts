import type { NotificationType } from "#shared/domain/accounts/notifications.ts";
import type { ChannelOutput, Task } from "#shared/contract/index.ts";
import { onEvent, onReconnect, request } from "#renderer/lib/bridge.ts";
import { navigate } from "#renderer/lib/hash-location.ts";
import { coverUrl } from "#renderer/lib/media-url.ts";
import { showToast } from "#renderer/lib/toasts.ts";
import { accountsTexts } from "../accounts-texts.ts";
import { decideNotification } from "./decide.ts";
import { connectWindows, type Windows } from "./windows.ts";

const say = accountsTexts.notifications;
type Settings = ChannelOutput<"users.getNotificationSettings">["settings"];

interface Notice {
  readonly type: NotificationType;
  readonly title: string;
  readonly body?: string;
  readonly icon?: string;
  /** The same occurrence has the same tag: the system shows a tag once. */
  readonly tag: string;
  readonly tone?: "neutral" | "good" | "bad";
  readonly action?: { readonly label: string; readonly path: string };
}

/** The song that began, as the player shows it. */
export interface BegunSong {
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly coverKey: string | null;
}

export interface Notifier {
  /** Called by the window that plays, when a song begins to sound. */
  songBegan(song: BegunSong): void;
  stop(): void;
}

export function isDesktopAllowed(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}

/** Tells this profile of what happens, the way it asked to be told. */
export function startNotifier(profileUuid: string): Notifier {
  let settings: Settings | null = null;
  const finished = new Set<string>();
  const windows = connectWindows(profileUuid, (message) => showToast({ message }));

  function load(): void {
    request("users.getNotificationSettings", {}).then(
      (answer) => {
        settings = answer.settings;
      },
      // Asked again with the next change; what is not known is not shown.
      () => undefined,
    );
  }
  function tell(notice: Notice): void {
    const setting = settings?.[notice.type];
    if (setting !== undefined && setting.isEnabled) void deliver(notice, setting, windows);
  }
  load();
  const stops = [
    onEvent("preferences.changed", load),
    onReconnect(load),
    onEvent("tasks.changed", ({ task }) => {
      const notice = noticeOfTask(task);
      if (notice === null || finished.has(notice.tag)) return;
      finished.add(notice.tag);
      if (windows.isSpokesman()) tell(notice);
    }),
    onEvent("playlists.shared", ({ playlistUuid, playlistName, byName }) => {
      if (!windows.isSpokesman()) return;
      tell({
        type: "playlistShared",
        title: say.shared(byName, playlistName),
        tag: `shared ${playlistUuid}`,
        action: { label: say.open, path: `/playlists/${playlistUuid}` },
      });
    }),
    () => windows.close(),
  ];
  return {
    // Only one window plays: it need not ask who speaks.
    songBegan: (song) =>
      tell({
        type: "trackChanged",
        title: song.title,
        body: say.untitledBy(song.artist, song.album),
        tag: "song",
        ...(song.coverKey !== null && { icon: coverUrl(song.coverKey, 256) }),
      }),
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function noticeOfTask(task: Task): Notice | null {
  const tag = `${task.status} ${task.uuid} ${task.attempt}`;
  if (task.status === "completed")
    return { type: "taskCompleted", title: say.taskDone(task.title), tag, tone: "good" };
  if (task.status !== "failed") return null;
  return {
    type: "taskFailed",
    title: say.taskFailed(task.title, task.errorMessage),
    tag,
    tone: "bad",
  };
}

async function deliver(
  notice: Notice,
  setting: Settings[NotificationType],
  windows: Windows,
): Promise<void> {
  const focus = await windows.findFocus();
  const decision = decideNotification({ setting, focus, isDesktopAllowed: isDesktopAllowed() });
  const message =
    notice.body === undefined || notice.body === ""
      ? notice.title
      : `${notice.title} · ${notice.body}`;
  if (decision.inApp === "elsewhere") windows.showElsewhere(message);
  else if (decision.inApp === "here") {
    const { action } = notice;
    showToast({
      message,
      tone: notice.tone ?? "neutral",
      ...(action !== undefined && {
        action: { label: action.label, run: () => navigate(action.path) },
      }),
    });
  }
  if (decision.isOnDesktop) showOnDesktop(notice);
}

function showOnDesktop({ title, body, icon, tag, action }: Notice): void {
  const shown = new Notification(title, {
    tag: `segue ${tag}`,
    silent: true,
    ...(body !== undefined && { body }),
    ...(icon !== undefined && { icon }),
  });
  shown.addEventListener("click", () => {
    window.focus();
    if (action !== undefined) navigate(action.path);
    shown.close();
  });
}
