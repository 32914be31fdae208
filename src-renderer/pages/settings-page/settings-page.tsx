import { FolderPlus } from "lucide-react";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import {
  FolderList,
  openAddFolder,
  ScanIssues,
  ScanStatus,
} from "#renderer/features/library/folders/index.ts";
import {
  AddProfileButton,
  NotificationSettings,
  UsersSection,
} from "#renderer/features/accounts/index.ts";
import { ExchangeSection } from "#renderer/features/exchange/index.ts";
import { usePageTitle } from "#renderer/lib/page-title.ts";
import { useIsAdmin } from "#renderer/lib/profile.ts";
import { Button } from "#renderer/ui/button.tsx";
import { PageHeader } from "#renderer/ui/page-header.tsx";
import { AboutSection } from "./about-section.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { DataSection } from "./data-section.tsx";
import { PlaybackSection, PlaylistsSection } from "./listening-section.tsx";
import { PrivacySection } from "./privacy-section.tsx";
import css from "./settings-page.module.css";
import { settingsTexts } from "./settings-texts.ts";
import { useDeepLink } from "./use-deep-link.ts";
import { useSectionInSight } from "./use-section-in-sight.ts";

const names = [
  "folders",
  "scan",
  "problems",
  "appearance",
  "playback",
  "playlists",
  "notifications",
  "privacy",
  "profiles",
  "exchange",
  "data",
  "about",
] as const;
type SectionName = (typeof names)[number];

/** All settings on one page; `/settings?section=problems` opens it at a section. */
export function SettingsPage(): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get("section");
  const inSight = useSectionInSight(names);
  const isAdmin = useIsAdmin();
  usePageTitle(settingsTexts.title);
  useDeepLink(wanted);
  return (
    <>
      <PageHeader title={settingsTexts.title} />
      <div className={css["columns"]}>
        <nav className={css["sections"]} aria-label={settingsTexts.navigation}>
          {names.map((name) => (
            <button
              key={name}
              type="button"
              className={css["link"]}
              aria-current={name === inSight}
              onClick={() => {
                setParameters({ section: name }, { replace: true });
                document.querySelector(`#settings-${name}`)?.scrollIntoView();
              }}
            >
              {settingsTexts.sections[name]}
            </button>
          ))}
        </nav>
        <div className={css["content"]} data-settings-scroller>
          <Section
            name="folders"
            action={
              isAdmin && (
                <Button size="small" icon={<FolderPlus />} onClick={() => void openAddFolder()}>
                  {settingsTexts.addFolder}
                </Button>
              )
            }
          >
            <p className={css["intro"]}>
              {settingsTexts.folders}
              {!isAdmin && ` ${settingsTexts.foldersByAdmins}`}
            </p>
            <FolderList />
          </Section>
          <Section name="scan">
            <ScanStatus />
          </Section>
          <Section name="problems">
            <ScanIssues />
          </Section>
          <Section name="appearance">
            <AppearanceSection />
          </Section>
          <Section name="playback">
            <PlaybackSection />
          </Section>
          <Section name="playlists">
            <PlaylistsSection />
          </Section>
          <Section name="notifications">
            <NotificationSettings />
          </Section>
          <Section name="privacy">
            <PrivacySection />
          </Section>
          <Section name="profiles" action={<AddProfileButton />}>
            <UsersSection />
          </Section>
          <Section name="exchange">
            <ExchangeSection />
          </Section>
          <Section name="data">
            <DataSection />
          </Section>
          <Section name="about">
            <AboutSection />
          </Section>
        </div>
      </div>
    </>
  );
}

interface SectionProps {
  readonly name: SectionName;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Section({ name, action, children }: SectionProps): ReactNode {
  const id = `settings-${name}`;
  return (
    <section id={id} className={css["section"]} aria-labelledby={`${id}-title`}>
      <header className={css["head"]}>
        <h2 id={`${id}-title`} className={css["title"]}>
          {settingsTexts.sections[name]}
        </h2>
        {action}
      </header>
      {children}
    </section>
  );
}
