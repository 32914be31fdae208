import type { ReactNode } from "react";
import { setTheme, themes, useTheme } from "#renderer/lib/theme.ts";
import { SegmentedControl } from "#renderer/ui/segmented-control.tsx";
import { Fact, Facts } from "./facts.tsx";
import { settingsTexts } from "./settings-texts.ts";

const say = settingsTexts.appearance;

export function AppearanceSection(): ReactNode {
  const theme = useTheme();
  return (
    <Facts>
      <Fact name={say.theme} hint={say.hint}>
        <SegmentedControl
          label={say.theme}
          value={theme}
          options={themes.map((value) => ({ value, label: say.themes[value] }))}
          onChange={setTheme}
        />
      </Fact>
    </Facts>
  );
}
