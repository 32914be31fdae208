import type { ChannelInput, ChannelName } from "#shared/contract/index.ts";
import type { Rule } from "./permission-rules.ts";
import type { PermissionWorld, Tester } from "./permission-world.ts";

/** One channel, about one kind of thing, tried as everybody. */
export interface PermissionCase {
  readonly channel: ChannelName;
  /** What it is asked about, where that is not plain from its name. */
  readonly about: string;
  readonly rule: Rule;
  /** What is asked, of things that are really there. Called anew for each role, so that no role meets what another left. */
  readonly input: (world: PermissionWorld, tester: Tester) => unknown;
}

type InputOf<Name extends ChannelName> = (
  world: PermissionWorld,
  tester: Tester,
) => ChannelInput<Name> | Promise<ChannelInput<Name>>;

/** Keeps the channel's own input type. */
export function permission<Name extends ChannelName>(
  channel: Name,
  rule: Rule,
  input: InputOf<Name>,
  about = "",
): PermissionCase {
  return { channel, rule, about, input };
}
