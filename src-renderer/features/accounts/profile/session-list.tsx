import { Globe, Monitor, Terminal } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { UserSession } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { formatAgo, formatCounted, formatDateTime } from "#renderer/lib/format.ts";
import { errorMessage, showError, showToast } from "#renderer/lib/toasts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Button } from "#renderer/ui/button.tsx";
import { ErrorState } from "#renderer/ui/states.tsx";
import { accountsTexts } from "../accounts-texts.ts";
import css from "./session-list.module.css";

const say = accountsTexts.sessions;

/** Where the profile is logged in, this window first, and the ways to end the others. */
export function SessionList(): ReactNode {
  const { value, error, reload } = useResource("auth.listSessions", {}, ["auth.changed"]);
  if (value === undefined)
    return error === null ? null : (
      <ErrorState title={say.failed} message={errorMessage(error)} onRetry={reload} />
    );
  const sessions = value.sessions.toSorted(
    (a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.lastActivityAt - a.lastActivityAt,
  );
  const others = sessions.filter((session) => !session.isCurrent).length;

  async function end(work: () => Promise<string>): Promise<void> {
    try {
      showToast({ message: await work(), tone: "good", durationMs: 4000 });
    } catch (thrown) {
      showError(thrown);
    }
    reload();
  }

  if (sessions.length === 0) return <p className={css["facts"]}>{say.none}</p>;
  return (
    <>
      <ul className={css["list"]} aria-label={say.list}>
        {sessions.map((session) => (
          <SessionRow
            key={session.uuid}
            session={session}
            onRevoke={() =>
              void end(async () => {
                await request("auth.revokeSession", { uuid: session.uuid });
                return say.revoked(nameOf(session));
              })
            }
          />
        ))}
      </ul>
      {others > 1 && (
        <Button
          size="small"
          className={css["all"]}
          onClick={() =>
            void end(async () => {
              const { revoked } = await request("auth.revokeOtherSessions", {});
              return say.revokedOthers(formatCounted(revoked, "session", "sessions"));
            })
          }
        >
          {say.revokeOthers}
        </Button>
      )}
    </>
  );
}

interface SessionRowProps {
  readonly session: UserSession;
  readonly onRevoke: () => void;
}

function SessionRow({ session, onRevoke }: SessionRowProps): ReactNode {
  const [nowMs] = useState(() => Date.now());
  const facts = [
    ...(session.isCurrent ? [] : [say.active(formatAgo(session.lastActivityAt, nowMs))]),
    say.since(formatDateTime(session.createdAt)),
    ...(session.isLocked ? [say.locked] : []),
  ];
  return (
    <li className={css["row"]}>
      <span className={css["icon"]} aria-hidden="true">
        <DeviceIcon device={session.device} />
      </span>
      <div className={css["words"]}>
        <span className={css["name"]}>
          {nameOf(session)}
          {session.isCurrent && <span className={css["badge"]}>{say.current}</span>}
        </span>
        <span className={css["facts"]}>{facts.join(" · ")}</span>
      </div>
      {!session.isCurrent && (
        <Button size="small" aria-label={say.revokeNamed(nameOf(session))} onClick={onRevoke}>
          {say.revoke}
        </Button>
      )}
    </li>
  );
}

function DeviceIcon({ device }: { readonly device: string }): ReactNode {
  if (device === "desktop") return <Monitor />;
  return device === "command-line" ? <Terminal /> : <Globe />;
}

function nameOf({ device, clientLabel }: UserSession): string {
  const devices: Readonly<Record<string, string>> = say.devices;
  const known = devices[device] ?? device;
  return clientLabel === "" || clientLabel === known ? known : clientLabel;
}
