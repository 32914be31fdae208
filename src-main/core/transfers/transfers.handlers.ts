import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { Transfers } from "./transfers.ts";

/** Channels of files on their way in and out. */
export function transferHandlers(transfers: Transfers): HandlersFor<ChannelsOf<"transfers">> {
  return {
    "transfers.write": (piece, caller) => transfers.write(caller, piece),
    "transfers.read": (place, caller) => transfers.read(caller, place),
  };
}
