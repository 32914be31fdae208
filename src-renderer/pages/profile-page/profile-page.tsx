import { type ReactNode, useState } from "react";
import {
  accountsTexts,
  PasswordSection,
  ProfileForm,
  SessionList,
} from "#renderer/features/accounts/index.ts";
import { formatAgo, formatDateTime } from "#renderer/lib/format.ts";
import { usePageTitle } from "#renderer/lib/page-title.ts";
import { useProfile } from "#renderer/lib/profile.ts";
import { PageHeader } from "#renderer/ui/page-header.tsx";
import css from "./profile-page.module.css";

const say = accountsTexts.profile;

/** One's own profile: who one is to others, the password, and where one is logged in. */
export function ProfilePage(): ReactNode {
  const profile = useProfile();
  const [shownAt] = useState(() => Date.now());
  usePageTitle(say.title);
  if (profile === null) return null;
  const facts = [
    ...(profile.isAdmin ? [say.administrator] : []),
    say.since(formatDateTime(profile.createdAt)),
    ...(profile.lastLoginAt === null
      ? []
      : [say.lastLogin(formatAgo(profile.lastLoginAt, shownAt))]),
  ];
  return (
    <>
      <PageHeader title={say.title} summary={facts.join(" · ")} />
      <div className={css["content"]}>
        <Section name={say.aboutYou}>
          <ProfileForm key={profile.uuid} profile={profile} />
        </Section>
        <Section name={accountsTexts.password.title}>
          <PasswordSection profile={profile} />
        </Section>
        <Section name={accountsTexts.sessions.title}>
          <SessionList />
        </Section>
      </div>
    </>
  );
}

function Section(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className={css["section"]} aria-label={props.name}>
      <h2 className={css["title"]}>{props.name}</h2>
      {props.children}
    </section>
  );
}
