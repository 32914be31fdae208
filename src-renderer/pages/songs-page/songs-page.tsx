import type { ReactNode } from "react";
import { texts } from "#renderer/lib/texts.ts";
import { PageHeader } from "#renderer/ui/page-header.tsx";

export function SongsPage(): ReactNode {
  return <PageHeader title={texts.navigation.songs} />;
}
