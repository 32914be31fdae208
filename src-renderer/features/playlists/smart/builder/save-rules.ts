import type { Playlist } from "#shared/contract/index.ts";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { request } from "#renderer/lib/bridge.ts";
import type { RuleBuilderTarget } from "../smart-dialogs.store.ts";

/** Makes the playlist, or gives the one being edited its new rules and name. */
export async function saveRules(
  { playlist, folderUuid }: RuleBuilderTarget,
  name: string,
  rules: SmartRules,
): Promise<Playlist> {
  if (playlist === undefined) {
    const created = await request("playlists.create", {
      name,
      folderUuid: folderUuid ?? null,
      rules,
    });
    return created.playlist;
  }
  const changes = playlist.name === name ? { rules } : { name, rules };
  return (await request("playlists.update", { uuid: playlist.uuid, changes })).playlist;
}
