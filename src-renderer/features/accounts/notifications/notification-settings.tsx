import { Bell } from "lucide-react";
import { type ReactNode, useState } from "react";
import type {
  NotificationSetting,
  NotificationType,
} from "#shared/domain/accounts/notifications.ts";
import { request } from "#renderer/lib/bridge.ts";
import { errorMessage, showError } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button } from "#renderer/ui/button.tsx";
import { ErrorState } from "#renderer/ui/states.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import css from "./notification-settings.module.css";

const say = accountsTexts.notifications;

/** What can happen so far. The results of backups join as soon as Segue makes backups. */
const shownTypes = ["trackChanged", "taskCompleted", "taskFailed", "playlistShared"] as const;
type ShownType = (typeof shownTypes)[number];
type Settings = Readonly<Record<NotificationType, NotificationSetting>>;

/** A line per kind of occurrence, a switch for each place where it can be told. */
export function NotificationSettings(): ReactNode {
  const { value, error, reload } = useResource("users.getNotificationSettings", {}, [
    "preferences.changed",
  ]);
  const [chosen, setChosen] = useState<Partial<Settings>>({});
  if (value === undefined)
    return error === null ? null : (
      <ErrorState title={say.failed} message={errorMessage(error)} onRetry={reload} />
    );

  async function change(type: ShownType, setting: NotificationSetting): Promise<void> {
    setChosen((former) => ({ ...former, [type]: setting }));
    try {
      await request("users.updateNotificationSetting", { type, setting });
      reload();
    } catch (thrown) {
      showError(thrown);
    }
    setChosen(({ [type]: _settled, ...others }) => others);
  }

  return (
    <>
      <p className={css["intro"]}>{say.intro}</p>
      <Permission />
      <table className={css["table"]} aria-label={say.list}>
        <thead>
          <tr>
            <th scope="col">{say.what}</th>
            <th scope="col">{say.desktop}</th>
            <th scope="col">{say.inApp}</th>
          </tr>
        </thead>
        <tbody>
          {shownTypes.map((type) => (
            <TypeRow
              key={type}
              type={type}
              setting={chosen[type] ?? value.settings[type]}
              onChange={(setting) => void change(type, setting)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

interface TypeRowProps {
  readonly type: ShownType;
  readonly setting: NotificationSetting;
  readonly onChange: (setting: NotificationSetting) => void;
}

function TypeRow({ type, setting, onChange }: TypeRowProps): ReactNode {
  const { name, hint } = say.types[type];
  const isOnDesktop = setting.isEnabled && setting.isDesktopEnabled;
  const isInApp = setting.isEnabled && setting.isInAppEnabled;
  function set(desktop: boolean, inApp: boolean): void {
    onChange({
      isEnabled: desktop || inApp,
      isDesktopEnabled: desktop,
      isInAppEnabled: inApp,
    });
    if (desktop && !isOnDesktop) void askPermission();
  }
  return (
    <tr>
      <th scope="row">
        <span className={css["name"]}>{name}</span>
        <span className={css["hint"]}>{hint}</span>
      </th>
      <td>
        <Switch
          label={say.switchName(name, say.desktop)}
          isLabelHidden
          isOn={isOnDesktop}
          onChange={(isOn) => set(isOn, isInApp)}
        />
      </td>
      <td>
        <Switch
          label={say.switchName(name, say.inApp)}
          isLabelHidden
          isOn={isInApp}
          onChange={(isOn) => set(isOnDesktop, isOn)}
        />
      </td>
    </tr>
  );
}

type PermissionState = NotificationPermission | "unsupported";

function permissionNow(): PermissionState {
  return "Notification" in globalThis ? Notification.permission : "unsupported";
}

/** A browser asks the person once, and only after a click. */
async function askPermission(): Promise<PermissionState> {
  if (permissionNow() === "default") await Notification.requestPermission();
  return permissionNow();
}

/** What the browser has to say about desktop notifications. Nothing, once it allows them. */
function Permission(): ReactNode {
  const [permission, setPermission] = useState(permissionNow);
  if (permission === "granted") return null;
  if (permission !== "default")
    return (
      <p className={css["permission"]}>{permission === "denied" ? say.denied : say.unsupported}</p>
    );
  return (
    <div className={css["permission"]}>
      <p>{say.ask}</p>
      <Button
        size="small"
        icon={<Bell />}
        onClick={() => void askPermission().then(setPermission, showError)}
      >
        {say.allow}
      </Button>
    </div>
  );
}
