import type { HandlersFor } from "#core/ipc/router.ts";
import type { PlaylistParts } from "#features/playlists/playlist-parts.ts";
import type { SmartEvaluator } from "#features/playlists/playlists.ports.ts";
import { RulesCheck } from "./rules-check.ts";
import { SmartTotals } from "./smart-totals.ts";
import { SmartRepository } from "./smart.repository.ts";
import { SmartService } from "./smart.service.ts";

export interface SmartPlaylists {
  readonly handlers: HandlersFor<
    "playlists.previewRules" | "playlists.refresh" | "playlists.setFrozen" | "playlists.explain"
  >;
  readonly evaluator: SmartEvaluator;
  /** Counts every smart playlist now instead of when changes have settled. */
  countAll(): Promise<void>;
  close(): Promise<void>;
}

/** Builds what evaluates smart playlists and keeps their totals. */
export function createSmartPlaylists(parts: PlaylistParts): SmartPlaylists {
  const smart = new SmartRepository(parts.context.database.read);
  const check = new RulesCheck(smart);
  const totals = new SmartTotals(parts, smart);
  const service = new SmartService({ parts, smart, check, totals });
  return {
    handlers: {
      "playlists.previewRules": (input, caller) => service.preview(input, caller),
      "playlists.refresh": (input, caller) => service.refresh(input.uuid, caller),
      "playlists.setFrozen": (input, caller) => service.setFrozen(input, caller),
      "playlists.explain": (input, caller) => service.explain(input, caller),
    },
    evaluator: {
      prepare: (rules, ownerId, self) => check.prepare(rules, ownerId, self),
      rulesChanged: () => totals.soon(),
      recount: (tx, ids) => smart.recount(tx, ids),
      songsOf: async ({ viewKey, ownerId, rules, playlist = null }) => {
        if (playlist !== null) {
          return (await totals.evaluate(viewKey, { ...playlist, ownerId, rules })).ids;
        }
        const request = { userId: ownerId, rules, playlist: null };
        return (await parts.ports.songs.songsOfRules(viewKey, request)).ids;
      },
    },
    countAll: () => totals.run(),
    close: () => totals.close(),
  };
}
