import { type ReactNode, useEffect, useState } from "react";
import type { Selection } from "#shared/contract/index.ts";
import { request } from "#renderer/lib/bridge.ts";
import { showError } from "#renderer/lib/toasts.ts";
import { Button } from "#renderer/ui/button.tsx";
import { ChipsInput } from "#renderer/ui/chips-input.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import css from "./own.module.css";
import { editTag } from "./own-actions.ts";
import { ownTexts } from "./own-texts.ts";
import { closeTagsDialog, useTagsDialog } from "./tags-dialog.store.ts";

/** The tags of the selected songs. Stands once in the shell; `editTagsOf` opens it. */
export function TagsDialog(): ReactNode {
  const { selections } = useTagsDialog();
  return selections === null ? null : (
    <Tags key={JSON.stringify(selections)} selections={selections} />
  );
}

interface TagCounts {
  readonly songs: number;
  readonly tags: ReadonlyMap<string, number>;
}

function Tags({ selections }: { readonly selections: readonly Selection[] }): ReactNode {
  const [counts, setCounts] = useState<TagCounts | null>(null);
  useEffect(() => {
    let isGone = false;
    countTags(selections).then((counted) => {
      if (!isGone) setCounts(counted);
    }, showError);
    return () => {
      isGone = true;
    };
  }, [selections]);

  function change(tag: string, action: "add" | "remove"): void {
    editTag(selections, tag, action)
      .then(() => countTags(selections))
      .then(setCounts, showError);
  }

  const total = counts?.songs ?? 0;
  const tags = [...(counts?.tags ?? [])];
  const hasMixed = tags.some(([, songs]) => songs < total);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && closeTagsDialog()}
      size="small"
      title={counts === null ? ownTexts.tags : ownTexts.tagsOf(total)}
      description={ownTexts.tagsHint}
      footer={
        <Button variant="primary" onClick={closeTagsDialog}>
          {ownTexts.done}
        </Button>
      }
    >
      <div className={css["editor"]}>
        <ChipsInput
          label={ownTexts.addTag}
          placeholder={ownTexts.addTag}
          maxLength={100}
          suggestFrom="tag"
          chips={tags.map(([tag, songs]) => ({
            value: tag,
            isMixed: songs < total,
            ...(songs < total ? { hint: ownTexts.mixed(songs, total) } : {}),
          }))}
          removeLabel={ownTexts.removeTag}
          onAdd={(tag) => change(tag, "add")}
          onRemove={(tag) => change(tag, "remove")}
        />
        {hasMixed && <p className={css["hint"]}>{ownTexts.mixedHint}</p>}
      </div>
    </Dialog>
  );
}

/** How many songs there are, and how many of them have each tag. */
async function countTags(selections: readonly Selection[]): Promise<TagCounts> {
  const answers = await Promise.all(
    selections.map((selection) => request("songs.countTags", { selection })),
  );
  const tags = new Map<string, number>();
  for (const { tag, songs } of answers.flatMap((answer) => answer.tags))
    tags.set(tag, (tags.get(tag) ?? 0) + songs);
  return { songs: answers.reduce((sum, answer) => sum + answer.songs, 0), tags };
}
