import { foldForSearch } from "#shared/domain/library/sort-key.ts";
import type { SmartRules } from "#shared/domain/playlists/smart-rules.ts";
import { printQuery } from "#shared/domain/query/print-query.ts";
import { playlistsOf, type Query, withPlaylists } from "#shared/domain/query/query-ast.ts";
import { readQuery } from "#shared/domain/query/read-query.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { NamedPlaylist, SmartRepository } from "./smart.repository.ts";

const uuidForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/** Reads rules before they are kept: can they be read, do they name what is there, do they lead back to themselves. */
export class RulesCheck {
  readonly #playlists: SmartRepository;

  constructor(playlists: SmartRepository) {
    this.#playlists = playlists;
  }

  /**
   * Rules as they are kept: playlists by uuid, so that renaming them breaks nothing.
   *
   * @param ownerId whose playlists are meant
   * @param self the playlist they are for; null: a new one
   * @throws AppError `query_invalid` for what cannot be read or names no playlist, `conflict` for a playlist made of itself
   */
  prepare(
    rules: SmartRules,
    ownerId: number,
    self: { readonly uuid: string; readonly name: string } | null,
  ): SmartRules {
    const query = readQuery(rules.query);
    const names = playlistsOf(query);
    if (names.length === 0) return rules;
    const visible = this.#playlists.getVisible(ownerId);
    for (const name of names) {
      if (uuidForm.test(name) || namedIn(visible, name).length > 0) continue;
      const from = Math.max(0, rules.query.toLowerCase().indexOf(name.toLowerCase()));
      throw new AppError("query_invalid", `There is no playlist "${name}" that you can see.`, {
        from,
        to: Math.max(from + 1, from + name.length),
        expected: [],
      });
    }
    if (self !== null) this.#refuseCircle(query, ownerId, [self]);
    const kept = withPlaylists(query, (name) => {
      const found = namedIn(visible, name);
      return found.length === 0 ? [name] : found.map(({ uuid }) => uuid);
    });
    return { ...rules, query: printQuery(kept) };
  }

  /** The query with names in place of uuids, as a person reads it. */
  readable(query: Query, ownerId: number): Query {
    if (playlistsOf(query).length === 0) return query;
    const visible = this.#playlists.getVisible(ownerId);
    return withPlaylists(query, (uuid) => [
      visible.find((playlist) => playlist.uuid === uuid)?.name ?? uuid,
    ]);
  }

  /** Whether a name or uuid means any playlist that the profile may see. */
  isKnown(name: string, ownerId: number): boolean {
    return namedIn(this.#playlists.getVisible(ownerId), name).length > 0;
  }

  #refuseCircle(
    query: Query,
    ownerId: number,
    chain: readonly { readonly uuid: string; readonly name: string }[],
    harmless = new Set<string>(),
  ): void {
    const visible = this.#playlists.getVisible(ownerId);
    for (const next of playlistsOf(query).flatMap((name) => namedIn(visible, name))) {
      const way = [...chain, next];
      if (next.uuid === chain[0]?.uuid) {
        const named = way.map(({ name }) => `"${name}"`).join(" takes from ");
        throw new AppError("conflict", `A playlist cannot be made of itself: ${named}.`);
      }
      // A circle that the playlist is not part of is somebody else's to mend. Each is looked at once: where many take from the
      // same, the ways are countless.
      if (next.rules === null || harmless.has(next.uuid)) continue;
      harmless.add(next.uuid);
      this.#refuseCircle(readQuery(next.rules.query), next.ownerId, way, harmless);
    }
  }
}

function namedIn(visible: readonly NamedPlaylist[], name: string): NamedPlaylist[] {
  const wanted = foldForSearch(name);
  return visible.filter(
    (playlist) => playlist.uuid === wanted || foldForSearch(playlist.name) === wanted,
  );
}
