import type { RuleBuilderTarget } from "../smart-dialogs.store.ts";
import { smartTexts } from "../smart-texts.ts";
import { draftOf, emptyDraft, newSeed, type RuleDraft } from "./rule-draft.ts";
import { ruleTemplates } from "./templates.ts";

/** What the builder opens with: a playlist's rules, the search being looked at, or one empty rule. */
export function startingDraft(target: RuleBuilderTarget): RuleDraft {
  const { playlist, query } = target;
  const name = playlist?.name ?? target.name ?? smartTexts.defaultName;
  const rules = playlist?.rules ?? null;
  if (rules !== null) return draftOf(name, rules);
  const seed = newSeed();
  return query === undefined
    ? emptyDraft(name, seed)
    : draftOf(name, { query, sort: [], limit: null, seed });
}

/** A template's rules; its name, too, unless the person gave one. */
export function templateDraft(name: string, former: RuleDraft): RuleDraft {
  const template = ruleTemplates.find((candidate) => candidate.name === name);
  if (template === undefined) return former;
  const isOwnName =
    former.name !== smartTexts.defaultName &&
    !ruleTemplates.some((candidate) => candidate.name === former.name);
  return draftOf(isOwnName ? former.name : template.name, { ...template.rules, seed: former.seed });
}
