import type { ReactNode } from "react";
import { setPreference, usePreference } from "#renderer/lib/preferences.ts";
import { SegmentedControl } from "#renderer/ui/segmented-control.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { Fact, Facts } from "./facts.tsx";
import { settingsTexts } from "./settings-texts.ts";

const say = settingsTexts.appearance;
const themes = ["system", "light", "dark"] as const;

export function AppearanceSection(): ReactNode {
  const theme = usePreference("appearance.theme");
  const reduceMotion = usePreference("appearance.reduceMotion");
  return (
    <Facts>
      <Fact name={say.theme} hint={say.hint}>
        <SegmentedControl
          label={say.theme}
          value={theme ?? "system"}
          options={themes.map((value) => ({ value, label: say.themes[value] }))}
          onChange={(value) => setPreference("appearance.theme", value)}
        />
      </Fact>
      <Fact name={say.reduceMotion} hint={say.reduceMotionHint}>
        <Switch
          label={say.reduceMotion}
          isLabelHidden
          isOn={reduceMotion === "always"}
          onChange={(isOn) => setPreference("appearance.reduceMotion", isOn ? "always" : "system")}
        />
      </Fact>
    </Facts>
  );
}
