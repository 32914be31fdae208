import { type ReactNode, useState } from "react";
import { navigate } from "#renderer/lib/hash-location.ts";
import { findQueryProblem } from "#renderer/lib/query-language.ts";
import { errorMessage, showToast } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { QueryField } from "#renderer/ui/query-field/query-field.tsx";
import { SegmentedControl } from "#renderer/ui/segmented-control.tsx";
import { Select } from "#renderer/ui/select.tsx";
import { TextField } from "#renderer/ui/text-field.tsx";
import type { RuleBuilderTarget } from "../smart-dialogs.store.ts";
import { smartTexts } from "../smart-texts.ts";
import { usePlaylistNames } from "../use-playlist-names.ts";
import css from "./builder.module.css";
import { Limit, Order } from "./order-and-limit.tsx";
import { newSeed, type RuleDraft, rulesOf, toRulesMode, toTextMode } from "./rule-draft.ts";
import { RuleTreeView } from "./rule-tree-view.tsx";
import { RulesPreviewPanel } from "./rules-preview.tsx";
import { saveRules } from "./save-rules.ts";
import { startingDraft, templateDraft } from "./starting-draft.ts";
import { ruleTemplates } from "./templates.ts";

interface RuleBuilderDialogProps {
  readonly target: RuleBuilderTarget;
  readonly onClose: () => void;
}

/** Makes a smart playlist or changes its rules: as rows or as text, with what they hold beside them. */
export function RuleBuilderDialog({ target, onClose }: RuleBuilderDialogProps): ReactNode {
  const [draft, setDraft] = useState(() => startingDraft(target));
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isNew = target.playlist === undefined;
  const isReadable = draft.mode === "rules" || findQueryProblem(draft.text) === null;
  const change = (changes: Partial<RuleDraft>): void =>
    setDraft((former) => ({ ...former, ...changes }));

  async function save(): Promise<void> {
    if (draft.name.trim() === "") {
      setProblem(smartTexts.nameMissing);
      return;
    }
    setSaving(true);
    setProblem(null);
    try {
      const playlist = await saveRules(target, draft.name.trim(), rulesOf(draft));
      const say = isNew ? smartTexts.created : smartTexts.saved;
      showToast({ message: say(playlist.name), tone: "good" });
      onClose();
      if (target.onSaved !== undefined) target.onSaved(playlist);
      else if (isNew) navigate(`/playlists/${playlist.uuid}`);
    } catch (error) {
      setProblem(errorMessage(error));
      setSaving(false);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="wide"
      title={isNew ? smartTexts.newTitle : smartTexts.editTitle(target.playlist.name)}
      footer={
        <>
          {problem !== null && (
            <p role="alert" className={css["problem"]}>
              {problem}
            </p>
          )}
          <Button onClick={onClose}>{smartTexts.cancel}</Button>
          <Button variant="primary" disabled={isSaving || !isReadable} onClick={() => void save()}>
            {isNew ? smartTexts.create : smartTexts.save}
          </Button>
        </>
      }
    >
      <div className={css["builder"]}>
        <div className={css["editor"]}>
          <div className={css["top"]}>
            <TextField
              className={css["name"]}
              label={smartTexts.name}
              maxLength={255}
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
              onFocus={(event) => isNew && event.target.select()}
            />
            {isNew && (
              <Select
                label={smartTexts.templates}
                className={css["templates"]}
                value=""
                options={[
                  { value: "", label: `${smartTexts.templates}…` },
                  ...ruleTemplates.map(({ name }) => ({ value: name, label: name })),
                ]}
                onChange={(name) => setDraft((former) => templateDraft(name, former))}
              />
            )}
            <ModeControl draft={draft} isReadable={isReadable} onChange={setDraft} />
          </div>
          {draft.mode === "rules" ? (
            <RuleTreeView root={draft.tree} onChange={(tree) => change({ tree })} />
          ) : (
            <TextMode draft={draft} onChange={change} />
          )}
          <div className={css["below"]}>
            <Order
              sort={draft.sort}
              onChange={(sort) => change({ sort })}
              onDrawAgain={() => change({ seed: newSeed() })}
            />
            <Limit limit={draft.limit} onChange={(limit) => change({ limit })} />
          </div>
        </div>
        <RulesPreviewPanel rules={isReadable ? rulesOf(draft) : null} />
      </div>
    </Dialog>
  );
}

interface ModeControlProps {
  readonly draft: RuleDraft;
  readonly isReadable: boolean;
  readonly onChange: (draft: RuleDraft) => void;
}

function ModeControl({ draft, isReadable, onChange }: ModeControlProps): ReactNode {
  const { nameOf } = usePlaylistNames();
  return (
    <div className={css["mode"]} title={isReadable ? undefined : smartTexts.textBroken}>
      <SegmentedControl
        label={smartTexts.mode}
        value={draft.mode}
        options={[
          { value: "rules", label: smartTexts.modeRules },
          { value: "text", label: smartTexts.modeText },
        ]}
        onChange={(mode) => {
          if (mode === draft.mode || !isReadable) return;
          onChange(mode === "text" ? toTextMode(draft, nameOf) : toRulesMode(draft));
        }}
      />
    </div>
  );
}

function TextMode({
  draft,
  onChange,
}: {
  readonly draft: RuleDraft;
  readonly onChange: (changes: Partial<RuleDraft>) => void;
}): ReactNode {
  return (
    <div className={css["textMode"]}>
      <QueryField
        label={smartTexts.textLabel}
        placeholder={smartTexts.textPlaceholder}
        value={draft.text}
        onChange={(text) => onChange({ text })}
        onSubmit={() => undefined}
      />
      <p className={css["hintLine"]}>{smartTexts.textHint}</p>
    </div>
  );
}
