import type { ReactNode } from "react";
import { useResource } from "#renderer/lib/use-resource.ts";
import { Fact, Facts } from "./facts.tsx";
import css from "./settings-page.module.css";
import { settingsTexts } from "./settings-texts.ts";

const say = settingsTexts.about;

export function AboutSection(): ReactNode {
  const { value } = useResource("app.getInfo", {});
  if (value === undefined) return null;
  const chromium = /Chrom(?:e|ium)\/([\d.]+)/u.exec(navigator.userAgent)?.[1];
  return (
    <>
      <p className={css["intro"]}>{say.claim}</p>
      <Facts>
        <Fact name={say.version}>{value.version}</Fact>
        <Fact name={say.licence}>{say.licenceName}</Fact>
        <Fact name={say.source}>{say.sourceAddress}</Fact>
        <Fact name={say.sqlite}>{value.sqliteVersion}</Fact>
        <Fact name={say.schema}>{value.schemaVersion}</Fact>
        <Fact name={say.node}>{value.nodeVersion}</Fact>
        {value.electronVersion !== null && <Fact name={say.electron}>{value.electronVersion}</Fact>}
        {chromium !== undefined && <Fact name={say.chromium}>{chromium}</Fact>}
        <Fact name={say.platform}>
          {value.platform}
          {value.mode === "web" && `, ${say.inBrowser}`}
        </Fact>
      </Facts>
    </>
  );
}
