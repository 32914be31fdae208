import type { ChannelsOf, HandlersFor } from "#core/ipc/router.ts";
import type { ExchangeService } from "./exchange.service.ts";

export function exchangeHandlers(service: ExchangeService): HandlersFor<ChannelsOf<"exchange">> {
  return {
    "exchange.importItunes": (input, caller) => service.importItunes(input, caller),
    "exchange.exportLibrary": (_input, caller) => service.exportLibrary(caller),
    "exchange.importLibrary": (input, caller) => service.importLibrary(input, caller),
  };
}
