import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { classNames } from "#renderer/lib/class-names.ts";
import { formatCount } from "#renderer/lib/format.ts";
import { texts } from "#renderer/lib/texts.ts";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Brand } from "./brand.tsx";
import css from "./rail.module.css";
import { RailPlaylistsSlot } from "./playlist-slots.tsx";
import { ProfileButtonSlot } from "./profile-slots.tsx";
import { type PageEntry, pages } from "./routes.tsx";
import { TaskIndicator } from "./task-indicator.tsx";

export function Rail(): ReactNode {
  const counts = useResource("library.getCounts", {}, ["library.changed"]).value;
  const countOf = (entry: PageEntry): number | undefined =>
    entry.count === undefined ? undefined : counts?.[entry.count];
  return (
    <nav className={css["rail"]} aria-label={texts.navigation.label}>
      <Brand />
      {pages
        .filter((entry) => entry.place === "main")
        .map((entry) => (
          <NavigationLink key={entry.path} entry={entry} count={countOf(entry)} />
        ))}
      <RailPlaylistsSlot />
      <div className={css["space"]} />
      <TaskIndicator />
      {pages
        .filter((entry) => entry.place === "foot")
        .map((entry) => (
          <NavigationLink key={entry.path} entry={entry} count={undefined} />
        ))}
      <ProfileButtonSlot />
    </nav>
  );
}

interface NavigationLinkProps {
  readonly entry: PageEntry;
  readonly count: number | undefined;
}

function NavigationLink({ entry, count }: NavigationLinkProps): ReactNode {
  const [path] = useLocation();
  const isCurrent = path === entry.path || path.startsWith(`${entry.path}/`);
  return (
    <Link
      href={entry.path}
      title={entry.label}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(css["link"], isCurrent && css["current"])}
    >
      <entry.icon />
      <span className={css["name"]}>{entry.label}</span>
      {count !== undefined && count > 0 && (
        <span className={css["count"]}>{formatCount(count)}</span>
      )}
    </Link>
  );
}
